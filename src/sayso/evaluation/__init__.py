"""Readings against gold: figures."""

"""The heart: one module a question, run in a declared order."""

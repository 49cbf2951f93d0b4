"""What is kept: readings in a database file."""

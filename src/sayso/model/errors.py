"""What can go wrong that is foreseen."""


class SaysoError(Exception):
    """A fault that a person can do something about. The message is one line, and says what."""

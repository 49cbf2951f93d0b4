"""Words that may stand in XML."""


def printable(words: str) -> str:
    """The words with every white space as a blank and without characters that XML cannot hold."""
    plain = (" " if character.isspace() else character for character in words)
    return "".join(character for character in plain if character.isprintable())

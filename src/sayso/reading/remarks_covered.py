"""What statements read so far take in, so that a remark does not say it again."""

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.reading.draft import Candidate

#: A clause is read already where a statement covers this share of it, and it of the statement.
COVERED = 0.5


class Covered:
    """What the candidates so far take in."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        kept = [c for c in candidates if c.cause is None or c.cause.relation != "purpose"]
        self._anchors = {c.anchor for c in kept}
        self._spans = sorted((c.start, c.end) for c in kept)

    def by(self, token: Token, start: int, end: int) -> bool:
        """Has a statement with this anchor been read, or one of nearly these words? It must hold
        the verb itself, unless that only says that something is ("there are 300 fighters").
        """
        if token.i in self._anchors:
            return True
        for left, right in self._spans:
            if left >= end:
                break
            common = min(end, right) - max(start, left)
            if common <= 0 or common / (max(end, right) - min(start, left)) < COVERED:
                continue
            if left <= token.idx < right or token.lemma_ == "be":
                return True
        return False

    def tells(self, token: Token) -> bool:
        """Has a statement been read of this very word?"""
        return token.i in self._anchors

    def within(self, token: Token, start: int, end: int) -> bool:
        """Has a statement been read that lies inside these words and is most of them?"""
        if token.i in self._anchors:
            return True
        return any(
            start <= left and right <= end and right - left >= COVERED * (end - start)
            for left, right in self._spans
        )

"""What a number rose or fell from ("from 12 to 15", "up from 12"), and by how much.

The earlier value is a figure of its own, which the later one names (``Figure.change``): both are
told, neither is worked out from the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Change, Figure
from sayso.model.statement import Measure
from sayso.reading.draft import Candidate
from sayso.reading.figures_counts import Count
from sayso.reading.figures_measures import lemma, noun_measure
from sayso.reading.figures_spans import clause_span_of
from sayso.reading.syntax import bounds, prepositions

_CLIMB = 5


@dataclass(frozen=True, slots=True)
class Earlier:
    """A number that a report says is past: the count, and whether the value that replaces it stands
    before or behind.
    """

    count: Count
    after: bool


def earlier_of(count: Count) -> Earlier | None:
    """The number as an earlier value, or None where it is none."""
    before = count.before(8)
    at = len(before)
    while at and before[at - 1] in words("measure", "former"):
        at -= 1
    led = before[:at]
    if led[-1:] == ["from"]:
        if led[-2:-1] in (["up"], ["down"]) and count.behind(1) != ["to"]:
            return Earlier(count, after=False)
        if _governing(count.head) is None:
            return None
        return Earlier(count, after="to" in count.behind(4))
    if led[-2:] in (["compared", "with"], ["compared", "to"]) or led[-2:] == [",", "against"]:
        return Earlier(count, after=False)
    if led[-1:] and led[-1] in ("at", "as") and led[-2:-1] and led[-2] in ("put", "given", "set"):
        first = led[-3:-2]
        if first and first[0] in words("measure", "formerly"):
            return Earlier(count, after=True)
    return None


def _governing(token: Token) -> Token | None:
    """The verb or noun of change over a number ("rose", "an increase"), or None."""
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if sign_of(token) is not None or lemma(token) in lexicon("measure")["totals"]["movers"]:
            return token
        if lemma(token) in lexicon("measure")["totals"]["movements"]:
            return token
    return None


def sign_of(token: Token) -> int | None:
    """+1 for a word of rising, -1 of falling, or None."""
    said = lexicon("measure")["changes"]
    found = lemma(token)
    return 1 if found in said["up"] else -1 if found in said["down"] else None


def with_earlier(
    found: Iterable[Candidate], pending: Sequence[tuple[Earlier, str]]
) -> list[Candidate]:
    """The candidates with each earlier value added, and named by the figure (its key) that it goes
    with. One whose figure is not there is none.
    """
    out = list(found)
    for earlier, key in pending:
        at = next((i for i, c in enumerate(out) if c.key == key), None)
        figure = out[at].figure if at is not None else None
        if at is None or figure is None:
            continue
        count = earlier.count
        number = count.number
        value = Figure(
            low=number.low,
            best=number.best,
            high=number.high,
            qualifier=number.qualifier,
            measure=figure.measure,
            of=figure.of,
        )
        made = Candidate(
            "figure", *count.phrase, count.core.i, "figures.earlier", 0.7, figure=value
        )
        change = (figure.change or Change()).model_copy(
            update={"from_": number.best, "to": figure.best, "earlier": made.key}
        )
        out[at] = replace(out[at], figure=figure.model_copy(update={"change": change}))
        out.append(made)
    return sorted(out, key=lambda c: (c.start, c.end, c.anchor))


def times_of(verb: Token) -> Change | None:
    """As in "doubled to 40,000": the change that the verb itself tells."""
    factor = lexicon("measure")["multiples"].get(lemma(verb))
    return None if factor is None else Change(by=factor, unit="times")


@dataclass(frozen=True, slots=True)
class Rate:
    """By how much something rose or fell: characters, anchor, what, its measure, and the sign."""

    start: int
    end: int
    anchor: int
    of: str
    sign: int


def rate_of(share: Token, first: int, text: str) -> Rate | None:
    """A share (its last token) that something rises or falls by ("fell by 20 percent", "a 20
    percent rise in arrests"), where what changes is counted here; else None.
    """
    over = share.head
    if share.dep_ == "pobj" and share.head.lower_ in ("by", "of"):
        over = share.head.head
    sign = sign_of(over)
    if sign is None:
        return None
    if over.pos_ == "NOUN":
        what = next((n for _, n in prepositions(over, "in")), None)
    else:
        below = {c.dep_: c for c in reversed(list(over.children)) if c.i != share.i}
        what = below.get("dobj") or below.get("nsubjpass") or below.get("nsubj")
    if what is None or _counted(what) is None:
        return None
    low, high = bounds([t for t in what.subtree if not t.is_space], keep=what.i)
    opened = min(what.left_edge.i, first, over.left_edge.i if over.pos_ == "NOUN" else first)
    if over.pos_ == "NOUN":
        start, end = bounds([t for t in over.subtree if not t.is_space], keep=over.i)
    else:
        start, end = clause_span_of(over, opened)
    return Rate(start, end, over.i, " ".join(text[low:high].split()), sign)


def _counted(what: Token) -> Measure | None:
    """What is counted under a noun of things that happen, or "the number of" them."""
    if lemma(what) in ("number", "toll", "count", "figure", "rate"):
        inner = next((n for _, n in prepositions(what, "of")), None)
        return noun_measure(inner) if inner is not None else None
    return noun_measure(what)

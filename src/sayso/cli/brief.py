"""The brief: a reading for people, on a terminal or plain in a pipe.

Every line quotes the words of the report that it rests on, with who says them and how sure. What is
hoped, feared, advised or denied stands apart from what is said to have happened.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sayso.model import Count, Figure, Reading, Statement

NOTICE = "What the report says and on whose say-so; not what is so."
_LONGEST = 220

Section = tuple[str, Callable[["_Brief"], Iterator[Text]]]


def render_brief(reading: Reading, console: Console, *, explain: bool = False) -> None:
    """Print the brief of a reading; ``explain`` names the rule behind each line."""
    brief = _Brief(reading, explain)
    for line in brief.head():
        console.print(line)
    for title, lines in SECTIONS:
        body = list(lines(brief))
        if body:
            console.print()
            console.print(Text(title, style="bold"))
            for line in body:
                console.print(Padding(line, (0, 0, 0, 2), expand=False))
    console.print()
    console.print(Text(NOTICE, style="dim"))


@dataclass(frozen=True, slots=True)
class _Brief:
    reading: Reading
    explain: bool

    def head(self) -> Iterator[Text]:
        report = self.reading.report
        first = report.text.strip().split("\n", 1)[0]
        yield Text(report.title or _cut(first), style="bold")
        dateline = self.reading.entity(report.dateline.entity) if report.dateline else None
        place = dateline.name if dateline else (report.dateline.text if report.dateline else None)
        parts = [
            report.publisher,
            f"agency {report.agency}" if report.agency else None,
            "by " + ", ".join(report.authors) if report.authors else None,
            f"published {report.published}" if report.published else "date of publication unknown",
            f"from {place}" if place else None,
            f"id {report.id}",
        ]
        yield Text(" · ".join(p for p in parts if p), style="dim")

    def happened(self) -> Iterator[Text]:
        for s in self._plain():
            if s.kind == "event" and s.attribution is None:
                yield self.line(s)
        for s in self._plain():
            if s.kind == "remark" and s.attribution is None:
                yield self.line(s)

    def claimed(self) -> Iterator[Text]:
        groups: dict[tuple[str, ...], list[Statement]] = {}
        for s in self._plain():
            if s.kind in ("event", "remark") and s.attribution is not None:
                groups.setdefault(self.reading.voices(s), []).append(s)
        for chain, statements in groups.items():
            yield Text(_voice(chain), style="italic")
            for s in statements:
                yield Text("  ") + self.line(s, voice=False)

    def expected(self) -> Iterator[Text]:
        for s in self._all("event", "remark"):
            if s.stance in ("expected", "hypothetical") and not s.disputes:
                yield self.line(s)

    def drives(self) -> Iterator[Text]:
        for s in self._all("cause"):
            if s.cause is None:
                continue
            arrow = {"+": "→ more:", "-": "→ less:", "?": "→ bears on:"}[s.cause.sign]
            if s.cause.relation == "purpose":
                arrow = "is the aim of:"
            words = Text(f"{_quote(s.cause.driver.text)} {arrow} {_quote(s.cause.effect.text)}")
            yield self._noted(words, s, voice=True)

    def numbers(self) -> Iterator[Text]:
        for s in self._all("figure"):
            if s.figure is None:
                continue
            head = Text(f"{_figure(s.figure)}: ", style="bold")
            yield self._noted(head + Text(_quote(s.text)), s, voice=True)

    def advised(self) -> Iterator[Text]:
        for s in self._all("event", "remark"):
            if s.stance == "recommended":
                yield self.line(s)

    def disputed(self) -> Iterator[Text]:
        by_id = {s.id: s for s in self.reading.statements}
        shown: set[frozenset[str]] = set()
        for s in self.reading.statements:
            for other in s.disputes:
                pair = frozenset((s.id, other))
                if other in by_id and pair not in shown:
                    shown.add(pair)
                    yield self.line(s)
                    yield Text("  against: ") + self.line(by_id[other])
        for s in self._all("event", "remark"):
            if s.polarity == "negative" and not s.disputes and s.stance == "asserted":
                yield Text("in the negative: ") + self.line(s)

    def unknown(self) -> Iterator[Text]:
        for s in self._all("event", "remark"):
            if s.stance == "questioned":
                yield Text("asked or open: ") + self.line(s)
        for warning in self.reading.warnings:
            yield Text(f"{warning.message} ({warning.code})")

    def line(self, s: Statement, *, voice: bool = True) -> Text:
        return self._noted(Text(_quote(s.text)), s, voice=voice)

    def _noted(self, words: Text, s: Statement, *, voice: bool) -> Text:
        chain = self.reading.voices(s)
        places = [e.name for p in s.places if (e := self.reading.entity(p.entity)) is not None]
        notes = [
            _voice(chain) if voice and chain else None,
            _sure(s),
            self._when(s),
            "in " + ", ".join(places) if places else None,
            "accused, not established" if _accused(s) else None,
            "disputed" if s.disputes else None,
            f"{s.id} {' '.join(s.rules)}" if self.explain else None,
        ]
        noted = "; ".join(n for n in notes if n)
        return words + Text(f"  [{noted}]", style="dim") if noted else words

    def _when(self, s: Statement) -> str | None:
        time = next((t for t in self.reading.times if t.id == s.time), None)
        if time is None:
            return None
        if s.interval is None or (s.interval.from_ is None and s.interval.to is None):
            return f"“{time.text}”"
        first, last = s.interval.from_, s.interval.to
        return first if first and first == last else f"{first or '…'} to {last or '…'}"

    def _all(self, *kinds: str) -> Iterable[Statement]:
        return (s for s in self.reading.statements if s.kind in kinds)

    def _plain(self) -> Iterable[Statement]:
        return (
            s
            for s in self.reading.statements
            if s.stance == "asserted" and s.polarity == "positive"
        )


SECTIONS: tuple[Section, ...] = (
    ("What is reported as having happened", _Brief.happened),
    ("What people claim", _Brief.claimed),
    ("What is expected or feared", _Brief.expected),
    ("What drives what", _Brief.drives),
    ("Numbers", _Brief.numbers),
    ("Advised or demanded", _Brief.advised),
    ("Denied or disputed", _Brief.disputed),
    ("Not known", _Brief.unknown),
)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rstrip() + "…"


def _quote(text: str) -> str:
    return f"“{_cut(text).strip('“”')}”"


def _voice(chain: tuple[str, ...]) -> str:
    """As in "Germany, relayed by Ada Lind": nearest voice first."""
    return ", relayed by ".join(chain) or "somebody not named"


def _sure(s: Statement) -> str | None:
    """The certainty where it is less than plain, with the words that say so."""
    parts: list[str] = []
    if s.certainty.level != "certain":
        parts.append(s.certainty.level)
    if s.stance not in ("asserted", "expected", "recommended"):
        parts.append(s.stance)
    if s.polarity == "negative" and s.stance != "asserted":
        parts.append("not")
    words = ", ".join(dict.fromkeys(c.text.lower() for c in s.certainty.cues))
    if not parts and not words:
        return None
    band = ""
    if s.certainty.low is not None and s.certainty.high is not None:
        band = f", {s.certainty.low:.0%} to {s.certainty.high:.0%} on {s.certainty.scale}"
    said = f" (“{words}”)" if words else ""
    return (" and ".join(parts) + said + band).strip()


def _accused(s: Statement) -> bool:
    return s.event is not None and any(
        p.standing in ("accused", "suspected") for p in s.event.participants
    )


def _figure(figure: Figure) -> str:
    count = Count(low=figure.low, best=figure.best, high=figure.high)
    total = ", in all" if figure.cumulative else ""
    return f"{_bounds(count)} {figure.measure}{total}"


def _bounds(count: Count) -> str:
    low, best, high = (_number(n) for n in (count.low, count.best, count.high))
    if low == high and low is not None:
        return low
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    if high is not None:
        return f"up to {high}"
    return best or "a number not said"


def _number(value: float | None) -> str | None:
    if value is None:
        return None
    return f"{int(value):,}" if value == int(value) else f"{value:,}"

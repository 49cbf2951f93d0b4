"""The made parts of the codebook (``docs/codebook.md``): columns, values, codes and fields.

They come from the contract's types, from the lexicons that read by them, and from this package's
data files, which hold the definitions. ``make generated`` puts them in.
"""

import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso import model
from sayso.exports.formats import columns_of
from sayso.exports.tables import lexicon
from sayso.knowledge import ontology
from sayso.knowledge.loader import lexicon as knowledge_lexicon
from sayso.knowledge.loader import table as knowledge_table
from sayso.model import Reading, Value


def columns(format: str) -> str:
    """Every column of a format, in its order: definition, rule, example."""
    rows = ((f"`{c.name}`", c.definition, c.rule, _code(c.example)) for c in columns_of(format))
    return "\n".join(_table(("column", "holds", "rule", "example"), rows))


def values() -> str:
    """Every closed list of the contract with what each of its values means."""
    parts = []
    for title, held in lexicon("codebook")["values"].items():
        rows = ((_code(value), meaning) for value, meaning in held["values"].items())
        parts.append("\n".join([f"### {title}", "", *_table(("value", "means"), rows)]))
    return "\n\n".join(parts)


def closed_list(name: str) -> tuple[str, ...]:
    """The values of a closed list: a type of :mod:`sayso.model`, or a field of one of its types
    ("Interval.basis").
    """
    owner, _, field = name.partition(".")
    held = getattr(model, owner)
    return typing.get_args(held.model_fields[field].annotation if field else held)


def codes() -> str:
    """PLOVER's types, modes, contexts and sectors, CAMEO, ACLED's types and actor types, and the
    scales of probability.
    """
    parts = {
        "PLOVER types": _plover_types(),
        "PLOVER modes": _plover_modes(),
        "PLOVER contexts": iter([", ".join(_code(c) for c in ontology.contexts())]),
        "PLOVER sectors": _sectors(),
        "CAMEO": _cameo(),
        "ACLED types": _acled(),
        "ACLED actor types": _table(
            ("code", "is"),
            ((_code(n), name) for n, name in lexicon("acled_codes")["inter"].items()),
        ),
        "Scales of probability": _scales(),
    }
    return "\n\n".join("\n".join([f"### {title}", "", *part]) for title, part in parts.items())


def _sectors() -> Iterator[str]:
    meanings = lexicon("codebook")["sectors"]
    return _table(("sector", "is"), ((_code(s), meanings[s]) for s in ontology.sectors()))


def _actor_types() -> Iterator[str]:
    types = lexicon("acled_codes")["inter"]
    return _table(("code", "is"), ((_code(n), name) for n, name in types.items()))


def _plover_types() -> Iterator[str]:
    held = lexicon("codebook")["plover"]
    rows = (
        (_code(t), str(ontology.quad(t)), f"{ontology.score(t):g}", held[t]["is"])
        for t in ontology.plover_types()
    )
    return _table(("type", "quad", "score", "is"), rows)


def _plover_modes() -> Iterator[str]:
    held = lexicon("codebook")["plover"]
    rows = (
        (_code(t), _code(mode), f"{ontology.score(t, mode):g}", meaning)
        for t in ontology.plover_types()
        for mode, meaning in held[t]["modes"].items()
    )
    return _table(("type", "mode", "score", "is"), rows)


def _cameo() -> Iterator[str]:
    rows = (
        (_code(r["code"]), r["meaning"], _codes(r["plover"], r["mode"]))
        for r in knowledge_table("cameo")
    )
    return _table(("code", "is", "PLOVER"), rows)


def _codes(*codes: str) -> str:
    return " ".join(_code(code) for code in codes if code)


def _acled() -> Iterator[str]:
    disorder, meanings = lexicon("acled_codes")["disorder"], lexicon("codebook")["acled"]
    rows = (
        (
            r["event_type"],
            r["sub_event_type"],
            meanings[r["sub_event_type"]],
            disorder.get(r["sub_event_type"], disorder[r["event_type"]]),
        )
        for r in knowledge_table("acled")
    )
    return _table(("event type", "sub-event type", "is", "disorder type"), rows)


def _scales() -> Iterator[str]:
    scales = knowledge_lexicon("scales")["scales"]
    rows = (
        (_code(scale), word, f"{low:g}", f"{high:g}")
        for scale, words in scales.items()
        for word, (low, high) in words.items()
    )
    return _table(("scale", "word", "low", "high"), rows)


def fields() -> str:
    """Every field of a reading: its type from the contract, definition, rule, example."""
    said = lexicon("fields")["fields"]
    parts = []
    for kind in contract():
        names = [field.alias or name for name, field in kind.model_fields.items()]
        rows = (
            (_code(name), definition, rule, _code(example) if example else "")
            for name in names
            for definition, rule, example in [said[f"{kind.__name__}.{name}"]]
        )
        head = ("field", "holds", "rule", "example")
        parts.append("\n".join([f"### {kind.__name__}", "", *_table(head, rows)]))
    return "\n\n".join(parts)


def contract() -> tuple[type[Value], ...]:
    """The types of the contract, the reading first, each once, as fields lead to them."""
    found: list[type[Value]] = [Reading]
    for kind in found:  # grows as it is gone through
        for field in kind.model_fields.values():
            found += [k for k in _types_in(field.annotation) if k not in found]
    return tuple(found)


def _types_in(annotation: object) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _types_in(part)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _code(value: object) -> str:
    """A value in Markdown's quotes; nothing for none."""
    return f"`{value}`" if str(value) else ""


PARTS: Mapping[str, typing.Callable[[], str]] = {
    "columns of csv": lambda: columns("csv"),
    "columns of acled": lambda: columns("acled"),
    "values": values,
    "codes": codes,
    "fields": fields,
}
"""The parts by the name under which they stand in ``docs/codebook.md``."""

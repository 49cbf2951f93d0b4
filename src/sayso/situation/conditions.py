"""Open conditions about the future: which supposed propositions say what will be, if …

The reading marks a supposed proposition as ``hypothetical`` and gives the words that do so; whether
it is about the future is told here, from the words alone (``data/forecasts.yaml``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sayso.knowledge.loader import lexicon
from sayso.model import Reading, Span, Statement

_WORD = re.compile(r"[’']?\w+(?:-\w+)*")
_CLAUSE_END = re.compile(r"[,;:.?!—–\"”\n]")
_SENTENCE_END = re.compile(r"[.?!]\s|\n")
#: How many adverbs may stand between "would", "have" and the participle.
_BETWEEN = 2


def rules() -> Mapping[str, Any]:
    """The words of ``data/forecasts.yaml``."""
    return lexicon("forecasts", "sayso.situation")


def condition_of(statement: Statement, reading: Reading) -> Span | None:
    """The condition that a statement stands under: its own span, that of the conditional whose
    effect it is, or the clause that its opener ("if", "unless") begins. None where there is none,
    and where the statement is itself the condition.
    """
    if statement.condition is not None:
        return statement.condition
    for cause in _conditionals(reading):
        if cause.cause is None or cause.condition is None:
            continue
        if _within(statement, cause.condition):
            return None
        if _within(statement, cause.cause.effect):
            return cause.condition
    openers = [c for c in statement.certainty.cues if _plain(c.text) in rules()["openers"]]
    openers += _inside(statement)
    return next((s for c in openers if (s := _clause(c, statement, reading.report.text))), None)


def is_about_the_future(statement: Statement, condition: Span, published: str | None) -> bool:
    """Whether what is supposed is about the future: its main clause has a modal, and neither it nor
    the condition is in a perfect that says it did not come about ("had won", "would have left").
    ``published`` (ISO) is compared with the last day of its matter.
    """
    last = statement.interval.to if statement.interval else None
    if last is not None and published is not None and last < published:
        return False
    words = _main_words(statement, condition)
    modals = [i for i, w in enumerate(words) if w in rules()["future"]]
    if not modals or any(_is_perfect(words, i) for i in modals):
        return False
    return not _is_past_perfect(_words(condition.text))


def _inside(statement: Statement) -> Iterator[Span]:
    """Openers in a statement's own words that open nothing but conditions: "unless"."""
    for found in _WORD.finditer(statement.text):
        if _plain(found[0]) in rules()["sure_openers"]:
            at = statement.start
            yield Span(start=at + found.start(), end=at + found.end(), text=found[0])


def _conditionals(reading: Reading) -> Iterator[Statement]:
    return (
        s for s in reading.statements if s.cause is not None and s.cause.relation == "condition"
    )


def _within(statement: Statement, span: Span) -> bool:
    return span.start <= statement.start and statement.end <= span.end


def _clause(opener: Span, statement: Statement, text: str) -> Span | None:
    """The clause that an opener begins, up to its comma or the sentence's end; None where the
    statement is that clause, or stands in another sentence.
    """
    first, last = sorted((opener.start, statement.start))
    if _SENTENCE_END.search(text, first, last):
        return None
    if opener.start < statement.start:
        between = text.rfind(",", opener.end, statement.start)
        if between < 0:  # "if the road stays closed": the statement is the condition itself
            return None
        return Span(start=opener.start, end=between, text=text[opener.start : between])
    found = _CLAUSE_END.search(text, opener.end)
    end = found.start() if found else len(text)
    return Span(start=opener.start, end=end, text=text[opener.start : end])


def _main_words(statement: Statement, condition: Span) -> list[str]:
    """The words of a statement that are not its condition's."""
    low = min(max(condition.start - statement.start, 0), len(statement.text))
    high = min(max(condition.end - statement.start, 0), len(statement.text))
    return _words(statement.text[:low] + " " + statement.text[high:])


def _words(text: str) -> list[str]:
    # "won't", "they'd": the clitic is a word of its own.
    spread = re.sub(r"(?i)n[’']t\b", " not", text)
    return [_plain(w) for w in _WORD.findall(re.sub(r"(\w)([’'](?:ll|d)\b)", r"\1 \2", spread))]


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def _is_perfect(words: Sequence[str], modal: int) -> bool:
    """As in "would have left"; "will have left by May" is a future, "would have to leave" too."""
    if words[modal] not in rules()["perfect"]:
        return False
    for at in range(modal + 1, min(modal + 2 + _BETWEEN, len(words) - 1)):
        if words[at] == "have":
            return words[at + 1] not in rules()["not_perfect"]
    return False


def _is_past_perfect(words: Sequence[str]) -> bool:
    """As in "if the talks had succeeded", "had the talks failed"."""
    if "had" not in words:
        return False
    at = words.index("had")
    near = words[at + 1 :] if at == 0 else words[at + 1 : at + 2 + _BETWEEN]
    return any(w.endswith("ed") or w in rules()["participles"] for w in near)

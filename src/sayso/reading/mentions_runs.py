"""Stretches of tokens that may be names: the parser's entities and runs of proper nouns."""

from dataclasses import dataclass
from unicodedata import combining, normalize

from sayso.knowledge.casing import SMALL, capital_odds
from sayso.knowledge.loader import words
from sayso.reading.mentions_page import Page
from sayso.reading.mentions_roles import has_role
from sayso.reading.mentions_table import organisation_words

_NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_SKIPPED = _NUMBERS | {"WORK_OF_ART", "LAW", "LANGUAGE", "EVENT"}
_RULES = "mention_rules"


@dataclass(slots=True)
class Run:
    """A stretch of tokens that may be a name, and the label the parser gave it ("" for none)."""

    first: int
    last: int
    label: str


def runs_of(page: Page) -> list[Run]:
    """The parser's entities and, between them, runs of proper nouns; nothing the table has."""
    runs: list[Run] = []
    covered = [n is not None for n in page.names]
    for ent in page.analysis.doc.ents:
        alone = ent.label_ == "PERSON" and ent.end - ent.start == 1
        begin = _with_given_name(page, ent.start, covered) if alone else ent.start
        label = "PERSON" if _is_titled(page, begin, ent.end - 1, ent.label_) else ent.label_
        opened = next((i for i in range(begin + 1, ent.end) if page.texts[i] == "("), ent.end)
        run = _trimmed(page, begin, opened - 1, label)
        span = range(begin, ent.end)
        if any(covered[i] for i in span):
            run = _longer_organisation(page, run, covered) if ent.label_ == "ORG" else None
        for i in span:
            covered[i] = True
        if run is not None and (ent.label_ not in _SKIPPED or run.label == "PERSON"):
            runs.append(run)
    at = 0
    while at < len(page.tokens):
        last = at
        if not covered[at] and page.is_name(at):
            while last + 1 < len(page.tokens) and not covered[last + 1]:
                glued = _glued(page, last)
                if not glued and not page.is_name(last + 1):
                    break
                last += glued or 1
            run = _trimmed(page, at, last, "")
            if run is not None:
                runs.append(run)
        at = last + 1
    return sorted(runs, key=lambda r: r.first)


def _glued(page: Page, last: int) -> int:
    """How many tokens on a name goes over a small word between hyphens ("Port-au-Prince"), or 0."""
    ahead = page.tokens[last : last + 5]
    if len(ahead) < 5 or [t.text for t in ahead[1::2]] != ["-", "-"]:
        return 0
    whole = not any(t.whitespace_ for t in ahead[:4]) and ahead[2].text.islower()
    return 4 if whole and page.is_name(last + 4) else 0


def _with_given_name(page: Page, first: int, covered: list[bool]) -> int:
    """The first token of a person's name with the given names the parser left out of it."""
    while first > 0 and not covered[first - 1] and page.is_name(first - 1):
        joined = page.deps[first - 1] == "compound" and page.heads[first - 1] >= first
        lower = page.lowers[first - 1]
        roles = words("mention_nouns", "office") | words("mention_nouns", "person")
        known = lower in roles or lower in words(_RULES, "titles")
        known = known or lower in organisation_words() or page.tokens[first - 1].ent_type_ != ""
        if not joined or known or not lower.isalpha():
            break
        first -= 1
    return first


def _longer_organisation(page: Page, run: Run | None, covered: list[bool]) -> Run | None:
    """A longer name around one of the table's ("NATO Parliamentary Assembly"): it has its own."""
    if run is None or covered[run.last] or not covered[run.first]:
        return None
    if page.lowers[run.last] not in organisation_words() or not page.is_name(run.last):
        return None
    return run


def _trimmed(page: Page, first: int, last: int, label: str) -> Run | None:
    """A run without articles and titles before it and the possessive behind it; None if nothing
    that could be a name is left.
    """
    titles, offices = words(_RULES, "titles"), words("mention_nouns", "office")
    if not label and has_role(page, first, last, label):
        label = "PERSON"
    if label in ("", "PERSON"):
        first = _behind_title(page, first, last)
    while first <= last and (
        page.tags[first] in ("DT", "PRP$", "POS", "CD")
        or not page.texts[first][:1].isalnum()
        or page.lowers[first] in titles
        or (label in ("", "PERSON") and first < last and _is_title(page, first, offices))
    ):
        first += 1
    while last >= first and (
        page.tags[last] == "POS" or not any(c.isalnum() for c in page.texts[last])
    ):
        last -= 1
    if first > last or not any(page.texts[i][:1].isupper() for i in range(first, last + 1)):
        return None
    if first == last and (page.lowers[first] in words(_RULES, "not_names") or _opens(page, first)):
        return None
    return Run(first, last, label)


def _opens(page: Page, at: int) -> bool:
    """Is it a common noun for people at the head of a sentence ("Guerrillas attacked …")?"""
    if page.before(at) is not None or page.texts[at].isupper():
        return False
    lemma = page.lemma(at)
    kinds = ("person", "armed", "people", "force", "officials")
    common = any(lemma in words("mention_nouns", kind) for kind in kinds)
    return common and capital_odds(page.lowers[at]) <= SMALL


def _is_titled(page: Page, first: int, last: int, label: str) -> bool:
    """Is what the parser takes for a title of a work a person with an office before the name; or
    for a body or place, a person with a role beside the name?
    """
    if label in ("ORG", "GPE", "LOC", "FAC", "PRODUCT"):
        return has_role(page, first, last, label)
    return label == "WORK_OF_ART" and _behind_title(page, first, last) > first


def _behind_title(page: Page, first: int, last: int) -> int:
    """The first token of a name behind an office of several words ("District Governor Sefa
    Dorn"), else the first token given. An office that is a surname as well is left alone.
    """
    offices = words("mention_nouns", "office") - words(_RULES, "surnames_too")
    for at in range(last - 1, first, -1):
        if page.lowers[at] in offices and page.is_name(at) and page.is_name(at + 1):
            return at + 1
    return first


def _is_title(page: Page, at: int, offices: frozenset[str]) -> bool:
    lower = page.lowers[at]
    return lower in offices or lower in ("vice", "prime", "foreign", "deputy", "former", "then")


def named_as_body(page: Page, run: Run) -> bool:
    """Does a noun right before the name say that it is a body's ("the news agency Orbis")?"""
    before = page.before(run.first)
    if before is None or before != run.first - 1 or page.tags[before] != "NN":
        return False
    bodies = words("mention_nouns", "organization") - words("mention_nouns", "vague")
    return page.lemma(before) in bodies and page.heads[before] in range(run.first, run.last + 1)


def is_acronym(page: Page, run: Run, text: str) -> bool:
    """Three to six capitals in copy that is not all capitals."""
    short = run.first == run.last and text.isalpha() and text.isupper() and 3 <= len(text) <= 6
    return short and not page.shouting[run.first]


def plain(text: str) -> str:
    """A name without accents: one report may print it both ways."""
    if text.isascii():
        return text
    return "".join(c for c in normalize("NFD", text) if not combining(c))


def text_of(page: Page, run: Run) -> str:
    """The words of a run as printed."""
    return page.analysis.text[page.start(run.first) : page.end(run.last)]

"""Names of the actor table, the longest first, before anything else is taken for a name."""

import re
from functools import lru_cache

from sayso.knowledge import Actor, Knowledge
from sayso.knowledge.loader import words
from sayso.model import Link
from sayso.reading.mentions_page import Found, Page

_BROKEN = re.compile(r"(?<![^\W_])(?:[A-Z],){2,3}(?!\s)")
_RULES = "mention_rules"
#: Sectors of organisations whose heads and spokesmen hold a public office.
_PUBLIC = frozenset({"IGO", "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY"})


@lru_cache(maxsize=1)
def organisation_words() -> frozenset[str]:
    """Words of a name that say it is a body of people."""
    return words(_RULES, "government_words") | words(_RULES, "company_words")


def names_from_table(page: Page, knowledge: Knowledge) -> list[Found]:
    """The names of the actor table in text order; ``page.names`` is filled in on the way."""
    text = page.analysis.normal
    found: list[Found] = []
    behind = 0
    people = {
        i for e in page.analysis.doc.ents if e.label_ == "PERSON" for i in range(e.start, e.end)
    }
    for at, token in enumerate(page.tokens):
        if token.idx < behind or not page.texts[at][0].isalpha():
            continue
        hit = knowledge.actors.find(text, token.idx, capitals=page.shouting[at])
        if hit is None:
            continue
        actor, end = hit
        last = at
        while last + 1 < len(page.tokens) and page.start(last + 1) < end:
            last += 1
        if _inside_longer(page, actor, (at, last), people) or _of_another(
            page, knowledge, actor, (at, last)
        ):
            continue
        found.append(_actor_name(actor, (at, last), (token.idx, end)))
        page.take(found[-1])
        behind = end
    for match in _BROKEN.finditer(text):
        found.extend(_broken(page, knowledge, match))
    return found


def _inside_longer(page: Page, actor: Actor, span: tuple[int, int], people: set[int]) -> bool:
    """Is an alias of one plain word part of a person's or a longer name ("Richard Wagner", "Red
    Dawn Front")?
    """
    at, last = span
    word = page.texts[at]
    if at != last or (word.isupper() and not page.shouting[at]):
        return False
    before, after = page.before(at), page.after(at)
    if at in people and (before in people or after in people):
        return True
    longer = organisation_words() | words(_RULES, "armed_words")
    if after is not None and page.heads[at] == after and page.lowers[after] in longer:
        return page.is_name(after)
    return (
        actor.kind != "armed_group"
        and before is not None
        and page.is_name(before)
        and page.deps[before] == "compound"
        and page.heads[before] in (at, page.heads[at])
    )


def _of_another(page: Page, knowledge: Knowledge, actor: Actor, span: tuple[int, int]) -> bool:
    """Does the demonym before a state body's name make it another state's ("the Libyan House of
    Representatives")?
    """
    before = page.before(span[0])
    if actor.country is None or before is None or actor.kind != "government" or span[0] == span[1]:
        return False
    country = knowledge.actors.countries.of_demonym(page.texts[before])
    return country is not None and country != actor.country


def _actor_name(actor: Actor, tokens: tuple[int, int], chars: tuple[int, int]) -> Found:
    link = Link(scheme="wikidata", id=actor.wikidata) if actor.wikidata else None
    kind = actor.kind
    found = Found(*tokens, *chars, "name", kind, actor.name, f"actor:{actor.id}", link)
    found.office = actor.sector in _PUBLIC
    return found


def _broken(page: Page, knowledge: Knowledge, match: re.Match[str]) -> list[Found]:
    """An acronym with commas for its stops ("U,N,")."""
    actor = knowledge.actors.lookup(match.group().replace(",", "."))
    tokens = page.analysis.tokens(*match.span())
    if actor is None or not tokens or page.names[tokens[0].i] is not None:
        return []
    name = _actor_name(actor, (tokens[0].i, tokens[-1].i), match.span())
    page.take(name)
    return [name]

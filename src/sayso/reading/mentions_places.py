"""Whether a name stands where places stand, and whether the gazetteer knows it."""

from sayso.knowledge import Knowledge
from sayso.knowledge.loader import words
from sayso.reading.mentions_page import Page

_RULES = "mention_rules"
_SKIP_TAGS = ("DT", "JJ", "PRP$", "POS", "HYPH")


def stands_as_place(page: Page, first: int, last: int) -> bool:
    """Is the name behind a preposition of place, in a list that began behind one, or before a
    country's name ("Goma, Congo")?
    """
    at = page.head_of(first, last)
    for _ in range(12):
        if page.deps[at] not in ("conj", "appos"):
            break
        at = page.heads[at]
    if page.deps[at] == "poss":
        return False
    if page.deps[at] in ("dobj", "nsubjpass") and _is_taken(page, at):
        return True
    if page.deps[at] == "pobj":
        return _fits(page, page.heads[at])
    before = page.before(first)
    while before is not None and page.tags[before] in _SKIP_TAGS:
        before = page.before(before)
    return (
        before is not None
        and page.tags[before] in ("IN", "TO")
        and (page.lowers[before] in words(_RULES, "locative"))
    )


def _is_taken(page: Page, at: int) -> bool:
    """Is it the first of several names that a verb of taking places has ("seized Gao and Kidal")?
    One name alone may be a person's, but not where the verb takes none ("shelled Gao").
    """
    if page.lowers[page.heads[at]] in words(_RULES, "taking_places"):
        return True
    if page.deps[at] != "dobj":
        return False
    ahead = range(at + 1, min(at + 6, len(page.deps)))
    several = any(page.deps[i] == "conj" and page.heads[i] == at for i in ahead)
    return several and page.lowers[page.heads[at]] in words(_RULES, "taking")


def called_a_place(page: Page, first: int, last: int) -> bool:
    """Does a noun say that the name is a place's ("the town of X")?"""
    at = page.head_of(first, last)
    if page.deps[at] != "pobj" or page.lowers[page.heads[at]] != "of":
        return False
    noun = page.heads[page.heads[at]]
    return page.noun_lemma(noun) in words(_RULES, "place_nouns")


def _fits(page: Page, preposition: int) -> bool:
    lower = page.lowers[preposition]
    if lower in words(_RULES, "locative"):
        return True
    if lower not in words(_RULES, "locative_weak"):
        return False
    governor = page.heads[preposition]
    lemma = page.noun_lemma(governor)
    return lemma in words(_RULES, "place_heads") or lemma in words(_RULES, "motion")


def known_place(knowledge: Knowledge, name: str, *, weak: bool) -> bool:
    """Does the gazetteer know the name? ``weak`` (the parser says a person) asks for a place of
    some size under exactly that name.
    """
    places = knowledge.gazetteer.lookup(name)
    return bool(places) and (not weak or places[0].population >= 1000 or places[0].type != "city")

"""What a report calls people beside their names: titles before, appositions behind."""

from sayso.knowledge.loader import words
from sayso.reading.mentions_extent import is_office, phrase_name
from sayso.reading.mentions_page import Found, Page

_NOUNS = "mention_nouns"
_RULES = "mention_rules"


def give_titles(page: Page, names: list[Found]) -> None:
    """Fill in ``description`` and ``office`` of persons with a title before the name ("Syrian
    President Bashar Assad", "Pentagon spokesman John Kirby", "Gen. Lloyd Austin").
    """
    for name in names:
        if name.kind == "person" and name.form == "name":
            title = title_before(page, name.first, name.last)
            if title is not None:
                first, role = title
                if page.lowers[role] not in _plain_titles():
                    name.description = phrase_name(page, first, name.first - 1)
                name.office = _is_public(page, first, name.first - 1, role)


def has_role(page: Page, first: int, last: int, label: str) -> bool:
    """Is a name of two words or more in apposition to what only a person is ("the head of the
    council, Mirek Tolan")? Its bearer is a person, whatever the parser takes the name for, but for
    one that may be the council's.
    """
    if first == last:
        return False
    head = page.head_of(first, last)
    beside = [c.i for c in page.tokens[head].rights if c.dep_ == "appos"]
    if page.deps[head] == "appos":
        above = page.heads[head]
        alone = _may_be(page, above, label) or _is_chain(page, above, label)
        beside.extend([above] if alone else _upwards(page, above))
    return any(_is_role(page, at) for at in beside)


def _may_be(page: Page, at: int, label: str) -> bool:
    """Is a noun the kind of thing that the parser takes the name beside it for?"""
    nouns = ("organization",) if label == "ORG" else ("place",) if label in ("GPE", "LOC") else ()
    return any(page.noun_lemma(at) in words(_NOUNS, kind) for kind in nouns)


def _is_chain(page: Page, at: int, label: str) -> bool:
    """Is a place behind another place the one it lies in ("a girl from Buffalo, New York")?"""
    return label in ("GPE", "LOC") and page.tags[at] in ("NNP", "NNPS")


def _upwards(page: Page, at: int) -> list[int]:
    """A noun and those it is the complement of: a parser may hang a name on the last of them ("the
    head of the agency, Mirek Tolan").
    """
    found = [at]
    while page.deps[at] == "pobj" and page.heads[page.heads[at]] < at:
        at = page.heads[page.heads[at]]
        found.append(at)
    return found


def _is_role(page: Page, at: int) -> bool:
    roles = words(_NOUNS, "office") | words(_NOUNS, "person")
    return page.tags[at] == "NN" and page.noun_lemma(at) in roles


def _plain_titles() -> frozenset[str]:
    return words(_RULES, "titles") - words(_RULES, "office_titles")


def title_before(page: Page, first: int, last: int) -> tuple[int, int] | None:
    """The tokens of a title that stands right before a name: its first, and the one of the role;
    None where there is none.
    """
    role = page.before(first)
    if role is None or role != first - 1 or page.texts[role] in ",;:":
        return None
    lemma = page.noun_lemma(role)
    roles = words(_NOUNS, "office") | words(_RULES, "titles") | words(_NOUNS, "person")
    if lemma not in roles and page.lowers[role] not in roles:
        return None
    if page.tags[role] in ("NNS", "NNPS") or not first <= page.heads[role] <= last:
        return None
    begin = role
    while (before := page.before(begin)) is not None and _belongs(page, before, begin, first, last):
        begin = before
    while begin < role and page.tags[begin] in ("DT", "PRP$", "POS"):
        begin += 1
    return begin, role


def _belongs(page: Page, at: int, next_: int, first: int, last: int) -> bool:
    """Does a token before belong to the title: a modifier of it or of the name, or inside one?"""
    head, dep = page.heads[at], page.deps[at]
    if not at < head <= last or page.texts[at] in (",", ";", ":"):
        return False
    return dep in ("amod", "compound", "nmod", "poss", "case", "punct", "npadvmod", "advmod")


def _is_public(page: Page, first: int, last: int, role: int) -> bool:
    if page.lowers[role] in words(_RULES, "office_titles"):
        return True
    return is_office(page, first, last, role)

"""How far a noun phrase reaches, and what it is called."""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.mentions_page import Page

_NOUNS = "mention_nouns"


def is_plural(page: Page, at: int) -> bool:
    """Is the noun plural by its tag, or by a number of two or more before it?"""
    if page.tags[at] == "NNP" and (page.shouting[at] or page.before(at) is None):
        return page.lemma(at) != page.lowers[at]
    return page.tags[at] in ("NNS", "NNPS") or page.lowers[at] in ("dead", "wounded", "injured")


def left_edge(page: Page, at: int) -> int:
    """The first token of the phrase: its leftmost modifier, taking in a quantity before "of"."""
    first = _own_left_edge(page, at)
    if page.deps[at] == "pobj" and page.lowers[page.heads[at]] == "of":
        quantity = page.heads[page.heads[at]]
        if (
            page.lemma(quantity) in words(_NOUNS, "quantity_heads")
            and quantity < at
            and page.names[quantity] is None
        ):
            first = _own_left_edge(page, quantity)
    while first < at and _no_opening(page, first):
        first += 1
    return first


def _own_left_edge(page: Page, at: int) -> int:
    """The leftmost token of a noun's own phrase: from its article or possessor on, where it has one
    (what a parser hangs before an article is no part of the phrase).
    """
    first = at
    for child in page.tokens[at].lefts:
        if child.dep_ in ("det", "poss", "predet"):
            return child.left_edge.i if child.dep_ == "poss" else child.i
        if first == at and not _is_misread_verb(child):
            first = child.left_edge.i
    return first


def _is_misread_verb(token: Token) -> bool:
    """As in "Keld informed parliament", which a parse may take for a sort of parliament."""
    told = token.tag_ in ("VBN", "VBD") and token.lemma_ in words("voices", "telling")
    return told and any(c.pos_ in ("PROPN", "NOUN") for c in token.lefts)


def _no_opening(page: Page, at: int) -> bool:
    if page.deps[at] in ("cc", "preconj", "mark", "prep", "case", "neg"):
        return True
    text = page.texts[at]
    return text.isspace() or (not any(c.isalnum() for c in text) and text not in ("(", "$"))


def right_edge(page: Page, at: int, lemma: str) -> int:
    """The last token: the noun itself, or for a role the end of its "of" or "for" phrase."""
    if lemma not in words(_NOUNS, "office"):
        return at
    last = at
    for child in page.tokens[at].rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i <= last + 1:
            last = max(last, _plain_end(page, child.i))
    return last


def _plain_end(page: Page, preposition: int) -> int:
    """The end of a prepositional phrase without clauses and appositions in it."""
    end = preposition
    for child in page.tokens[preposition].children:
        if child.dep_ != "pobj":
            continue
        end = child.i
        for below in child.rights:
            if below.dep_ == "prep" and below.lower_ in ("of", "for") and below.i <= end + 1:
                end = _plain_end(page, below.i)
            elif below.dep_ in ("cc", "conj") and below.i <= end + 1:
                end = below.i if below.dep_ == "conj" else end
            elif below.dep_ not in ("case",):
                break
    return end


def phrase_name(page: Page, first: int, last: int) -> str:
    """The words of a phrase without articles, determiners and possessive pronouns before it."""
    articles = words(_NOUNS, "articles")
    while first < last and (
        page.lowers[first] in articles
        or page.tags[first] == "PRP$"
        or not any(c.isalnum() or c == "(" for c in page.texts[first])
    ):
        first += 1
    return " ".join(page.analysis.text[page.start(first) : page.end(last)].split())


def is_office(page: Page, first: int, last: int, head: int) -> bool:
    """Does a role's phrase give a public office? A president does by the word; a head, chief or
    spokesman only with a public body named beside it, or a deputy with whom they stand in for.
    """
    lemma = page.noun_lemma(head)
    if lemma not in words(_NOUNS, "office"):
        return False
    if lemma not in words(_NOUNS, "office_of"):
        return True
    if lemma in words(_NOUNS, "rank_and_file"):
        return False
    if lemma in words(_NOUNS, "stand_ins") and _serves_an_office(page, head):
        return True
    public = words(_NOUNS, "public_body")
    if head > first and page.lowers[head - 1] in public and page.names[head - 1] is None:
        return True  # "Karsk police chief", whatever Karsk is
    found = False
    for at in range(first, last + 1):
        name = page.names[at]
        if page.lowers[at] in public and at != head:
            found = True
            continue
        if name is not None and name.kind == "organization" and not name.office:
            return False
        if name is not None:
            found = found or name.kind in ("government", "coalition", "place", "organization")
    return found


def _serves_an_office(page: Page, head: int) -> bool:
    """Does a role belong to an office that is public by its word ("the minister's deputy",
    "spokesman for the governor")?
    """
    token = page.tokens[head]
    whose = [c.i for c in token.lefts if c.dep_ == "poss"]
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "for"):
            whose += [c.i for c in prep.children if c.dep_ == "pobj"]
    public = words(_NOUNS, "office") - words(_NOUNS, "office_of")
    return any(page.noun_lemma(at) in public for at in whose)

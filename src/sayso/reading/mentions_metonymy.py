"""Capitals and countries that stand for their governments ("Washington said")."""

from sayso.knowledge.loader import words
from sayso.reading.mentions_page import Page

_RULES = "mention_rules"


def acts_as_government(page: Page, first: int, last: int, *, capital: bool) -> bool:
    """Does the name of a capital (else of a country) in the tokens given stand for a government?

    It does as the subject or by-agent of an act, as who is accused or urged, as the owner of what
    governments have ("Moscow's ally"), and behind "from", "with", "against", "by" with such a noun
    ("charges from Washington"). "In Washington" it does not.
    """
    at = page.head_of(first, last)
    dep, head = page.deps[at], page.heads[at]
    if dep == "conj" and page.deps[head] != "ROOT" and page.tags[head] in ("NNP", "NNPS"):
        dep, head = page.deps[head], page.heads[head]
    if dep == "nsubj":
        return _acts(page, head, capital=capital)
    if dep == "poss":
        return page.lemma(head) in words(_RULES, "government_nouns")
    if dep == "dobj":
        return page.lemma(head) in words(_RULES, "addressed_verbs")
    if dep != "pobj":
        return False
    preposition = page.lowers[head]
    if preposition not in words(_RULES, "government_prepositions"):
        return False
    governor = page.heads[head]
    if page.lowers[governor] == "according":
        return True
    if page.deps[head] == "agent":
        return page.lemma(governor) in words(_RULES, "capital_verbs")
    if capital and preposition in ("to", "for"):
        return False
    if preposition == "from" and page.lemma(governor) in words(_RULES, "receiving_verbs"):
        gifts = (c.i for c in page.tokens[governor].rights if c.dep_ == "dobj")
        return any(page.lemma(g) in words(_RULES, "government_nouns") for g in gifts)
    noun = page.tags[governor][:2] == "NN"
    return noun and page.lemma(governor) in words(_RULES, "government_nouns")


def _acts(page: Page, verb: int, *, capital: bool) -> bool:
    if page.tags[verb][:2] != "VB":
        return False
    lemma = page.lemma(verb)
    if lemma in words(_RULES, "capital_verbs"):
        return True
    return not capital and lemma not in words(_RULES, "country_not")

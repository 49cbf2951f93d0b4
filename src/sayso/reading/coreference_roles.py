"""Roles and the people who hold them: appositions, copulas, "the mayor" taken up again."""

import re
from bisect import bisect_left
from typing import NamedTuple

from sayso.knowledge.loader import words
from sayso.reading.coreference_chains import GROUPS, Chains, Ref, is_named

_NOUNS = "mention_nouns"


def join_roles(chains: Chains) -> None:
    """Join role phrases with names, and definite phrases with what they take up."""
    for ref in chains.refs:
        if ref.form == "nominal":
            named = _apposed(chains, ref) or _copula(chains, ref) or _identified(chains, ref)
            if named is not None:
                chains.describe(named.owner, chains.entity(ref).name)
                chains.join(named.owner, ref.owner)
    _taken_up(chains)


def _compatible(chains: Chains, one: Ref, other: Ref) -> bool:
    a, b = chains.entity(one), chains.entity(other)
    if a.kind == "person" or b.kind == "person":
        return a.kind == b.kind
    if is_named(a) and is_named(b):
        return False
    return a.kind in GROUPS and b.kind in GROUPS and "government" not in (a.kind, b.kind)


def _apposed(chains: Chains, ref: Ref) -> Ref | None:
    """The name a phrase is in apposition to ("Jonas Petraitis, the mayor of Kaunas"), or None."""
    page = chains.page
    found: Ref | None = None
    if page.deps[ref.head] == "appos":
        found = chains.by_head.get(page.heads[ref.head])
    if found is None or found.form != "name":
        below = (c.i for c in page.tokens[ref.head].rights if c.dep_ == "appos")
        found = next((r for i in below if (r := chains.by_head.get(i)) is not None), None)
    if found is None or found.form != "name":
        found = _named_behind(chains, ref) or _between_commas(chains, ref)
        found = found or _titled_behind(chains, ref)
    if found is None or found.form != "name" or ref.plural or found.owner == ref.owner:
        return None
    if _is_in_list(chains, ref, found):
        return None
    return found if _compatible(chains, ref, found) else None


def _is_in_list(chains: Chains, ref: Ref, name: Ref) -> bool:
    """Has the name another phrase to itself, in a list where the role may be somebody else ("the
    mayor, Peter Lang, a farmer, and two clerks"; "Peter Lang, a farmer, the mayor and …")?
    """
    text = chains.page.analysis.normal
    if ref.start > name.end:
        return _OTHER_PHRASE.match(text, name.end, ref.start) is not None
    return _LISTED_ON.match(text, name.end) is not None


_OTHER_PHRASE = re.compile(r",\s+(?:an?|the)\s[^,;.]+,\s")
_LISTED_ON = re.compile(r",\s+an?\s[^,;.]+?,?\s+(?:and|or)\s|,\s+an?\s[^,;.]+,\s+an?\s")


def _between_commas(chains: Chains, ref: Ref) -> Ref | None:
    """The name right before a phrase set off by commas on both sides, whatever the parse."""
    text = chains.page.analysis.normal
    if text[ref.end : ref.end + 1] not in (",", "."):
        return None
    end = len(text[: ref.start].rstrip())
    if end == 0 or text[end - 1] != ",":
        return None
    for near in chains.refs:
        if near.end == end - 1 and near.form == "name" and near.sentence == ref.sentence:
            return near if chains.entity(near).kind == "person" else None
    return None


def _named_behind(chains: Chains, ref: Ref) -> Ref | None:
    """The person between commas right behind a role ("The mayor of Torvia, Lena Orlik, said"). Of a
    role that is no subject it must be a definite one, and the name no member of a list.
    """
    page = chains.page
    text = page.analysis.normal
    if text[ref.end : ref.end + 2] != ", " or ref.lemma not in words(_NOUNS, "office"):
        return None
    near = _person_at(chains, ref, ref.end + 2)
    if near is None or text[near.end : near.end + 1] not in (",", "-", "(", "."):
        return None
    if page.is_subject(ref.head):
        return near
    behind = text[near.end + 1 :].lstrip()
    listed = behind[:1].isupper() or behind.startswith(("and ", "or "))
    return near if ref.definite and not listed else None


def _titled_behind(chains: Chains, ref: Ref) -> Ref | None:
    """The person right behind a role, with nothing but titles between ("army spokesman Lt. Col.
    Petr Haas").
    """
    page, at = chains.page, ref.head + 1
    if ref.lemma not in words(_NOUNS, "office") or page.end(ref.head) != ref.end:
        return None
    titles = words("mention_rules", "titles")
    while at < len(page.tokens) and {page.lowers[at], page.lowers[at] + "."} & (titles | {"."}):
        at += 1
    return _person_at(chains, ref, page.start(at)) if at < len(page.tokens) else None


def _person_at(chains: Chains, ref: Ref, start: int) -> Ref | None:
    """The person whose name starts at a character, in the sentence of another mention."""
    at = bisect_left(chains.refs, start, key=lambda r: r.start)
    near = chains.refs[at] if at < len(chains.refs) else ref
    named = near.start == start and near.form == "name" and near.sentence == ref.sentence
    return near if named and chains.entity(near).kind == "person" else None


def _copula(chains: Chains, ref: Ref) -> Ref | None:
    """The name that a sentence says is the phrase ("Petraitis is the mayor"), or None."""
    page = chains.page
    verb = page.heads[ref.head]
    if page.deps[ref.head] != "attr" or page.lemma(verb) != "be" or not ref.definite:
        return None
    if any(c.dep_ in ("neg", "aux", "mark") for c in page.tokens[verb].children):
        return None
    subject = next((c.i for c in page.tokens[verb].lefts if c.dep_ == "nsubj"), None)
    found = chains.by_head.get(subject) if subject is not None else None
    if found is None or found.form != "name" or chains.entity(found).kind != "person":
        return None
    return found if _compatible(chains, ref, found) else None


def _identified(chains: Chains, ref: Ref) -> Ref | None:
    """The name a sentence gives somebody ("The dead man was identified as Ivo Brandt"), or None."""
    page = chains.page
    verb = page.heads[ref.head]
    if page.deps[ref.head] != "nsubjpass" or page.lemma(verb) != "identify" or ref.plural:
        return None
    if any(c.dep_ in ("neg", "mark") for c in page.tokens[verb].children):
        return None
    behind = (
        below.i
        for prep in page.tokens[verb].rights
        if prep.lower_ == "as"
        for below in prep.children
        if below.dep_ == "pobj"
    )
    found = next((r for i in behind if (r := chains.by_head.get(i)) is not None), None)
    if found is None or found.form != "name" or chains.entity(found).kind != "person":
        return None
    return found if _compatible(chains, ref, found) else None


# -- taken up again ----------------------------------------------------------------------------


def _taken_up(chains: Chains) -> None:
    """Definite phrases with the head noun of an earlier mention or description: "a Western
    official … the official", "Mayor Petraitis … the mayor". Only where a single one fits; one who
    was, serves or stands in for the mayor is not the mayor.
    """
    seen: list[tuple[Ref, _Known]] = []
    for ref in chains.refs:
        if ref.form != "nominal":
            if ref.form == "name" and chains.entity(ref).kind == "person":
                seen.append((ref, _known(chains, ref)))
            continue
        content = _content(chains, ref)
        theirs = chains.page.tags[ref.first] == "PRP$"  # "his soldiers" are not "its soldiers"
        if ref.definite and not theirs and not is_named(chains.entity(ref)):
            fitting = {
                chains.root(old.owner): old
                for old, known in seen
                if ref.lemma in known.heads
                and content <= known.words
                and not (known.words - content) & words(_NOUNS, "not_holders")
                and _alike(chains, ref, old)
            }
            fitting.pop(chains.root(ref.owner), None)
            if len(fitting) == 1:
                chains.join(next(iter(fitting.values())).owner, ref.owner)
        known = _known(chains, ref)
        seen.append((ref, _Known(known.heads | {ref.lemma}, known.words | content)))


class _Known(NamedTuple):
    """The words a person or thing has been called by so far, and the nouns that head them."""

    heads: frozenset[str]
    words: frozenset[str]


def _alike(chains: Chains, ref: Ref, old: Ref) -> bool:
    same = chains.entity(ref).kind == chains.entity(old).kind
    return same and (ref.plural == old.plural or old.form == "name")


def _known(chains: Chains, ref: Ref) -> _Known:
    """What the description says: "spokesman for the governor" is headed by "spokesman" alone."""
    parts = (chains.entity(ref).description or "").casefold().split()
    behind = (n for n, word in enumerate(parts) if n and word in ("of", "for"))
    head = parts[next(behind, len(parts)) - 1] if parts else None
    return _Known(frozenset({head} if head else ()), frozenset(parts))


def _content(chains: Chains, ref: Ref) -> frozenset[str]:
    """The words of a phrase that tell it apart, its head by lemma."""
    page = chains.page
    articles = words(_NOUNS, "articles")
    found = {ref.lemma}
    at = ref.first
    while at < len(page.tokens) and page.start(at) < ref.end:
        lower = page.lowers[at]
        if lower[:1].isalnum() and lower not in articles and page.tags[at] not in ("PRP$", "IN"):
            found.add(ref.lemma if at == ref.head else lower)
        at += 1
    return frozenset(found)

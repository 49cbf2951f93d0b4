"""Groups taken up by a noun: "the extremist group", "the coalition", "the country"."""

from sayso.knowledge.loader import words
from sayso.reading.coreference_chains import GROUPS, Chains, Ref, is_named, is_news

_NOUNS = "mention_nouns"
_NEAR = 6  # sentences back in which a group is still in mind


def join_groups(chains: Chains) -> None:
    """Join definite nouns for groups, coalitions, governments and places with the one in mind."""
    before: list[Ref] = []
    for ref in chains.refs:
        entity = chains.entity(ref)
        if ref.form == "nominal" and not is_named(entity) and entity.link is None:
            target = _target(chains, ref, before)
            if target is not None:
                chains.join(target.owner, ref.owner)
        before.append(ref)


def _target(chains: Chains, ref: Ref, before: list[Ref]) -> Ref | None:
    lemma = ref.lemma
    if lemma in words(_NOUNS, "leadership"):
        return _only(chains, before, "armed_group")
    if not ref.definite or _owned(chains, ref):
        return None
    if lemma in words(_NOUNS, "caliphate") or (
        ref.plural and lemma in words(_NOUNS, "group_members") and _bare(chains, ref)
    ):
        return _only(chains, before, "armed_group")
    if lemma in words(_NOUNS, "group_heads") and not ref.plural and _plain(chains, ref):
        return _group_in_mind(chains, ref, before)
    if lemma in words(_NOUNS, "body_heads") and not ref.plural and _bare(chains, ref):
        return _body_in_mind(chains, ref, before)
    if lemma in ("coalition", "alliance", "bloc") and _bare(chains, ref):
        return _only(chains, before, "coalition")
    if lemma in ("government", "regime") and _bare(chains, ref):
        return _only(chains, before, "government")
    if lemma in _PLACE_TYPES and _bare(chains, ref):
        return _place_in_mind(chains, ref, before)
    return None


_PLACE_TYPES = {
    "country": "country",
    "nation": "country",
    "city": "city",
    "town": "city",
    "village": "city",
    "province": "admin1",
}


def _owned(chains: Chains, ref: Ref) -> bool:
    """Does somebody own it ("his group", "the army's units") or does "of" narrow it?"""
    for child in chains.page.tokens[ref.head].children:
        if child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ == "of"):
            return True
    return False


def _bare(chains: Chains, ref: Ref) -> bool:
    """Is it only an article and the noun?"""
    return not chains.page.modifiers(ref.head)


def _plain(chains: Chains, ref: Ref) -> bool:
    """Are the words before the noun only such as say what sort of group it is?"""
    page = chains.page
    sorts = words(_NOUNS, "armed_modifier")
    return all(
        page.lowers[at] in sorts or not page.texts[at][0].isupper()
        for at in page.modifiers(ref.head)
    )


def _named_before(chains: Chains, before: list[Ref], kind: str) -> list[Ref]:
    return [
        r
        for r in before
        if (e := chains.entity(r)).kind == kind
        and (is_named(e) if kind != "government" else chains.is_state(e))
        and not is_news(chains, e)
    ]


def _only(chains: Chains, before: list[Ref], kind: str) -> Ref | None:
    """The latest mention of the only named entity of the kind so far; None if there are several."""
    found = _named_before(chains, before, kind)
    roots = {chains.root(r.owner) for r in found}
    return found[-1] if len(roots) == 1 else None


def _group_in_mind(chains: Chains, ref: Ref, before: list[Ref]) -> Ref | None:
    """The named armed group, or for a word without arms the organisation, mentioned last; of two in
    one sentence the subject, else none.
    """
    page = chains.page
    armed = chains.entity(ref).kind == "armed_group"
    found = _named_before(chains, before, "armed_group")
    if not armed:
        found = sorted(found + _named_before(chains, before, "organization"), key=lambda r: r.start)
    found = [r for r in found if ref.sentence - r.sentence <= _NEAR]
    if not found:
        return None
    last = [r for r in found if r.sentence == found[-1].sentence]
    if len({chains.root(r.owner) for r in last}) == 1:
        return last[-1]
    subjects = [r for r in last if page.is_subject(r.head)]
    return subjects[0] if len({chains.root(r.owner) for r in subjects}) == 1 else None


def _body_in_mind(chains: Chains, ref: Ref, before: list[Ref]) -> Ref | None:
    """The one organisation named so far whose name holds the noun ("the agency"), or for a
    newspaper or broadcaster the one news organisation.
    """
    news = ref.lemma in ("newspaper", "broadcaster")
    found = [
        r
        for r in before
        if (e := chains.entity(r)).kind in GROUPS
        and is_named(e)
        and (is_news(chains, e) if news else ref.lemma in e.name.casefold().split())
    ]
    return found[-1] if len({chains.root(r.owner) for r in found}) == 1 else None


def _place_in_mind(chains: Chains, ref: Ref, before: list[Ref]) -> Ref | None:
    """The place of that type named last, within two sentences."""
    wanted = _PLACE_TYPES[ref.lemma]
    for old in reversed(before):
        if ref.sentence - old.sentence > 2:
            return None
        place = chains.entity(old).place
        if chains.entity(old).kind == "place" and place is not None and place.type == wanted:
            return old
    return None

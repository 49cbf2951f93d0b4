"""Pronouns: he, she, they, it and who, resolved only where one antecedent stands out."""

from bisect import bisect_left
from dataclasses import dataclass

from sayso.knowledge.loader import words
from sayso.model import EntityKind
from sayso.reading.coreference_chains import GROUPS, Chains, Ref, is_named, is_news, is_speech
from sayso.reading.mentions_page import Page

_NOUNS = "mention_nouns"
_FORMS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
}
_BACK = 3  # sentences back in which an antecedent is sought
_ABOVE = 1.5  # what the subject of the clause above a pronoun's is ahead of others
_MARGIN = 0.5  # by how much the best must beat the next
_EMPTY_VERBS = frozenset(
    {"be", "seem", "appear", "happen", "turn", "rain", "snow", "become", "use"}
)
_MANY: frozenset[EntityKind] = frozenset({"people", "armed_group"})


@dataclass(slots=True)
class _Slot:
    """A mention that a pronoun may take up: an entity and where it stood."""

    owner: int
    head: int
    start: int
    sentence: int
    plural: bool
    pronoun: bool


def resolve_pronouns(chains: Chains) -> None:
    """Give pronouns to the entities they stand for; those that stay unclear belong to none."""
    page = chains.page
    quoted = _quoted(page)
    slots = [_slot(r) for r in chains.refs]
    starts = [s.start for s in slots]
    for at, tag in enumerate(page.tags):
        owner: int | None = None
        if tag in ("PRP", "PRP$"):
            kind = _FORMS.get(page.lowers[at])
            if kind is None or (kind == "n" and not _stands_for_something(page, at)):
                continue
            upto = bisect_left(starts, page.start(at))
            owner = _antecedent(chains, slots[:upto][-80:], at, kind, quoted)
            if owner is not None and kind in "mf":
                chains.gender[chains.root(owner)] = kind
        elif tag == "WP" and page.lowers[at] == "who":
            owner = _relative(chains, at)
        if owner is not None:
            chains.add_pronoun(at, owner)
            slot = _Slot(owner, at, page.start(at), page.sentences[at], False, True)
            place = bisect_left(starts, slot.start)
            slots.insert(place, slot)
            starts.insert(place, slot.start)
            _join_members(chains, at, owner)


def _slot(ref: Ref) -> _Slot:
    return _Slot(ref.owner, ref.head, ref.start, ref.sentence, ref.plural, False)


def _quoted(page: Page) -> list[bool]:
    """For each token whether it stands inside double quotation marks, counted by paragraph."""
    inside = False
    marks: list[bool] = []
    for text in page.texts:
        if text == '"':
            inside = not inside
        elif "\n" in text:
            inside = False
        marks.append(inside)
    return marks


def note_genders(chains: Chains) -> None:
    """Note what titles and nouns say of people's gender."""
    male = words(_NOUNS, "male") | words("mention_rules", "male_titles")
    male |= words("mention_rules", "male_names")
    female = words(_NOUNS, "female") | words("mention_rules", "female_titles")
    female |= words("mention_rules", "female_names")
    page = chains.page
    for ref in chains.refs:
        entity = chains.entity(ref)
        if entity.kind != "person":
            continue
        said = {ref.lemma, *(entity.description or "").casefold().split()}
        before = page.before(ref.first)
        if before is not None:
            said.add(page.lowers[before])
        if is_named(entity):
            said.add(entity.name.split()[0].casefold())
        if said & female:
            chains.gender[chains.root(ref.owner)] = "f"
        elif said & male:
            chains.gender.setdefault(chains.root(ref.owner), "m")


def _stands_for_something(page: Page, at: int) -> bool:
    """Is "it" more than an empty subject ("it is clear that", "it was said")?"""
    if page.tags[at] == "PRP$":
        return True
    verb = page.heads[at]
    if page.deps[at] not in ("nsubj", "dobj") or page.lemma(verb) in _EMPTY_VERBS:
        return False
    if page.lemma(verb) != "take":
        return True
    # "It took three hours" is nobody's act.
    return not any(c.ent_type_ in ("TIME", "DATE", "CARDINAL") for c in page.tokens[verb].rights)


def _relative(chains: Chains, at: int) -> int | None:
    """The entity of the noun a "who" belongs to, or None."""
    page = chains.page
    verb = page.heads[at]
    for _ in range(4):
        if page.deps[verb] == "relcl":
            ref = chains.by_head.get(page.heads[verb])
            return ref.owner if ref is not None else None
        if page.heads[verb] == verb:
            return None
        verb = page.heads[verb]
    return None


# -- choosing ----------------------------------------------------------------------------------


def _antecedent(
    chains: Chains, slots: list[_Slot], at: int, kind: str, quoted: list[bool]
) -> int | None:
    """The owner that stands out among the mentions before a pronoun, or None."""
    page = chains.page
    scores: dict[int, float] = {}
    latest: dict[int, int] = {}
    above = _subject_above(page, at)
    for order, slot in enumerate(slots):
        distance = page.sentences[at] - slot.sentence
        if distance > _BACK:
            continue
        root = chains.root(slot.owner)
        fit = _fits(chains, slot, root, kind)
        if fit is None or _bound(page, slot, at) or _other_side(page, slot, at, quoted):
            continue
        score = fit + _prominence(page, slot) - 1.2 * distance
        if slot.head == above:
            score += _ABOVE
        if quoted[slot.head] and not quoted[at]:
            score -= 2
        if score > scores.get(root, -99.0):
            scores[root] = score
        latest[root] = order
    if not scores:
        return None
    ranked = sorted(scores, key=lambda r: (-scores[r], -latest[r]))
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _MARGIN:
        return None
    return ranked[0] if scores[ranked[0]] > -2.5 else None


def _subject_above(page: Page, at: int) -> int | None:
    """The nearest subject of a clause that holds the pronoun's: whoever "said he would" is he, and
    "their" is mostly the clause's own subject's. None where there is none.
    """
    verb = page.heads[at]
    for _ in range(6):
        subject = next((c.i for c in page.tokens[verb].lefts if page.is_subject(c.i)), None)
        if subject is not None and subject < at and page.tags[subject] not in ("WDT", "EX"):
            return subject
        if page.heads[verb] == verb:
            return None
        verb = page.heads[verb]
    return None


def _prominence(page: Page, slot: _Slot) -> float:
    score = 0.0
    if page.is_subject(slot.head):
        score += 2
        if is_speech(page, page.heads[slot.head]):
            score += 1
    elif page.deps[slot.head] == "dobj":
        score += 0.8
    elif page.deps[slot.head] in ("compound", "nmod", "amod"):
        score -= 0.8
    return score


def _fits(chains: Chains, slot: _Slot, root: int, kind: str) -> float | None:
    """How well an entity agrees with a pronoun in number, gender and life; None if not at all."""
    entity = chains.entities[root]
    if kind in "mf":
        if entity.kind != "person" or slot.plural:
            return None
        gender = chains.gender.get(root)
        if gender is not None and gender != kind:
            return None
        return 0.5 if is_named(entity) or slot.pronoun else 0.0
    if kind == "p":
        if entity.kind in _MANY:
            return 0.5
        if entity.kind in GROUPS:
            return 0.5 if slot.plural else -0.5
        return -1.0 if slot.plural and entity.kind != "place" else None
    if entity.kind in GROUPS and not slot.plural:
        # An agency that was told something is seldom what the next "it" stands for.
        told = is_news(chains, entity) and not chains.page.is_subject(slot.head)
        return None if told else 0.5
    if entity.kind == "place" and is_named(entity):
        return -1.5 if entity.place is not None and entity.place.type == "country" else None
    return None


def _bound(page: Page, slot: _Slot, at: int) -> bool:
    """Are both arguments of one verb, so that they cannot be one ("he told him")? Or is the mention
    the very phrase the pronoun stands in?
    """
    if page.tags[at] == "PRP$":
        return page.heads[at] == slot.head
    if page.lowers[at].endswith(("self", "selves")):
        return False
    return page.heads[at] == page.heads[slot.head] and page.deps[slot.head] not in ("conj", "poss")


def _other_side(page: Page, slot: _Slot, at: int, quoted: list[bool]) -> bool:
    """A pronoun inside a quotation is not its speaker: nothing outside it in the same sentence."""
    return quoted[at] and not quoted[slot.head] and slot.sentence == page.sentences[at]


def _join_members(chains: Chains, at: int, owner: int) -> None:
    """Members in the plural under a group's pronoun ("its leaders") stand for the group."""
    page = chains.page
    if page.tags[at] != "PRP$" or chains.entities[chains.root(owner)].kind != "armed_group":
        return
    ref = chains.by_head.get(page.heads[at])
    ref = ref or _phrase_over(chains, page.heads[at])
    if ref is None or ref.form != "nominal":
        return
    lemma = page.noun_lemma(page.heads[at])
    plural = page.tags[page.heads[at]] == "NNS" or lemma in words(_NOUNS, "leadership")
    if plural and lemma in words(_NOUNS, "members"):
        chains.join(owner, ref.owner)


def _phrase_over(chains: Chains, noun: int) -> Ref | None:
    """The phrase that takes in a noun behind "some of"."""
    page = chains.page
    if page.deps[noun] != "pobj" or page.lowers[page.heads[noun]] != "of":
        return None
    return chains.by_head.get(page.heads[page.heads[noun]])

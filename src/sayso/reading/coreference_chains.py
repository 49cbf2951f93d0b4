"""Entities on their way to being joined: a union-find over a report's entities."""

from dataclasses import dataclass

from sayso.knowledge import Actors
from sayso.knowledge.loader import words
from sayso.model import Entity, EntityKind, Mention, MentionForm, Report
from sayso.reading.mentions_page import Page

GROUPS: frozenset[EntityKind] = frozenset(
    {"armed_group", "organization", "government", "coalition"}
)


@dataclass(frozen=True, slots=True)
class Ref:
    """A mention with what coreference asks of it. ``owner`` is the index of its entity in
    :class:`Chains`, ``head`` the token that heads it, ``lemma`` that token's.
    """

    owner: int
    start: int
    end: int
    form: MentionForm
    head: int
    first: int
    sentence: int
    plural: bool
    lemma: str
    definite: bool


class Chains:
    """The entities of a report, joined one pair at a time. Entities are known by their index."""

    def __init__(self, page: Page, entities: tuple[Entity, ...], actors: Actors) -> None:
        self.page = page
        self.actors = actors
        self.entities = list(entities)
        self._old_ids = [e.id for e in entities]
        self._ids: dict[str, str] = {}
        self._parent = list(range(len(self.entities)))
        self._pronouns: list[tuple[int, Mention]] = []
        self.gender: dict[int, str] = {}
        refs = [self._ref(i, m) for i, e in enumerate(self.entities) for m in e.mentions]
        self.refs = sorted(refs, key=lambda r: (r.start, -r.end, r.owner))
        self.by_head = {r.head: r for r in reversed(self.refs)}
        self._first = self._first_starts()

    def _ref(self, owner: int, mention: Mention) -> Ref:
        page = self.page
        first = _token_index(page, mention.start)
        last = max(first, _token_index(page, mention.end - 1))
        head = page.head_of(first, last)
        return Ref(
            owner=owner,
            start=mention.start,
            end=mention.end,
            form=mention.form,
            head=head,
            first=first,
            sentence=page.sentences[head] if head < len(page.sentences) else 0,
            plural=page.tags[head] in ("NNS", "NNPS"),
            lemma=page.noun_lemma(head),
            definite=page.lowers[first] in _DEFINITE
            or page.tags[first] == "PRP$"
            or any(c.dep_ == "poss" for c in page.tokens[head].lefts),
        )

    def _first_starts(self) -> dict[int, int]:
        starts: dict[int, int] = {}
        for ref in self.refs:
            starts.setdefault(ref.owner, ref.start)
        return starts

    def root(self, index: int) -> int:
        """The entity that stands for all it was joined with."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def entity(self, ref: Ref) -> Entity:
        """The entity a mention now belongs to."""
        return self.entities[self.root(ref.owner)]

    def is_state(self, entity: Entity) -> bool:
        """Is it the government of a country as a whole, not one of its organs?"""
        return entity.kind == "government" and self.actors.countries.named(entity.name) is not None

    def join(self, one: int, other: int) -> None:
        """Make two entities one. The named one gives name and kind, of two names the one a table
        knows, then the longer; descriptions, links, places and offices are kept.
        """
        a, b = self.root(one), self.root(other)
        if a == b:
            return
        lead, rest = (a, b) if self._weight(a) >= self._weight(b) else (b, a)
        first, second = self.entities[lead], self.entities[rest]
        self.entities[lead] = first.model_copy(
            update={
                "link": first.link or second.link,
                "description": first.description or second.description,
                "office": first.office or second.office,
                "place": first.place or second.place,
                "mentions": first.mentions + second.mentions,
            }
        )
        self._parent[rest] = lead
        gender = self.gender.get(lead) or self.gender.get(rest)
        if gender:
            self.gender[lead] = gender

    def _weight(self, index: int) -> tuple[bool, bool, int, int]:
        entity = self.entities[index]
        named = is_named(entity)
        known = entity.link is not None or self.actors.lookup(entity.name) is not None
        known = known or self.actors.holder(entity.name) is not None
        return named, known, len(entity.name) if named else 0, -self._first.get(index, 0)

    def describe(self, index: int, phrase: str) -> None:
        """Give a person who has none a description, or a fuller one than a mere rank before it."""
        root = self.root(index)
        entity = self.entities[root]
        known = entity.description
        if entity.kind == "person" and (known is None or (" " not in known and " " in phrase)):
            self.entities[root] = entity.model_copy(update={"description": phrase})

    def add_pronoun(self, index: int, owner: int) -> None:
        """Give an entity the pronoun at a token as a mention."""
        page = self.page
        start, end = page.start(index), page.end(index)
        text = page.analysis.text[start:end]
        self._pronouns.append((owner, Mention(start=start, end=end, text=text, form="pronoun")))

    def result(self) -> tuple[Entity, ...]:
        """The joined entities, numbered e1 … in the order of their first mentions."""
        pronouns: dict[int, list[Mention]] = {}
        for owner, mention in self._pronouns:
            pronouns.setdefault(self.root(owner), []).append(mention)
        kept = [
            (entity, _in_order((*entity.mentions, *pronouns.get(index, ()))))
            for index, entity in enumerate(self.entities)
            if self.root(index) == index
        ]
        kept.sort(key=_first_mention)
        self._ids = {e.id: f"e{n}" for n, (e, _) in enumerate(kept, start=1)}
        return tuple(
            entity.model_copy(update={"id": self._ids[entity.id], "mentions": mentions})
            for entity, mentions in kept
        )

    def renumbered(self, report: Report) -> Report:
        """The report with its dateline's entity called by the number :meth:`result` gave it."""
        line = report.dateline
        if line is None or line.entity is None:
            return report
        index = next((i for i, old in enumerate(self._old_ids) if old == line.entity), None)
        entity = self._ids.get(self.entities[self.root(index)].id) if index is not None else None
        return report.model_copy(update={"dateline": line.model_copy(update={"entity": entity})})


_DEFINITE = frozenset({"the", "this", "these", "that", "those"})


def is_named(entity: Entity) -> bool:
    """Has the entity a mention by name?"""
    return any(m.form == "name" for m in entity.mentions)


def is_news(chains: Chains, entity: Entity) -> bool:
    """Is the entity a news organisation of the actor table?"""
    actor = chains.actors.lookup(entity.name)
    return actor is not None and actor.sector == "MED"


def is_speech(page: Page, index: int) -> bool:
    """Is the token a verb of saying?"""
    return page.lemma(index) in words("mention_rules", "speech")


def _in_order(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))


def _first_mention(pair: tuple[Entity, tuple[Mention, ...]]) -> tuple[int, int, str]:
    entity, mentions = pair
    if not mentions:
        return (1 << 60, 0, entity.name)
    return (mentions[0].start, -mentions[0].end, entity.name)


def _token_index(page: Page, offset: int) -> int:
    """The index of the token that covers a character, else of the one before it."""
    low, high = 0, len(page.tokens)
    while low < high:
        middle = (low + high) // 2
        if page.tokens[middle].idx <= offset:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)

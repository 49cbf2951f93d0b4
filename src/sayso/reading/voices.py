"""Who says: attributions with their speakers, and which relays which.

A report's own words belong to no attribution. The speaker of a source is an entity; a source that
no entity stands for yet becomes one, named by its words without the article.
"""

from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Attribution, Entity, EntityKind, Manner, Mention
from sayso.reading.analysis import Analysis
from sayso.reading.draft import Draft
from sayso.reading.quotes import Quote, find_quotes
from sayso.reading.tagger_frames import tagged_frames
from sayso.reading.tagger_merge import merged
from sayso.reading.voices_frames import frames_of
from sayso.reading.voices_quotes import join_quotes
from sayso.reading.voices_spans import LEXICON, Frame
from sayso.reading.voices_tails import headed, with_tail
from sayso.reading.voices_told import with_told
from sayso.reading.voices_turns import with_turns
from sayso.reading.voices_views import CITED, quoted_headline, view, with_cited


def read_voices(draft: Draft) -> Draft:
    """The draft with its attributions, and with entities for speakers that had none."""
    analysis = draft.analysis
    quotes = find_quotes(analysis.normal, analysis.paragraphs)
    speakers = _Speakers(draft)
    frames = [f for s in analysis.doc.sents for f in _of_sentence(s, analysis, speakers)]
    frames = with_turns(frames, quotes, analysis)
    frames += quoted_headline(quotes, analysis, speakers.is_somebody)
    if draft.learned is not None:
        tagged = tagged_frames(draft.learned, analysis)
        frames = merged(frames, tagged, draft.learned, quotes, analysis)
    frames = with_cited(frames, analysis, speakers.is_somebody)
    frames = join_quotes(frames, quotes, analysis, speakers.is_person)
    frames = sorted(frames, key=lambda f: (f.begin, f.cue or (0, 0)))
    held = _without_own(_nested(frames, speakers), speakers)
    held = _of_papers(held, speakers)
    ids = {id(n.frame): f"a{i}" for i, n in enumerate(held, start=1)}
    attributions = tuple(
        Attribution(
            id=ids[id(n.frame)],
            speaker=n.speaker,
            source=analysis.span(*n.frame.source) if n.frame.source else None,
            cue=analysis.span(*n.frame.cue) if n.frame.cue else None,
            content=tuple(analysis.span(*c) for c in n.frame.content),
            manner=_manner(n.frame, quotes),
            within=ids.get(id(n.outer)) if n.outer is not None else None,
            addressee=speakers.of(n.frame.addressee_token),
            rule=n.frame.rule,
        )
        for n in held
    )
    return draft.plus(attributions=attributions, entities=speakers.entities)


def _of_sentence(sentence: Sentence, analysis: Analysis, speakers: "_Speakers") -> list[Frame]:
    """The frames of a sentence; where a voice stands before a colon, its frame, too."""
    frames = with_told(with_tail(list(frames_of(sentence, analysis)), sentence), sentence)
    seen = view(sentence, speakers.is_somebody)
    frames = [seen, *frames] if seen is not None else frames
    head = headed(sentence)
    if head is None or any(f.cue and f.cue[1] <= head.content[0][0] for f in frames):
        return frames
    return [head, *frames] if speakers.is_somebody(head.source_token) else frames


@dataclass(frozen=True, slots=True)
class _Nested:
    frame: Frame
    outer: Frame | None
    speaker: str | None


class _Speakers:
    """The entities of sources; grows by those that no mention stood for."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._analysis = draft.analysis
        self._made: dict[str, Entity] = {}
        self._moved: dict[int, tuple[Mention, str]] = {}

    @property
    def entities(self) -> tuple[Entity, ...]:
        every = (*self._draft.entities, *self._made.values())
        return tuple(self._with_moved(e) for e in every) if self._moved else every

    def _with_moved(self, entity: Entity) -> Entity:
        gone = {start for start, (_, owner) in self._moved.items() if owner != entity.id}
        got = [m for m, owner in self._moved.values() if owner == entity.id]
        kept = [m for m in entity.mentions if m.start not in gone or m.form != "pronoun"]
        ordered = sorted([*kept, *got], key=lambda m: (m.start, -m.end))
        return entity.model_copy(update={"mentions": tuple(ordered)})

    def token(self, index: int | None) -> Token | None:
        """The token of an index, None for None."""
        return self._analysis.doc[index] if index is not None else None

    def move(self, pronoun: Token, owner: str | None) -> None:
        """Make a pronoun a mention of another entity."""
        if owner is not None:
            start, end = pronoun.idx, pronoun.idx + len(pronoun)
            mention = Mention(start=start, end=end, text=pronoun.text, form="pronoun")
            self._moved[start] = (mention, owner)

    def stands_in(self, entity_id: str | None, span: tuple[int, int] | None) -> bool:
        """Is the entity named within the characters?"""
        if entity_id is None or span is None:
            return False
        return any(e.id == entity_id for _, e in self._draft.mentions_in(*span))

    def of(self, index: int | None, *, make: bool = False) -> str | None:
        """The entity of a token, None where it is not known; ``make`` makes one of a noun."""
        if index is None:
            return None
        token = self._analysis.doc[index]
        found = self._draft.mention_at(token.idx)
        if found is not None and not _is_body_of(token, found[0]):
            return found[1].id
        if (named := self._named_beside(token)) is not None:
            return named
        if make and token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in _NUMERIC:
            return None if _is_bare_paper(token) else self._new(token).id
        return None

    def _named_beside(self, token: Token) -> str | None:
        """The person beside a noun that no mention stands for ("the rector, Ana Orlik")."""
        for child in token.rights:
            found = self._draft.mention_at(child.idx) if child.dep_ == "appos" else None
            if found is not None and found[0].form == "name" and found[1].kind == "person":
                return found[1].id
        return None

    def is_somebody(self, index: int | None) -> bool:
        """Does a mention of a person or body stand at the token?"""
        found = self._draft.mention_at(self._analysis.doc[index].idx) if index is not None else None
        return found is not None and found[1].kind in _SOMEBODY

    def is_person(self, index: int | None) -> bool:
        """Does a mention of a person stand at the token?"""
        found = self._draft.mention_at(self._analysis.doc[index].idx) if index is not None else None
        return found is not None and found[1].kind == "person"

    def _new(self, token: Token) -> Entity:
        start, end = _short_phrase(token)
        name = self._analysis.text[start:end]
        known = self._made.get(name.lower())
        mention = Mention(start=start, end=end, text=name, form="nominal")
        if known is None:
            known = Entity(
                id=f"e{len(self._draft.entities) + len(self._made) + 1}",
                kind=_kind(token),
                name=name,
                mentions=(mention,),
            )
        else:
            known = known.model_copy(update={"mentions": (*known.mentions, mention)})
        self._made[name.lower()] = known
        return known


_SOMEBODY = frozenset({"person", "people", "armed_group", "organization", "government"})
_NUMERIC = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})


def _kind(token: Token) -> EntityKind:
    lemma = token.lemma_.lower()
    if lemma in words(LEXICON, "papers") or lemma in words(LEXICON, "offices"):
        return "organization" if lemma in words(LEXICON, "offices") else "other"
    if lemma in words(LEXICON, "things"):
        return "other"
    if token.tag_ == "NNS":
        return "people"
    return "person" if token.ent_type_ == "PERSON" else "other"


def _is_bare_paper(token: Token) -> bool:
    """As in "according to reports": papers of nobody's."""
    if token.lemma_.lower() not in words(LEXICON, "papers"):
        return False
    telling = ("compound", "poss", "nmod", "amod", "prep", "acl")
    return not any(
        c.dep_ in telling and c.lower_ not in words(LEXICON, "empty") for c in token.children
    )


def _is_body_of(token: Token, mention: Mention) -> bool:
    """As in "the governor's office said": an office that only its owner tells apart."""
    own = any(c.dep_ == "poss" for c in token.children)
    return own and mention.form == "nominal" and token.lemma_ in words(LEXICON, "offices")


def _short_phrase(token: Token) -> tuple[int, int]:
    """A noun with the words before it that belong to it, without determiner; with its possessor
    where the noun alone tells nobody apart ("governor's office").
    """
    left = token
    owned = token.lemma_.lower() in words(LEXICON, "offices")
    for child in token.lefts:
        if owned and child.dep_ == "poss" and child.pos_ != "PRON":
            bare = (t for t in child.subtree if t.dep_ not in ("det", "predet"))
            return min(bare, key=lambda t: t.i).idx, token.idx + len(token)
        if child.lower_ in ("the", "a", "an"):
            continue
        if child.dep_ in ("amod", "compound", "nmod", "nummod") and child.i < left.i:
            left = child
            break
    return left.idx, token.idx + len(token)


def _nested(frames: list[Frame], speakers: _Speakers) -> list[_Nested]:
    """Each frame with the innermost other frame whose content holds its cue, and its speaker."""
    found: list[_Nested] = []
    by_frame: dict[int, _Nested] = {}
    for frame in frames:
        outer = _outer(frame, frames)
        speaker = speakers.of(frame.source_token, make=True)
        nested = _Nested(frame, outer, speaker)
        by_frame[id(frame)] = nested
        found.append(nested)
    return [_first_person(n, by_frame, speakers) for n in found]


def _outer(frame: Frame, frames: list[Frame]) -> Frame | None:
    if frame.cue is None or frame.rule == "voices.denial":
        return None
    if frame.rule == CITED:  # whoever cites him says the same
        return next((f for f in frames if f.content == frame.content and f is not frame), None)
    at = frame.cue[0]
    best: tuple[int, Frame] | None = None
    for other in frames:
        if other is frame or other.rule in _OWN_WORDS or _rejects(other, frame):
            continue
        for start, end in other.content:
            wide = end - start
            holds = start <= at < end and not (other.cue and _inside(other.cue[0], frame))
            if holds and (best is None or wide < best[0]):
                best = (wide, other)
    return best[1] if best else None


#: Frames whose content stays in the report's own words: what is referred to, what is denied.
_OWN_WORDS = frozenset({"voices.reference", "voices.denial"})


def _rejects(outer: Frame, frame: Frame) -> bool:
    """As in "rejected the army's claim that …": whoever rejects a claim does not relay it."""
    return outer.kind == "deny" and outer.rule.endswith("object") and frame.rule == "voices.noun"


def _inside(offset: int, frame: Frame) -> bool:
    return any(start <= offset < end for start, end in frame.content)


def _first_person(n: _Nested, by_frame: dict[int, _Nested], speakers: _Speakers) -> _Nested:
    """As in "I" and "we" inside a quotation are its speaker."""
    if n.outer is None or n.frame.source is None or n.frame.source_token is None:
        return n
    start, end = n.frame.source
    word = speakers._analysis.normal[start:end].lower()
    if word in words(LEXICON, "first_person"):
        return _Nested(n.frame, n.outer, by_frame[id(n.outer)].speaker)
    return n


def _without_own(found: list[_Nested], speakers: _Speakers) -> list[_Nested]:
    """A speaker's attributions to himself ("he said he thought …") keep their place and cue but
    have no speaker of their own: they add no voice to the one around them.
    """
    by_frame = {id(n.frame): n for n in found}

    def is_own(n: _Nested) -> bool:
        if n.outer is None or not (n.speaker is not None or _is_first_person(n, speakers)):
            return False
        above: Frame | None = n.outer
        while above is not None and by_frame[id(above)].speaker is None:
            above = by_frame[id(above)].outer
        return above is not None and n.speaker == by_frame[id(above)].speaker

    return [_Nested(n.frame, n.outer, None if is_own(n) else n.speaker) for n in found]


def _of_papers(found: list[_Nested], speakers: _Speakers) -> list[_Nested]:
    """The attributions, those of "it" behind "a report by the commission" given to the report."""
    out: list[_Nested] = []
    paper: _Nested | None = None
    for n in found:
        token = speakers.token(n.frame.source_token)
        if token is not None and token.lower_ != "it":
            is_paper = token.lemma_.lower() in words(LEXICON, "papers") | words(LEXICON, "things")
            paper = n if is_paper and n.speaker is not None else None
        theirs = n.speaker is None or (
            paper is not None and speakers.stands_in(n.speaker, paper.frame.source)
        )
        if token is None or token.lower_ != "it" or paper is None or not theirs:
            out.append(n)
            continue
        speakers.move(token, paper.speaker)
        out.append(_Nested(n.frame, n.outer, paper.speaker))
    return out


def _is_first_person(n: _Nested, speakers: _Speakers) -> bool:
    if n.frame.source is None:
        return False
    start, end = n.frame.source
    return speakers._analysis.normal[start:end].lower() in words(LEXICON, "first_person")


def _manner(frame: Frame, quotes: tuple[Quote, ...]) -> Manner:
    """Direct where all content is quoted, mixed where some is, else indirect."""
    total = sum(end - start for start, end in frame.content)
    quoted = sum(
        max(0, min(end, q.end) - max(start, q.start))
        for start, end in frame.content
        for q in quotes
    )
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * total else "mixed"


def attribution_at(attributions: tuple[Attribution, ...], offset: int) -> Attribution | None:
    """The innermost attribution whose content covers the character, its cue and source not.

    What somebody is said to refer to or to deny ("…, which Karsk denies") is told in the report's
    own words: no voice.
    """
    best: tuple[int, Attribution] | None = None
    for a in attributions:
        if a.rule in _OWN_WORDS:
            continue
        for c in a.content:
            if not c.start <= offset < c.end:
                continue
            frame = [s for s in (a.cue, a.source) if s is not None]
            if any(s.start <= offset < s.end for s in frame):
                continue
            wide = c.end - c.start
            if best is None or wide < best[0] or (wide == best[0] and a.within == best[1].id):
                best = (wide, a)
    return best[1] if best else None

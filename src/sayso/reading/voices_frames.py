"""Frames of attribution in the parse: a cue word with its source and its content.

A frame is what one cue gives by itself; quotations over several sentences, nesting and speakers are
put on top in :mod:`sayso.reading.voices`. The cue lexicon is ``knowledge/data/voices.yaml``.
"""

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.reading.analysis import Analysis
from sayso.reading.syntax import SUBJECTS, is_juxtaposed, is_verbal, negation
from sayso.reading.voices_nouns import (
    according_frame,
    adjective_frame,
    is_rejected,
    noun_frame,
    possessed_frame,
)
from sayso.reading.voices_passives import is_passive_cue, passive_frame
from sayso.reading.voices_spans import (
    LEXICON,
    Frame,
    cue_bounds,
    loose,
    phrase,
    span_of,
    verb_frames,
)
from sayso.reading.voices_speakers import goes_on, speaker_of

#: Verbs behind which "if" is a question.
_ASKING = frozenset({"ask", "wonder", "know", "question"})


def frames_of(sentence: Sentence, analysis: Analysis) -> Iterator[Frame]:
    """The frames of one sentence, in the order of their cues."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if _is_name(token, sentence):
            continue
        if token.pos_ in ("VERB", "AUX") and lemma in verb_frames():
            frame = _verb_frame(token, analysis)
        elif token.lower_ == "according":
            frame = according_frame(token)
        elif token.pos_ == "NOUN" and lemma in lexicon(LEXICON)["nouns"]:
            frame = noun_frame(token) or possessed_frame(token)
        elif token.pos_ == "NOUN" and lemma in words(LEXICON, "possessed"):
            frame = possessed_frame(token)
        elif token.pos_ in ("ADJ", "VERB") and lemma in lexicon(LEXICON)["adjectives"]:
            frame = adjective_frame(token)
        else:
            continue
        if frame is not None:
            yield frame


def _is_name(token: Token, sentence: Sentence) -> bool:
    """A capitalised "Said" inside a sentence is a name; headlines capitalise every word."""
    if not token.text[:1].isupper() or token.i == sentence.start or token.lower_ == "according":
        return False
    before = token.nbor(-1)
    return before.text.isalpha() and any(t.is_alpha and t.text.islower() for t in sentence[-6:])


def _verb_frame(verb: Token, analysis: Analysis) -> Frame | None:
    lemma = verb.lemma_.lower()
    kind, frames = verb_frames()[lemma]
    if is_passive_cue(verb):
        return passive_frame(verb, kind, frames)
    if kind == "deny" and (denied := _denied_clause(verb)) is not None:
        return denied
    found = _complement(verb, frames)
    if found is None:
        return None
    content, rule, cue = found
    speaker = speaker_of(verb)
    source = _source_bounds(verb, speaker, content)
    return Frame(
        rule="voices.reference" if kind == "refer" else f"voices.verb.{rule}",
        kind=kind,
        cue=cue,
        cue_token=verb.i,
        content=content,
        source=source,
        source_token=speaker.i if speaker is not None and source is not None else None,
        addressee_token=_addressee(verb, lemma),
    )


def _denied_clause(verb: Token) -> Frame | None:
    """As in "The army shelled the mill, which Karsk denies": a clause denied by a relative one."""
    which = next((c for c in verb.children if c.dep_ == "dobj" and c.tag_ == "WDT"), None)
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.dep_ != "relcl" or which is None or who is None or which.lower_ != "which":
        return None
    if verb.lemma_ not in words(LEXICON, "denying_clauses"):
        return None
    if which.i == 0 or which.nbor(-1).text != ",":
        return None
    clause = verb.head
    while not is_verbal(clause) and clause.head.i != clause.i:
        clause = clause.head
    before = [t for t in clause.subtree if t.i < which.i and not t.is_space]
    if not is_verbal(clause) or not before:
        return None
    return Frame(
        rule="voices.denial",
        kind="deny",
        cue=cue_bounds(verb),
        cue_token=verb.i,
        content=(loose(before),),
        source=phrase(who),
        source_token=who.i,
    )


def _complement(
    verb: Token, frames: frozenset[str]
) -> tuple[tuple[tuple[int, int], ...], str, tuple[int, int]] | None:
    """The content a verb governs, by which frame, and the span of its cue; None without any."""
    cue = cue_bounds(verb)
    children = list(verb.children)
    clauses = [
        c for c in children if (c.dep_ == "ccomp" and not is_juxtaposed(c)) or _is_asked(c, verb)
    ]
    if "clause" in frames or "quote" in frames:
        if clauses:
            return _clause_content(verb, clauses), "clause", cue
        if _is_parenthesis(verb):
            return _around(verb), "parenthesis", cue
    if "inf" in frames:
        infinitive = next((c for c in children if _is_infinitive(c)), None)
        if infinitive is not None and not _is_unnamed(infinitive):
            wish = verb.lemma_.lower() in words(LEXICON, "wishing")
            if not wish or _is_somebodys_wish(verb):
                return (span_of(infinitive, verb),), "wish" if wish else "infinitive", cue
    for preposition in children:
        behind = preposition.dep_ == "prep" and preposition.i > verb.i
        if behind and preposition.lower_ in frames and not _is_named(verb, preposition, frames):
            below = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
            if below is not None and not _is_unsaid(verb, below):
                cue = (min(cue[0], verb.idx), preposition.idx + len(preposition))
                return (span_of(below, verb),), "preposition", cue
    return _object_complement(verb, frames)


def _is_somebodys_wish(verb: Token) -> bool:
    """Does a verb of wishing have a subject of its own that tells who ("Keld wants to …")?"""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return own is not None and own.lower_ not in words(LEXICON, "unnamed_subjects")


def _is_unsaid(verb: Token, below: Token) -> bool:
    """As in "warned on Monday", "never knew of the raid", "knows of no raid"."""
    knows = verb_frames()[verb.lemma_.lower()][0] == "know"
    unknown = knows and (negation(verb) is not None or negation(below) is not None)
    return unknown or below.ent_type_ in ("DATE", "TIME")


def _is_named(verb: Token, preposition: Token, frames: frozenset[str]) -> bool:
    """As in "called Dorn a liar for …": the preposition says why he is called that."""
    between = (c for c in verb.children if verb.i < c.i < preposition.i)
    return "as" in frames and any(c.dep_ in ("dobj", "oprd", "dative") for c in between)


def _object_complement(
    verb: Token, frames: frozenset[str]
) -> tuple[tuple[tuple[int, int], ...], str, tuple[int, int]] | None:
    """As in "announced a truce", "called the raid a mistake", "the rebels said 19"."""
    behind = [c for c in verb.children if c.i > verb.i]
    if says_nothing(verb):
        return None
    given = next((c for c in behind if c.dep_ == "dobj" and c.tag_ == "CD"), None)
    bare = given is not None and given.lower_ != "one" and next(given.children, None) is None
    if given is not None and bare and verb.lemma_.lower() in words(LEXICON, "numbering"):
        return (_object_span(given, verb),), "number", cue_bounds(verb)
    if "obj" in frames:
        thing = next((c for c in behind if c.dep_ in ("dobj", "oprd") or _is_gerund(c)), None)
        if thing is not None and _is_said(thing, verb):
            denied = verb.lemma_.lower() in words(LEXICON, "rejecting") and is_rejected(thing)
            rule = "rejected" if denied else "object"
            return (_object_span(thing, verb),), rule, cue_bounds(verb)
    if "as" in frames and (named := _named_span(verb, behind)) is not None:
        return (named,), "naming", cue_bounds(verb)
    return _described(verb, behind) if "obj" in frames else None


def _described(
    verb: Token, behind: list[Token]
) -> tuple[tuple[tuple[int, int], ...], str, tuple[int, int]] | None:
    """As in "what Dorn described as [a blunder]"."""
    what = any(c.dep_ == "dobj" and c.tag_ in ("WP", "WDT") and c.i < verb.i for c in verb.children)
    named = next((c for c in behind if c.dep_ == "prep" and c.lower_ == "as"), None)
    name = next(named.children, None) if what and named is not None else None
    return ((span_of(name, verb),), "naming", cue_bounds(verb)) if name is not None else None


def says_nothing(verb: Token) -> bool:
    """As in "denied the rebels a haven", "asked not to be named", "found a rifle", "thanked them",
    "Asked about the rifle, …".
    """
    behind = [c for c in verb.children if c.i > verb.i]
    objects = [c for c in behind if c.dep_ in ("dobj", "dative")]
    clauses = any(c.dep_ in ("ccomp", "xcomp", "oprd") for c in behind)
    lemma = verb.lemma_.lower()
    if lemma == "deny" and len(objects) > 1:
        return True
    said = lexicon(LEXICON)["objects"].get(lemma, ())
    if lemma in words(LEXICON, "acts") and objects and not clauses:
        return not any(c.lemma_.lower() in said for c in objects)
    if verb.dep_ == "advcl" and lemma in words(LEXICON, "asking") and is_passive_cue(verb):
        return not any(c.dep_ in ("ccomp", "xcomp", "advcl") for c in behind)
    return any(_is_infinitive(c) and _is_unnamed(c) for c in behind)


def _is_said(thing: Token, verb: Token) -> bool:
    """Some verbs say only certain things and do the rest: "claimed victory", "claimed a life"."""
    said = lexicon(LEXICON)["objects"].get(verb.lemma_.lower())
    return said is None or thing.lemma_.lower() in said


def _named_span(verb: Token, behind: list[Token]) -> tuple[int, int] | None:
    """What is called and by what name: "called [Dorn a liar for saying so]"; the name alone where
    the thing stands before ("what Dorn called [a blunder]").
    """
    things = [c for c in behind if c.dep_ in ("dobj", "oprd")]
    before = any(c.dep_ == "dobj" and c.i < verb.i for c in verb.children)
    if not things or not any(c.dep_ == "oprd" for c in things) or len(things) + before < 2:
        return None
    why = [c for c in behind if c.dep_ == "prep" and c.lower_ == "for" and c.i > things[-1].i]
    tokens = [t for c in (*things, *why) for t in c.subtree if not t.is_space and t.i > verb.i]
    return loose(sorted(tokens, key=lambda t: t.i))


def _is_unnamed(infinitive: Token) -> bool:
    """As in "asked not to be named"."""
    own = any(c.dep_ in SUBJECTS for c in infinitive.children)
    passive = any(c.dep_ == "auxpass" for c in infinitive.children)
    return passive and not own and infinitive.lemma_.lower() in words(LEXICON, "unnamed")


def _is_gerund(token: Token) -> bool:
    """As in "described seeing the fire"."""
    return token.dep_ == "xcomp" and token.tag_ == "VBG"


def _object_span(thing: Token, verb: Token) -> tuple[int, int]:
    """What is announced or criticised, without what the report adds ("…, which was dropped")."""
    kept = list(thing.subtree)
    naming = [c for c in verb.children if c.lower_ == "as" and c.dep_ == "prep" and c.i > thing.i]
    behind = [c for c in verb.children if c.dep_ == "prep" and c.i == thing.right_edge.i + 1]
    if verb.lemma_.lower() in lexicon(LEXICON)["objects"]:  # "claimed victory at Brod"
        naming = behind
    if verb.lemma_.lower() in words(LEXICON, "faulting"):  # "blamed the army for the fire"
        naming = naming or [c for c in behind if c.lower_ in ("for", "of", "over")]
    for preposition in naming[:1]:  # "described the vote as a theatre"
        kept += verb.doc[thing.right_edge.i + 1 : preposition.right_edge.i + 1]
    added = {
        t.i
        for c in thing.children
        if c.dep_ == "relcl" and c.left_edge.i > 0 and c.left_edge.nbor(-1).text == ","
        for t in c.subtree
    }
    return loose([t for t in kept if t.i not in added and not t.is_space and t.i > verb.i])


def _clause_content(verb: Token, clauses: list[Token]) -> tuple[tuple[int, int], ...]:
    """One span a side of the cue: "X, he said, Y" has two."""
    mine = {t.i for c in clauses for t in c.subtree}
    for clause in clauses:
        mine |= _strayed(verb, clause)
        mine -= _of_others(clause)
    if verb.i in mine:
        mine -= {t.i for t in verb.subtree} - {t.i for c in verb.children for t in c.subtree}
    tokens = [verb.doc[i] for i in sorted(mine) if not verb.doc[i].is_space and i != verb.i]
    left = [t for t in tokens if t.i < verb.i]
    right = [t for t in tokens if t.i > verb.i]
    return tuple(loose(side) for side in (left, right) if side)


def _is_asked(clause: Token, verb: Token) -> bool:
    """As in "asked if the convoy had left": a question that the parse takes for a condition."""
    if clause.dep_ != "advcl" or clause.i < verb.i or verb.lemma_ not in _ASKING:
        return False
    return any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in clause.children)


def _strayed(verb: Token, clause: Token) -> set[int]:
    """The subject of what is said where the parse takes it for the object of the cue: "announced
    the tests found poison".
    """
    if clause.i < verb.i or any(c.dep_ in (*SUBJECTS, "mark") for c in clause.children):
        return set()
    if clause.tag_ not in ("VBD", "VBZ", "VBP") or verb.lemma_ in words(LEXICON, "telling"):
        return set()
    return {
        t.i
        for c in verb.children
        if c.dep_ == "dobj" and verb.i < c.i < clause.i
        for t in c.subtree
    }


def _of_others(clause: Token) -> set[int]:
    """What others are set beside as saying: "…, with some papers claiming he was racing"."""
    gone: set[int] = set()
    for child in clause.children:
        if goes_on(child):
            gone |= {t.i for t in child.subtree}
        if child.dep_ != "prep" or child.lower_ != "with":
            continue
        for verb in child.children:
            if verb.dep_ == "pcomp" and verb.lemma_.lower() in verb_frames():
                gone |= {t.i for t in child.subtree}
    return gone


def _is_parenthesis(verb: Token) -> bool:
    """A cue with its subject set into or behind the sentence it attributes: "…, he said, …"."""
    if not any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    return verb.dep_ == "parataxis" or (
        verb.dep_ in ("ccomp", "advcl", "conj", "dep")
        and not any(c.dep_ in ("mark", "cc") for c in verb.children)
        and verb.i > 0
        and _comma_before(verb)
        and not any(c.dep_ in ("dobj", "xcomp", "acomp", "attr") for c in verb.children)
    )


def _comma_before(verb: Token) -> bool:
    left = verb.left_edge.i
    while left > 0 and verb.doc[left].is_punct:
        return True
    return left > 0 and verb.doc[left - 1].is_punct


def _around(verb: Token) -> tuple[tuple[int, int], ...]:
    inside = {t.i for t in verb.subtree}
    sentence = [t for t in verb.sent if not t.is_space and t.i not in inside]
    left = [t for t in sentence if t.i < verb.i]
    right = [t for t in sentence if t.i > verb.i]
    return tuple(loose(side) for side in (left, right) if any(t.is_alpha for t in side))


def _is_infinitive(token: Token) -> bool:
    marked = any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)
    return token.dep_ in ("xcomp", "advcl", "ccomp") and marked and token.i > token.head.i


def _addressee(verb: Token, lemma: str) -> int | None:
    """Who was told: "told AFP", "said to reporters", "in an interview with AFP"."""
    for child in verb.children:
        if child.dep_ == "dative" or (
            child.dep_ == "dobj" and lemma in words(LEXICON, "telling") and _is_told(verb)
        ):
            return child.i
        if child.dep_ != "prep":
            continue
        below = next((c for c in child.children if c.dep_ == "pobj"), None)
        if below is None:
            continue
        if child.lower_ == "to" and lemma in ("say", "explain", "complain", "write", "confirm"):
            return below.i
        if child.lower_ in ("in", "during") and below.lemma_ in words(LEXICON, "interviews"):
            other = next((c for c in below.children if c.lower_ in ("with", "to")), None)
            whom = next((c for c in other.children if c.dep_ == "pobj"), None) if other else None
            if whom is not None:
                return whom.i
    return None


def _is_told(verb: Token) -> bool:
    """Is something said to the object of the verb, and not the object what is said?"""
    clausal = any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)
    return clausal or _is_parenthesis(verb) or verb.lemma_ in ("tell", "inform", "assure")


def _source_bounds(
    verb: Token, speaker: Token | None, content: tuple[tuple[int, int], ...]
) -> tuple[int, int] | None:
    """The source as printed: the relative pronoun where it is one, else the whole noun phrase."""
    if speaker is None:
        return None
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None and own.i != speaker.i:
        return own.idx, own.idx + len(own)
    start, end = phrase(speaker, without=verb)
    if any(start < stop and begin < end for begin, stop in content):
        return speaker.idx, speaker.idx + len(speaker)
    return start, end

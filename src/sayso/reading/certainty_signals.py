"""What single words do to the proposition under them: lexicon entries met in the parse.

The lexicon is ``knowledge/data/certainty.yaml``; how signals add up is in
:mod:`sayso.reading.certainty`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import CertaintyLevel
from sayso.reading.certainty_askers import is_somebodys
from sayso.reading.syntax import agent

LEXICON = "certainty"

#: What the lexicon says of a word: one mapping, or a list of them with conditions.
Entry = Mapping[str, Any] | list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Signal:
    """One cue: how far it lowers the level, which stance it sets, whether it flips polarity.

    ``cue`` is the index of the token that carries it, ``settle`` that nothing above it counts.
    """

    cue: int | None = None
    level: CertaintyLevel | None = None
    stance: str | None = None
    flips: bool = False
    settle: bool = False


@cache
def section(name: str) -> Mapping[str, Any]:
    """One section of the lexicon: word to entry."""
    found: Mapping[str, Any] = lexicon(LEXICON)[name]
    return found


def signal_of(entry: Mapping[str, Any], cue: Token, *, negated: bool = False) -> Signal:
    """The signal of a lexicon entry, carried by the token given; ``negated`` where a negation of
    its own changes how sure it is ("not impossible").
    """
    return Signal(
        cue=cue.i,
        level=entry.get("negated", entry.get("level")) if negated else entry.get("level"),
        stance=entry.get("stance"),
        flips=entry.get("polarity") == "negative",
        settle=bool(entry.get("settle")),
    )


def own_signals(token: Token, *, negated: bool = True) -> Iterator[Signal]:
    """What stands at a verb, adjective or noun itself: modals, adverbs, negation, conditions."""
    if token.lemma_ in section("passives") and any(c.dep_ == "auxpass" for c in token.children):
        yield signal_of(section("passives")[token.lemma_], token)
    for child in token.children:
        word = child.lower_
        if child.dep_ in ("aux", "auxpass") and word in section("modals"):
            entry = holding(section("modals")[word], token, token)
            if entry is not None and not (word in _ABLE and _is_denied(token)):
                yield signal_of(entry, child)
        elif child.dep_ in ("advmod", "npadvmod", "intj") and word in section("adverbs"):
            yield signal_of(section("adverbs")[word], child)
        elif child.dep_ in ("amod", "acomp") and _says_how_sure(child):
            yield signal_of(section("adjectives")[child.lemma_], child)
        elif child.dep_ == "advcl" and _opens_condition(child) and not _is_of_complement(child):
            yield Signal(cue=_mark(child).i, level="possible", stance="hypothetical")
        if negated and (no := negator(child)) is not None and not _waits(token):
            yield Signal(cue=no.i, flips=True)
        elif child.dep_ == "neg" and _is_superlative(token):
            yield Signal(cue=child.i, level="certain")


def _says_how_sure(adjective: Token) -> bool:
    """Does an adjective bear on its noun or clause ("likely", "alleged"), and not only tell what
    somebody is like ("worried", "ready")?
    """
    if adjective.lemma_ not in section("adjectives"):
        return False
    if adjective.lemma_ not in words(LEXICON, "attitudes"):
        return True
    empty = any(c.dep_ in ("nsubj", "expl") and c.lower_ == "it" for c in adjective.head.children)
    return adjective.dep_ == "acomp" and empty


def _waits(verb: Token) -> bool:
    """As in "it was not until May that they left": they left."""
    return verb.lemma_ == "be" and any(
        c.lower_ == "until" or any(m.lower_ == "until" for m in c.children if m.dep_ == "mark")
        for c in verb.children
        if c.dep_ in ("prep", "advcl", "mark")
    )


def _is_of_complement(condition: Token) -> bool:
    """As in "threatened to strike if …", "held out the prospect of aid if it withdraws": what has
    been is not under the condition, what was said by it is.
    """
    verb = condition.head
    had = any(c.dep_ == "aux" and c.lower_ in ("had", "have", "has") for c in verb.children)
    if not (had or verb.tag_ == "VBD") or any(c.tag_ == "MD" for c in verb.children):
        return False
    forms = [condition, *(c for c in condition.children if c.dep_ in ("aux", "auxpass"))]
    if any(t.tag_ in ("VBZ", "VBP", "MD") for t in forms):
        return True
    return verb.lemma_ in section("verbs") and any(c.dep_ == "xcomp" for c in verb.children)


#: Negated, these say that somebody was not able to, and nothing of how sure it is.
_ABLE = frozenset({"could", "can", "ca"})


def _is_denied(verb: Token) -> bool:
    """Whether "could" at a verb says how able somebody was, or how much, and not how sure it is."""
    return _is_negated(verb) or _is_superlative(verb)


def _is_negated(verb: Token) -> bool:
    return any(negator(c) is not None for c in verb.children)


def negator(child: Token) -> Token | None:
    """The negating word that a child of a verb or noun is or brings, or None.

    "not only" and "not just" negate nothing, nor does "could not have come at a worse time"; "no"
    before a subject or object, and "anything but", negate the clause.
    """
    word = child.lower_
    if word == "anything" and child.i + 1 < len(child.doc) and child.nbor(1).lower_ == "but":
        return child
    if word == "nor" and any(c.dep_ == "neg" or c.lower_ == "neither" for c in child.head.children):
        return None  # "neither burned nor looted" is negated once
    if word == "no" and child.head.lower_ == "matter":
        return None  # "no matter how long it takes"
    if child.dep_ == "neg" or word in ("never", "neither", "nor"):
        if child.i + 1 < len(child.doc) and child.nbor(1).lower_ in ("only", "just", "merely"):
            return None
        return None if _is_superlative(child.head) else child
    if child.dep_ == "det" and word == "no":
        return child
    if child.dep_ in ("dobj", "attr", "nsubj", "nsubjpass"):
        if word in words(LEXICON, "negators"):
            return child
        denying = ("no", "neither", *words(LEXICON, "hardly"))
        return next(
            (
                c
                for c in child.children
                if c.dep_ in ("det", "advmod", "preconj", "cc") and c.lower_ in denying
            ),
            None,
        )
    if child.dep_ == "advmod" and word == "longer":
        return next((c for c in child.children if c.lower_ == "no"), None)
    return None


def _is_superlative(verb: Token) -> bool:
    """As in "could not be happier", "could not have come at a worse time": the most."""
    words_of = {c.lower_ for c in verb.children if c.dep_ in ("aux", "neg")}
    if not words_of & _ABLE or not words_of & {"not", "n't"}:
        return False
    if any(t.lower_ == "than" for t in verb.subtree):
        return False
    told = [c for c in verb.children if c.i > verb.i and c.dep_ in ("acomp", "advmod", "prep")]
    below = [p for c in told if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
    degrees = [*told, *(d for p in below for d in p.children if d.dep_ == "amod")]
    return any(t.tag_ in ("JJR", "RBR") for t in degrees)


def governor_signal(head: Token, below: Token) -> Signal | None:
    """What a verb, adjective or noun says of the clause ``below`` that it takes as complement."""
    lemma = head.lemma_.lower()
    if head.pos_ in ("VERB", "AUX"):
        if _is_infinitive(below) and below.dep_ == "xcomp" and lemma in section("semi_modals"):
            return _semi_modal(head, below, lemma)
        return _when(section("verbs").get(lemma), head, below) or _predicate(head, below)
    if head.pos_ == "ADJ" or head.dep_ == "acomp":
        return _when(section("adjectives").get(lemma), head, below)
    if head.pos_ in ("NOUN", "PROPN"):
        return _when(section("nouns").get(lemma), head, below)
    if head.pos_ == "ADP":
        return _when(section("prepositions").get(lemma), head, below)
    return None


def subordinator_signal(clause: Token) -> Signal | None:
    """What the word that opens a clause says of it ("if", "whether"), or None."""
    mark = _mark(clause)
    if clause.dep_ == "advcl" and mark.i == clause.i and _is_inverted(clause):
        return signal_of(section("subordinators")["if"], clause.left_edge)
    entry = section("subordinators").get(mark.lower_) if mark.i != clause.i else None
    if mark.lower_ == "if" and _asks(clause):
        entry = section("subordinators")["whether"]
    if entry is None and (opener := _open_time(clause)) is not None:
        return signal_of(section("open_times")[opener.lower_], opener)
    return signal_of(entry, mark) if entry is not None else None


def _is_inverted(clause: Token) -> bool:
    """As in "Had the army left, …": a condition by the order of its words alone."""
    first = clause.left_edge
    behind = any(c.dep_ in ("nsubj", "nsubjpass") and c.i > first.i for c in clause.children)
    return behind and first.lower_ in ("had", "were", "should") and first.head.i == clause.i


def _open_time(clause: Token) -> Token | None:
    """The "until", "once" or "when" of a clause in the present beside one about the future: what it
    waits for has not come about ("will not leave until the talks end").
    """
    opener = next((c for c in clause.children if c.lower_ in section("open_times")), None)
    if opener is None or clause.dep_ != "advcl":
        return None
    forms = [clause, *(c for c in clause.children if c.dep_ in ("aux", "auxpass"))]
    present = any(t.tag_ in ("VBZ", "VBP") for t in forms)
    ahead = any(c.tag_ == "MD" for c in clause.head.children) or clause.head.tag_ == "VB"
    return opener if present and ahead else None


def _asks(clause: Token) -> bool:
    """As in "did not say if …": "if" for "whether", behind a word of asking and telling."""
    head = clause.head
    asking = words(LEXICON, "whether_heads")
    adjective = next((c.lemma_ for c in head.children if c.dep_ == "acomp"), "")
    return clause.i > head.i and (head.lemma_ in asking or adjective in asking)


def is_content_clause(clause: Token) -> bool:
    """As in "no evidence the shells came from Karsk": a clause without relative pronoun below a
    noun that takes a that-clause, which the parse gives as a relative one.
    """
    if clause.dep_ != "relcl" or clause.head.lemma_ not in section("nouns"):
        return False
    opener = clause.left_edge
    if any(c.dep_ == "prep" and not any(True for _ in c.children) for c in clause.children):
        return False  # "a threat that he warned of"
    whole = any(c.dep_ in ("dobj", "attr", "acomp", "prep") for c in clause.children)
    return opener.tag_ not in ("WDT", "WP", "WRB", "WP$") and whole


def _semi_modal(head: Token, below: Token, lemma: str) -> Signal | None:
    if lemma == "go" and head.tag_ != "VBG":
        return None
    if lemma in ("have", "be") and any(
        c.lower_ == "yet" for c in (*head.children, *below.children)
    ):
        if lemma == "be" and below.lemma_ in words(LEXICON, "whether_heads"):
            return Signal(cue=head.i, level="unknown", stance="questioned")  # "is yet to be seen"
        return Signal(cue=head.i, flips=True)  # "has yet to take the bridge"
    if lemma == "be" and (aim := _aim(head)) is not None:
        entry = section("nouns").get(aim.lemma_, {"level": "possible", "stance": "hypothetical"})
        return signal_of(entry, aim)
    if lemma == "be" and any(c.dep_ in ("acomp", "attr") for c in head.children):
        return None  # "it is hard to leave", "it is his duty to leave"
    if lemma == "need" and head.pos_ != "VERB":
        return None
    return signal_of(section("semi_modals")[lemma], head)


def _aim(head: Token) -> Token | None:
    """The subject of "the aim is to leave", which says that somebody wants to."""
    subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
    aims = words(LEXICON, "aims")
    return subject if subject is not None and subject.lemma_ in aims else None


def _predicate(head: Token, below: Token) -> Signal | None:
    """As in "It is possible that …", "there is a risk that …": the adjective or noun governs."""
    for child in head.children:
        if child.i == below.i:
            continue
        if child.dep_ == "acomp" and child.lemma_ in section("adjectives"):
            return _with_negation(section("adjectives")[child.lemma_], child)
        if child.dep_ == "attr" and child.lemma_ in section("nouns"):
            return _with_negation(section("nouns")[child.lemma_], child)
    return None


def _with_negation(entry: Mapping[str, Any], cue: Token) -> Signal:
    return signal_of(entry, cue, negated=_is_negated(cue) or _is_negated(cue.head))


def _when(entry: Entry | None, head: Token, below: Token) -> Signal | None:
    found = holding(entry, head, below)
    if found is None:
        return None
    above = head.dep_ in ("attr", "acomp") and _is_negated(head.head)
    return signal_of(found, head, negated=above or _is_negated(head))


def holding(entry: Entry | None, head: Token, below: Token) -> Mapping[str, Any] | None:
    """Of an entry (or a list of them) the first whose conditions (``if``, ``by``) hold for this
    complement of ``head``, or None.
    """
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children)
    holds = {
        None: True,
        "passive": passive,
        "perfect": any(c.dep_ == "aux" and c.lower_ in ("have", "'ve") for c in head.children),
        "unsourced": passive and agent(head) is None,
        "infinitive": _is_infinitive(below),
        "gerund": below.tag_ == "VBG",
        "from": any(c.dep_ == "prep" and c.lower_ == "from" for c in head.children),
        "out": any(c.dep_ == "prt" and c.lower_ == "out" for c in head.children),
        "whether": _mark(below).lower_ in ("whether", "if"),
        "denied": _is_negated(head.head),
    }
    options = entry if isinstance(entry, list) else [entry] if entry is not None else []
    return next((e for e in options if holds[e.get("if")] and _is_by(e, head)), None)


def _is_by(entry: Mapping[str, Any], head: Token) -> bool:
    """Is it done by whom the entry asks for (``by``), if it does?"""
    return entry.get("by") is None or is_somebodys(head)


def _mark(clause: Token) -> Token:
    """The subordinator of a clause; the clause's own token where it has none."""
    return next((c for c in clause.children if c.dep_ == "mark"), clause)


def _opens_condition(clause: Token) -> bool:
    mark = _mark(clause)
    if mark.lower_ not in ("if", "unless"):
        return False
    return not any(c.lower_ == "even" for c in (*mark.children, *clause.children))


def _is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)

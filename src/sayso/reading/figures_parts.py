"""Parts of a whole ("eight people, including three children"), and counts that lean on one before
them for what they count ("three in the town and five in the port"). Nothing is added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.knowledge.loader import lexicon, words
from sayso.model.statement import Measure
from sayso.reading.draft import Candidate
from sayso.reading.figures_counts import HARM, Count, is_break
from sayso.reading.figures_measures import by_lemma, lemma, noun_measure
from sayso.reading.syntax import is_verbal

#: Measures of which there are parts.
_OF_PEOPLE = HARM | {"people", "fighters"}
_PRONOUNS = frozenset({"them", "whom", "these", "those"})


@dataclass(frozen=True, slots=True)
class Told:
    """A figure already read: its count (None where no number carries it), its candidate, the
    number of its sentence, and the key of the figure that it is a part of.
    """

    count: Count | None
    candidate: Candidate
    sentence: int
    whole: str | None = None

    @property
    def measure(self) -> Measure | None:
        """What it counts."""
        return self.candidate.figure.measure if self.candidate.figure is not None else None

    @property
    def size(self) -> float:
        """The number as worded, else the most or the least."""
        figure = self.candidate.figure
        return 0.0 if figure is None else figure.best or figure.high or figure.low or 0.0


def whole_of(count: Count, told: Sequence[Told], sentence: int) -> Told | None:
    """The figure told before that a count is a part of, or None."""
    here = [t for t in told if t.sentence == sentence and t.count is not None]
    last = here[-1] if here else None
    if last is not None and _is_beside(count, last) and last.whole is not None:
        return _of_key(last.whole, told)
    if _is_named_part(count):
        return _nearest(count, told, sentence, people_only=True)
    if _of_pronoun(count.behind(2)):
        return _nearest(count, told, sentence)
    if count.behind(1) == ["of"] and count.noun is not None:
        named = noun_measure(count.noun)  # "three of the victims"
        whole = _nearest(count, told, sentence)
        return whole if whole is not None and whole.measure == named else None
    if last is None or not _may_hold(last, count):
        return None
    if _is_listed(count, last) or _is_drawn_from(count, last) or _is_placed_part(count, last):
        return last
    return None


def share_whole(first: int, told: Sequence[Told], sentence: int) -> Told | None:
    """The figure that "them" or "whom" stands for behind a share that begins at that token."""
    held = [t for t in told if t.whole is None and t.measure in _OF_PEOPLE]
    here = [t for t in held if t.sentence == sentence and t.count and t.count.last < first]
    if here:
        return here[-1]
    before = [t for t in held if t.sentence == sentence - 1]
    return before[-1] if len({t.measure for t in before}) == 1 else None


def _of_key(key: str, told: Sequence[Told]) -> Told | None:
    return next((t for t in told if t.candidate.key == key), None)


def _may_hold(whole: Told, count: Count) -> bool:
    fits = whole.size == 0 or whole.size >= count.size
    return whole.measure in _OF_PEOPLE and whole.whole is None and fits


def _nearest(
    count: Count, told: Sequence[Told], sentence: int, *, people_only: bool = False
) -> Told | None:
    """The whole that stands last before a part: in its sentence, else the only kind of count in the
    sentence before ("12 died and 30 were hurt. Six of them …" leaves open which).
    """
    if people_only and count.noun is not None and noun_measure(count.noun) in (None, "other"):
        return None
    fitting = [t for t in told if _may_hold(t, count)]
    here = [t for t in fitting if t.sentence == sentence]
    if here or people_only:
        return here[-1] if here else None
    before = [t for t in fitting if t.sentence == sentence - 1]
    return before[-1] if len({t.measure for t in before}) == 1 else None


def _is_named_part(count: Count) -> bool:
    """As in "including three", "among them two", "among whom were 15"."""
    parts = frozenset(lexicon("measure")["parts"])
    before = count.before(3)
    if before and before[-1] in ("were", "was", "are"):
        before = before[:-1]
    return " ".join(before[-2:]) in parts or bool(before and before[-1] in parts)


def _of_pronoun(behind: Sequence[str]) -> bool:
    return len(behind) == 2 and behind[0] == "of" and behind[1] in _PRONOUNS


def _is_beside(count: Count, last: Told) -> bool:
    """Is a count coordinated with one just told ("two women and three children")?"""
    if last.count is None:
        return False
    between = count.head.doc[last.count.last + 1 : count.number.first]
    said = [t for t in between if t.dep_ != "punct" and t.lower_ != "and"]
    return not any(t.pos_ in ("VERB", "AUX") or t.text in (";", ".") for t in said) and any(
        t.lower_ == "and" or t.text == "," for t in between
    )


def _is_listed(count: Count, whole: Told) -> bool:
    """As in "five people: two soldiers and three drivers", "six men (two of the guard)"."""
    if whole.count is None or count.number.first == 0:
        return False
    doc = count.head.doc
    between = list(doc[whole.count.number.last + 1 : count.number.first])
    if between and is_break(between[-1]):
        return all(t.pos_ not in ("VERB", "AUX") for t in between)
    noun = count.noun
    return noun is not None and noun.dep_ == "appos" and noun.head.i == whole.count.core.i


def _is_drawn_from(count: Count, whole: Told) -> bool:
    """As in "of the 45 people killed, 20 were women"."""
    if whole.count is None or count.noun is not None:
        return False
    before = [w for w in whole.count.before(3) if w != "the"]
    opened = whole.count.number.first - whole.count.head.sent.start <= 3
    return opened and before[-1:] == ["of"] and count.head.dep_ in ("nsubj", "nsubjpass")


def _is_placed_part(count: Count, whole: Told) -> bool:
    """As in "killed 20 people, 12 in the capital": behind a comma, the whole without a place."""
    more = count.behind(1) in (["more"], ["others"])
    if whole.count is None or more or not leans(count):
        return False
    between = count.head.doc[whole.count.last + 1 : count.number.first]
    return len(between) == 1 and between[0].text == ","


def leans(count: Count) -> bool:
    """Is a number without a noun followed by a place or nothing ("five in the port")?"""
    if count.noun is not None or count.before(1) == ["not"]:
        return False
    behind = [w for w in count.behind(2) if w not in ("more", "others")]
    return not behind or behind[0] in words("measure", "leaning")


def leaned_on(count: Count, told: Sequence[Told], sentence: int) -> Told | None:
    """The figure that tells what a bare number counts, or None: the one before it under the same
    verb, or, where somebody gives the number ("the rebels said 19"), the last of one kind.
    """
    if count.noun is not None:
        return None
    harmed = [t for t in told if t.measure in HARM and t.whole is None and t.count is not None]
    here = [t for t in harmed if t.sentence == sentence]
    if here and leans(count) and _is_under(count, here[-1]):
        return here[-1]
    if count.head.dep_ in ("dobj", "attr", "ccomp") and lemma(count.head.head) in words(
        "measure", "giving"
    ):
        near = [t for t in harmed if sentence - 1 <= t.sentence]
        return near[-1] if len({t.measure for t in near}) == 1 else None
    return None


def _is_under(count: Count, before: Told) -> bool:
    """Does a number hang in the clause of the count before it?"""
    verb = count.head.doc[before.candidate.anchor]
    at = count.head
    while at.head.i != at.i:
        at = at.head
        if at.i == verb.i or (before.count is not None and at.i == before.count.core.i):
            return True
        if is_verbal(at):
            return False
    return False


def drawn_measure(count: Count) -> Measure | None:
    """As in "of those killed, 12 were civilians", "among the dead were three nurses": what the
    group counts that opens the sentence.
    """
    at = count.core
    while at.dep_ == "conj" and not is_verbal(at.head) and at.head.i != at.i:
        at = at.head
    if at.dep_ not in ("nsubj", "nsubjpass", "attr") or lemma(at.head) != "be":
        return None
    opening = next((c for c in at.head.children if c.lower_ in ("of", "among", "amongst")), None)
    if opening is None or opening.dep_ != "prep" or opening.i > count.number.first:
        return None
    for group in opening.children:
        below = [group, *(c for c in group.children if c.dep_ == "acl")]
        for token in below:
            found = by_lemma("states").get(token.lower_) or by_lemma("harms").get(lemma(token))
            found = found or by_lemma("nouns").get(lemma(token))
            if found in HARM:
                return found
    return None


def group_measure(count: Count) -> Measure | None:
    """As in "the dead include four women": what the group counts that takes the number in."""
    verb = count.core.head
    if count.core.dep_ not in ("dobj", "attr") and count.core.dep_ != "conj":
        return None
    while count.core.dep_ == "conj" and verb.head.i != verb.i and not is_verbal(verb):
        verb = verb.head
    if lemma(verb) not in ("include", "number"):
        return None
    group = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if group is None:
        return None
    named = group.lower_ if group.lower_ in by_lemma("states") else lemma(group)
    found = by_lemma("states").get(named) or by_lemma("nouns").get(named)
    return found if found in HARM else None

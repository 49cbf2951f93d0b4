"""Voices that no verb of saying tells of: "For X, the treaty is a surrender", a headline that sets
a quotation beside a name, and whom somebody "cites" for what he says.
"""

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.analysis import Analysis
from sayso.reading.quotes import Quote, headline
from sayso.reading.syntax import is_verbal, subject
from sayso.reading.voices_spans import LEXICON, Frame, phrase, sides
from sayso.reading.voices_tails import LONGEST_HEAD, head_of, is_source

#: The rules of the three frames.
VIEW, HEADLINE, CITED = "voices.view", "voices.headline", "voices.cited"

Is = Callable[[int], bool]


def view(sentence: Sentence, is_somebody: Is) -> Frame | None:
    """The frame of a sentence that opens with whose view it gives: "For X, the treaty is a
    surrender". Only what is called something of a sort ("a surrender") is an opinion: "for X, the
    war was over" may be the report's own word.
    """
    first = next((t for t in sentence if not t.is_space), None)
    if first is None or first.lower_ != "for" or first.dep_ != "prep":
        return None
    who = next((c for c in first.children if c.dep_ == "pobj"), None)
    verb = first.head
    if who is None or not is_somebody(who.i) or not _is_judgement(verb):
        return None
    behind = first.right_edge.i + 1
    if behind >= len(first.doc) or first.doc[behind].text != ",":
        return None
    return Frame(
        rule=VIEW,
        kind="think",
        cue=(first.idx, first.idx + len(first)),
        cue_token=first.i,
        content=sides(verb, {t.i for t in first.subtree}, first.i),
        source=phrase(who),
        source_token=who.i,
    )


def _is_judgement(verb: Token) -> bool:
    named = next((c for c in verb.children if c.dep_ == "attr"), None)
    thing = subject(verb)
    if verb.lemma_ != "be" or named is None or thing is None or thing.pos_ == "PRON":
        return False
    return any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in named.children)


def quoted_headline(quotes: tuple[Quote, ...], analysis: Analysis, is_somebody: Is) -> list[Frame]:
    """The frame of a headline that is a name and a quotation: "Orlik 'ready to talk'"."""
    title = headline(analysis.normal, analysis.paragraphs)
    if title is None:
        return []
    start, end = title
    for quote in quotes:
        if quote.start < start or analysis.normal[quote.end : end].strip():
            continue
        source = [t for t in analysis.tokens(start, quote.start) if not t.is_space]
        named = 0 < len(source) <= LONGEST_HEAD and is_source(source)
        if named and is_somebody(head_of(source).i):
            token = head_of(source).i
            content = ((quote.start, quote.end),)
            return [Frame(HEADLINE, "say", None, None, content, source_token=token)]
    return []


def with_cited(frames: list[Frame], analysis: Analysis, is_somebody: Is) -> list[Frame]:
    """The frames with those whom somebody cites for what he says ("The station, citing the mayor,
    reported that …") as voices of the same content.
    """
    by_cue = {f.cue_token: f for f in frames if f.cue_token is not None}
    out = []
    for frame in frames:
        verb = analysis.doc[frame.cue_token] if frame.cue_token is not None else None
        cited = _cited(verb, by_cue, is_somebody) if verb is not None else None
        if verb is None or cited is None:
            out.append(frame)
            continue
        who, told = cited
        source = phrase(who)
        changed = replace(frame, rule=CITED, kind="say", cue=(verb.idx, verb.idx + len(verb)))
        out.append(replace(changed, content=told.content, source=source, source_token=who.i))
    return out


def _can_be_cited(who: Token, verb: Token) -> bool:
    """Papers are cited, and whoever is quoted without being known for somebody ("a shepherd")."""
    lemma = who.lemma_.lower()
    if who.pos_ != "NOUN" or lemma in words(LEXICON, "recited"):
        return False
    return lemma in words(LEXICON, "papers") or verb.lemma_ == "quote"


def _cited(verb: Token, by_cue: dict[int, Frame], is_somebody: Is) -> tuple[Token, Frame] | None:
    """Who is cited, and the frame of what he is cited for."""
    if verb.lemma_ not in words(LEXICON, "citing") or verb.tag_ != "VBG":
        return None
    who = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if who is None or not (is_somebody(who.i) or _can_be_cited(who, verb)):
        return None
    above = next((by_cue[a.i] for a in verb.ancestors if is_verbal(a) and a.i in by_cue), None)
    return (who, above) if above is not None and above.content else None

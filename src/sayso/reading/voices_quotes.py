"""Quotations joined to frames: one may start sentences before its cue and go on after it."""

from collections.abc import Callable

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.analysis import Analysis
from sayso.reading.quotes import Quote
from sayso.reading.syntax import SUBJECTS, is_verbal, subject
from sayso.reading.voices_spans import LEXICON, Frame, verb_frames, with_content
from sayso.reading.voices_tails import LONGEST_SOURCE, head_of, is_source

#: Words from which on a quotation without a cue counts as speech and not as a quoted term.
SPEECH_WORDS = 5

Spans = tuple[tuple[int, int], ...]


def join_quotes(
    frames: list[Frame],
    quotes: tuple[Quote, ...],
    analysis: Analysis,
    is_person: Callable[[int], bool],
) -> list[Frame]:
    """Frames with their content drawn out to whole quotations, and frames for quotations that no
    cue of its own introduces: they go to the speaker of the quotation before, or to the verb that
    governs them. ``is_person`` says whether a person is named by the token of an index.
    """
    joined = [with_content(f, _drawn_out(f, quotes)) for f in frames]
    joined += [f for q in quotes if (f := _shouted(q, joined, analysis)) is not None]
    owners: dict[Quote, int] = {}
    for quote in quotes:
        owner = _owner(quote, joined)
        if owner is None:
            owner = _cue_beside(quote, joined, analysis)
        made = _introduced(quote, analysis) if owner is None else None
        if owner is None and made is None:
            owner = _follows(quote, quotes, owners, analysis)
        if owner is None:
            made = made or _frame_of(quote, analysis, is_person)
            if made is None:
                continue
            joined.append(made)
            owner = len(joined) - 1
        owners[quote] = owner
        joined[owner] = with_content(joined[owner], _merge((*joined[owner].content, _body(quote))))
    return [_without_scene(f, quotes, analysis) for f in joined]


def _without_scene(frame: Frame, quotes: tuple[Quote, ...], analysis: Analysis) -> Frame:
    """The frame without what the report tells behind a quotation and its cue: '"It is over," Tolan
    said [as the crowd booed]'.
    """
    if frame.cue is None or len(frame.content) < 2:
        return frame
    (low, high), rest = frame.content[0], frame.content[1:]
    if high > frame.cue[0] or not any(q.start <= low and high <= q.end for q in quotes):
        return frame
    kept = tuple(c for c in rest if not _is_scene(c, quotes, analysis))
    return with_content(frame, ((low, high), *kept))


def _is_scene(span: tuple[int, int], quotes: tuple[Quote, ...], analysis: Analysis) -> bool:
    first = analysis.token_at(span[0])
    narrates = first is not None and first.lower_ in words(LEXICON, "narrating")
    return narrates and not any(q.start < span[1] and span[0] < q.end for q in quotes)


def _shouted(quote: Quote, frames: list[Frame], analysis: Analysis) -> Frame | None:
    """The frame of a quotation inside what somebody else says, of the verb of saying before its
    colon ("told police that a guard had shouted: "…""), where no frame has that verb.
    """
    cues = {f.cue_token for f in frames}
    verbs = [v for v in _before_colon(quote, analysis) if v.i not in cues and _takes_quotes(v)]
    held = any(start < quote.start and quote.end <= end for f in frames for start, end in f.content)
    inside = {t.i for t in analysis.tokens(quote.start, quote.end)}
    return _governed(quote, verbs, inside) if held else None


def _takes_quotes(verb: Token) -> bool:
    return "quote" in verb_frames().get(verb.lemma_.lower(), ("", ()))[1]


def _drawn_out(frame: Frame, quotes: tuple[Quote, ...]) -> Spans:
    # a cue inside a quotation ("I said …") is the speaker's own: its content stays as it is
    around = [q for q in quotes if frame.cue is None or not q.covers(frame.cue[0])]
    return _merge(tuple(_with_quotes(span, around) for span in frame.content))


def _with_quotes(span: tuple[int, int], quotes: list[Quote]) -> tuple[int, int]:
    touched = [q for q in quotes if q.start < span[1] and span[0] < q.end]
    starts, ends = [q.start for q in touched], [q.end for q in touched]
    return min([span[0], *starts]), max([span[1], *ends])


def _owner(quote: Quote, frames: list[Frame]) -> int | None:
    """The outermost frame whose content already takes the quotation in."""
    best: int | None = None
    for index, frame in enumerate(frames):
        if frame.cue is not None and quote.covers(frame.cue[0]):
            continue
        held = any(start <= quote.start and quote.end <= end for start, end in frame.content)
        if held and (best is None or frame.begin < frames[best].begin):
            best = index
    return best


def _cue_beside(quote: Quote, frames: list[Frame], analysis: Analysis) -> int | None:
    """A frame whose cue stands in the sentence of the quotation, outside of it."""
    first = analysis.token_at(min(quote.start + 1, len(analysis.text) - 1))
    last = analysis.token_at(max(quote.end - 1, quote.start))
    if first is None or last is None:
        return None
    low = first.sent.start_char
    high = last.sent.end_char
    for index, frame in enumerate(frames):
        if frame.cue is None or quote.covers(frame.cue[0]):
            continue
        near = low <= frame.cue[0] < high and frame.rule.startswith("voices.verb")
        if near and any(low <= start < high for start, _ in frame.content):
            return index
    return None


def _follows(
    quote: Quote,
    quotes: tuple[Quote, ...],
    owners: dict[Quote, int],
    analysis: Analysis,
) -> int | None:
    """The frame of the quotation before, where this one goes on from it: in the same paragraph from
    the start of a sentence, or as a paragraph of its own.
    """
    earlier = [q for q in owners if q.end <= quote.start and _is_speech(q, analysis)]
    if not earlier:
        return None
    before = max(earlier, key=lambda q: q.end)
    here, there = analysis.paragraph_at(quote.start), analysis.paragraph_at(before.start)
    if before.continues and here == there + 1:
        return owners[before]
    if not _begins_sentence(quote, analysis) or _bare_words(quote, analysis) < 2:
        return None
    if here == there:
        return owners[before]
    start, end = analysis.paragraphs[here]
    alone = quote.start == start and end - quote.end <= 1
    return owners[before] if alone and here == there + 1 else None


def _begins_sentence(quote: Quote, analysis: Analysis) -> bool:
    before = analysis.normal[: quote.start].rstrip()
    return not before or before[-1] in '.!?":'


def _is_speech(quote: Quote, analysis: Analysis) -> bool:
    """Is it more than a quoted term in somebody's sentence ('was "martyred" by the raid')?"""
    if quote.continues or _bare_words(quote, analysis) >= SPEECH_WORDS:
        return True
    return analysis.normal[quote.start : quote.end].rstrip('"')[-1:] in ("", *".,!?")


def _bare_words(quote: Quote, analysis: Analysis) -> int:
    return len(analysis.normal[quote.start : quote.end].split())


def _introduced(quote: Quote, analysis: Analysis) -> Frame | None:
    """A frame of what the words right beside a quotation say: "…?" the mother asked; Orlik praised
    the medics: "…".
    """
    verbs = _before_colon(quote, analysis)
    if _bare_words(quote, analysis) < SPEECH_WORDS:
        verbs = [v for v in verbs if _takes_quotes(v)]
    found = _governed(quote, verbs, {t.i for t in analysis.tokens(quote.start, quote.end)})
    return found or _asked_behind(quote, analysis)


def _asked_behind(quote: Quote, analysis: Analysis) -> Frame | None:
    """A quotation that ends like a sentence, then a noun phrase and a verb of saying."""
    if analysis.normal[quote.end - 2 : quote.end - 1] not in (",", "?", "!"):
        return None
    after = analysis.token_at(min(quote.end + 1, len(analysis.normal) - 1))
    if after is None or after.idx < quote.end:
        return None
    source: list[Token] = []
    for token in after.doc[after.i : after.i + LONGEST_SOURCE]:
        if token.text in ('"', ";", ":", ".") or token.is_space:
            return None
        known = verb_frames().get(token.lemma_.lower())
        if token.pos_ in ("VERB", "AUX"):
            said = known is not None and "quote" in known[1] and bool(source)
            if not said or known is None or not is_source(source):
                return None
            return Frame(
                rule="voices.quote.behind",
                kind=known[0],
                cue=(token.idx, token.idx + len(token)),
                cue_token=token.i,
                content=(_body(quote),),
                source=(source[0].idx, source[-1].idx + len(source[-1])),
                source_token=head_of(source).i,
            )
        source.append(token)
    return None


def _frame_of(quote: Quote, analysis: Analysis, is_person: Callable[[int], bool]) -> Frame | None:
    """A frame of the verb that governs a quotation; one without source for speech whose speaker is
    not found; None for a quoted term.
    """
    if _bare_words(quote, analysis) < SPEECH_WORDS:
        return None
    tokens = analysis.tokens(quote.start, quote.end)
    inside = {t.i for t in tokens}
    found = _governed(quote, _governors(tokens, inside), inside)
    if found is not None:
        return found
    if not any(is_verbal(t) for t in tokens):
        return None
    speaker = _person_before(quote, analysis, is_person)
    return Frame(
        rule="voices.quote.free",
        kind="say",
        cue=None,
        cue_token=None,
        content=(_body(quote),),
        source_token=speaker.i if speaker is not None else None,
    )


def _person_before(
    quote: Quote, analysis: Analysis, is_person: Callable[[int], bool]
) -> Token | None:
    """The person whom the sentence right before a quotation without a cue is about: "Toth did not
    hide his anger. "Nobody came."".
    """
    before = analysis.normal[: quote.start].rstrip()
    last = analysis.token_at(len(before) - 1) if before else None
    if last is None or before[-1] != "." or not _begins_sentence(quote, analysis):
        return None
    if analysis.paragraph_at(quote.start) - analysis.paragraph_at(last.idx) > 1:
        return None
    found = subject(last.sent.root) if is_verbal(last.sent.root) else None
    if found is None or not (found.lower_ in ("he", "she") or is_person(found.i)):
        return None
    return found


def _governed(quote: Quote, verbs: list[Token], inside: set[int]) -> Frame | None:
    """The frame of the first of the verbs that has a speaker outside the quotation."""
    for verb in verbs:
        speaker = subject(verb)
        known = verb_frames().get(verb.lemma_.lower())
        if speaker is None or speaker.i in inside:
            continue
        if known is None and not any(c.dep_ in SUBJECTS for c in verb.children):
            continue
        start, end = _noun(speaker, inside)
        return Frame(
            rule="voices.quote.governed",
            kind=known[0] if known else "say",
            cue=(verb.idx, verb.idx + len(verb)),
            cue_token=verb.i,
            content=(_body(quote),),
            source=(start, end),
            source_token=speaker.i,
        )
    return None


def _before_colon(quote: Quote, analysis: Analysis) -> list[Token]:
    """The verb of the words before a colon that opens the quotation, if there is one."""
    before = analysis.normal[: quote.start].rstrip()
    if not before.endswith(":"):
        return []
    colon = analysis.token_at(len(before) - 1)
    if colon is None:
        return []
    left = [t for t in colon.sent if t.i < colon.i and is_verbal(t)]
    if left and colon.i - left[-1].i == 1:
        return left[-1:]
    main = [t for t in left if t.dep_ not in ("relcl", "acl", "advcl", "pcomp")]
    return main[:1] or left[-1:]


def _governors(tokens: list[Token], inside: set[int]) -> list[Token]:
    """Verbs outside the quotation that its words hang on, nearest first."""
    found: list[Token] = []
    for token in tokens:
        for above in token.ancestors:
            if above.i not in inside and is_verbal(above) and above not in found:
                found.append(above)
    return found


def _noun(speaker: Token, inside: set[int]) -> tuple[int, int]:
    bare = (t for t in speaker.subtree if t.i not in inside and not t.is_space and not t.is_punct)
    kept = list(bare) or [speaker]
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def _body(quote: Quote) -> tuple[int, int]:
    return quote.start, quote.end


def _merge(spans: Spans) -> Spans:
    """Spans in order, overlapping ones made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)

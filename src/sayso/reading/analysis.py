"""Language analysis: a report's text, parsed once, with offsets that hold.

The text is changed one character for one before it is parsed (curly quotes to ASCII, soft line
breaks to spaces, the dateline blanked, capitals that tell nothing made small), so that every token
offset counts into the canonical text.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from sayso.knowledge.loader import lexicon
from sayso.model import Report, Span
from sayso.reading.analysis_tails import mend_tails
from sayso.reading.settings import DEFAULT_PIPELINE, PipelineError
from sayso.reading.truecase import truecase

BATCH = 16

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LATEX_QUOTE = re.compile(r"``|''")


@dataclass(frozen=True, slots=True)
class Analysis:
    """A parsed report. ``doc`` is one spaCy Doc whose token offsets (``token.idx``) count into
    ``text``, the canonical text; ``normal`` is the text as parsed, of the same length; ``printed``
    is the same with the letters' case as printed, by which a paragraph in capitals can be told.
    """

    text: str
    printed: str
    normal: str
    doc: Doc
    paragraphs: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """The characters from ``start`` to ``end`` of the canonical text."""
        return Span(start=start, end=end, text=self.text[start:end])

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the character ``offset``, or None."""
        index = self._first_ending_behind(offset)
        if index == len(self.doc) or self.doc[index].idx > offset:
            return None
        return self.doc[index]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens, white space left out, that lie wholly or partly in the characters given."""
        found = []
        for index in range(self._first_ending_behind(start), len(self.doc)):
            token = self.doc[index]
            if token.idx >= end:
                break
            if not token.is_space:
                found.append(token)
        return found

    def _first_ending_behind(self, offset: int) -> int:
        """The index of the first token that ends behind a character."""
        low, high = 0, len(self.doc)
        while low < high:
            middle = (low + high) // 2
            token = self.doc[middle]
            if token.idx + len(token) <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that holds the character, or of the last one before it."""
        return max(bisect_right(self.paragraphs, (offset, len(self.text))) - 1, 0)


@Language.component("sayso_paragraphs")
def _start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Tell the parser that a paragraph begins a sentence and a closing quote mark does not."""
    after_break = False
    for token in doc:
        if token.i == 0:
            continue
        previous = doc[token.i - 1]
        if previous.is_space and "\n" in previous.text:
            after_break = True
        if token.is_space:
            continue
        if after_break:
            token.is_sent_start = True
        elif token.text in ("'", '"') and not previous.whitespace_ and previous.text in ".,!?":
            token.is_sent_start = False
        after_break = False
    return doc


@Language.component("sayso_lemmas")
def _mend_lemmas(doc: Doc) -> Doc:
    """Give verbs the lemma that the pipeline is known to miss."""
    known = lexicon("lemmas")["verbs"]
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in known:
            token.lemma_ = known[token.lower_]
    return doc


@Language.factory("sayso_tails")
def _tails(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Mend sentences that end in their source (:mod:`sayso.reading.analysis_tails`)."""

    def parse(texts: Sequence[str], spaces: Sequence[bool]) -> Doc:
        doc = Doc(nlp.vocab, words=list(texts), spaces=list(spaces))
        for step, process in nlp.pipeline:
            if step not in (name, "ner"):
                doc = process(doc)
        return doc

    return lambda doc: mend_tails(doc, parse)


@lru_cache(maxsize=2)
def pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """The spaCy pipeline of that name, loaded once a process.

    Raises :class:`PipelineError` where it is not installed.
    """
    try:
        nlp = spacy.load(name)
    except OSError:
        raise PipelineError(f"spaCy pipeline not installed: {name}") from None
    nlp.add_pipe("sayso_paragraphs", first=True)
    nlp.add_pipe("sayso_lemmas", last=True)
    nlp.add_pipe("sayso_tails", last=True)
    return nlp


@lru_cache(maxsize=2)
def pipeline_stamp(name: str = DEFAULT_PIPELINE) -> tuple[str, str]:
    """The pipeline's name and version, and ``sha256:…`` over the files of its weights."""
    nlp = pipeline(name)
    digest = hashlib.sha256()
    root = Path(str(nlp.path))
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{name} {nlp.meta['version']}", f"sha256:{digest.hexdigest()}"


def analyse(reports: Iterable[Report], name: str = DEFAULT_PIPELINE) -> Iterator[Analysis]:
    """Parse reports, one Analysis each, in their order. Batching changes no result."""
    kept = list(reports)
    printed = [normalise(report) for report in kept]
    normal = [truecase(text, paragraphs(text)) for text in printed]
    docs = pipeline(name).pipe(normal, batch_size=BATCH)
    for report, before, text, doc in zip(kept, printed, normal, docs, strict=True):
        yield Analysis(report.text, before, text, doc, paragraphs(text))


def normalise(report: Report) -> str:
    """The report's text as it is parsed, but for the case of its letters: same length, quotes in
    ASCII, soft line breaks and the dateline blanked. What is left of line breaks parts paragraphs.
    """
    text = report.text.translate(_character_map())
    text = _LATEX_QUOTE.sub('" ', text)
    if report.dateline is not None:
        start, stop = report.dateline.start, report.dateline.stop
        text = text[:start] + re.sub(r"\S", " ", text[start:stop]) + text[stop:]
    return _join_soft_lines(text)


def paragraphs(normal: str) -> tuple[tuple[int, int], ...]:
    """The paragraphs of a normalised text, as (start, end) without surrounding white space."""
    return tuple(
        (match.start(), match.end()) for match in re.finditer(r"[^\s\n](?:[^\n]*\S)?", normal)
    )


@lru_cache(maxsize=1)
def _character_map() -> dict[int, str]:
    return {ord(k): str(v) for k, v in lexicon("characters")["replace"].items()}


def _join_soft_lines(text: str) -> str:
    """Blank the line breaks of hard-wrapped copy; in copy with a paragraph a line keep them."""
    blocks = [b.splitlines() for b in _BLANK_LINE.split(text)]
    inner = [len(line) for block in blocks for line in block[:-1]]
    if not inner or not 30 <= median(inner) <= 100 or max(inner) > 160:
        return text
    return re.sub(r"(?<=\S)([^\S\n]*)\n(?=[^\S\n]*\S)", lambda m: m.group(1) + " ", text)

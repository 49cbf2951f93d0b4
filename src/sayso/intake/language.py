"""Which language a text is in."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from sayso.intake.errors import InputError

#: Characters looked at. More adds nothing to the answer and costs time.
SAMPLE = 1_000
#: Words a text must have before it is said to be in another language than English: names and
#: numbers make up too much of a shorter one.
ENOUGH_WORDS = 20
#: How probable another language in the Latin script must be, and any language at all.
SURE, LIKELY = 0.95, 0.5

_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"[a-z]{2,3}$")
_AS_WRITTEN = {"english": "en", "eng": "en"}


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None where it cannot be told.

    Text in the Latin script must be long enough and clearly in another language before it is said
    to be. A text mostly in another script is not English, however short: the likeliest language,
    or ``und`` (ISO 639-2) where none is likely.
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    if len(words) < 3:
        return None
    language, probability = _identifier().classify(sample.lower())
    if not _is_latin(words):
        return str(language) if probability >= LIKELY and language != "en" else "und"
    if language == "en":
        return "en" if probability >= LIKELY else None
    return str(language) if probability >= SURE and len(words) >= ENOUGH_WORDS else None


def language_code(given: str) -> str:
    """The ISO 639 code in what was given as a language ("en", "en-GB", "English").

    Raises :class:`InputError` where it is none.
    """
    code = re.split(r"[-_]", given.strip().lower())[0]
    code = _AS_WRITTEN.get(code, code)
    if not _CODE.match(code):
        raise InputError(f"language is no language code (such as en): {given[:40]!r}")
    return code


def _is_latin(words: list[str]) -> bool:
    latin = sum(unicodedata.name(word[0], "").startswith("LATIN") for word in words)
    return latin * 2 > len(words)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # takes time to import

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

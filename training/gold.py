"""Which gold data are learned from, and which are held back to check on."""

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from training.data import Marked, marked_reports
from training.incidents import Filled, filled_reports
from training.sentences import (
    Variants,
    causal_sentences,
    judged_sentences,
    sided_sentences,
    typed_sentences,
)


@dataclass(frozen=True)
class Gold:
    """Reports with attributions, reports with incidents, and single sentences: of factuality, of
    causes, of event types, of actors and recipients.
    """

    marked: list[Marked]
    filled: list[Filled]
    judged: list[Variants]
    causal: list[Variants]
    typed: list[Variants]
    sided: list[Variants]


def learnt(shared: Path, tokenizer: Tokenizer, limit: int | None, fold: int | None) -> Gold:
    """The learning parts. With ``fold`` only the half with that number is taken of the data that
    have no part of their own to check on (causes, event types, participants).
    """
    folder = shared / "gold"
    facts = ("factuality_uw_train", "factuality_meantime_train")
    return Gold(
        marked_reports(folder / "polnear_train.jsonl", tokenizer)[:limit],
        filled_reports(folder / "muc4_train.jsonl", tokenizer)[:limit],
        [s for f in facts for s in judged_sentences(folder / f"{f}.jsonl", tokenizer)],
        *_without_dev(folder, tokenizer, fold),
    )


def held_back(shared: Path, tokenizer: Tokenizer, fold: int | None) -> Gold:
    """What there is to check on; without ``fold`` nothing of what has no dev part."""
    folder = shared / "gold"
    return Gold(
        marked_reports(folder / "polnear_dev.jsonl", tokenizer),
        filled_reports(folder / "muc4_dev.jsonl", tokenizer),
        judged_sentences(folder / "factuality_uw_dev.jsonl", tokenizer),
        *(([], [], []) if fold is None else _without_dev(folder, tokenizer, 1 - fold)),
    )


def _without_dev(
    folder: Path, tokenizer: Tokenizer, fold: int | None
) -> tuple[list[Variants], list[Variants], list[Variants]]:
    return (
        causal_sentences(folder / "causal_cnc_v2_train.jsonl", tokenizer, fold),
        typed_sentences(folder / "plv_train.jsonl", tokenizer, fold),
        sided_sentences(folder / "cameo_srctgt_train.jsonl", tokenizer, fold),
    )

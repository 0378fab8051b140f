"""What every part of a policy file has in common: nothing unknown, converted, or changed later."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A frozen piece of data that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

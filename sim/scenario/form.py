"""The base of all forms: what a person may write, closed and frozen."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """A map with a fixed set of keys, each of which may be left out."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
        defer_build=True,
    )

"""codes/<id>.toml: codes of systems that others keep, as the hand-over uses them."""

from typing import Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Frozen, Key, Words

Use = Literal["document", "reason_section", "discomfort", "category", "not_said"]


class Code(Frozen):
    """One code with its owner's own display. `read`: how much of the page that defines it was read."""

    code: str = Field(pattern=r"^\S+$")
    display: Words
    used_for: Use
    why: Words
    looked_up: Words
    read: Literal["full", "abstract", "recalled"]


class CodeList(Frozen):
    """The codes that we use of one system. `system`: its URI; `version` is empty where none is meant."""

    id: Key
    system: str = Field(pattern=r"^(https?://|urn:)\S+$")
    title: Words
    version: str
    note: Words
    code: tuple[Code, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _once_each(self) -> "CodeList":
        codes = [one.code for one in self.code]
        if len(set(codes)) < len(codes):
            raise ValueError("a code stands there twice")
        return self

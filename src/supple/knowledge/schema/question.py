"""questions/<id>.toml: what screening asks, in which block and group, and what unsure means."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Dated, Frozen, Key, Words


class Block(StrEnum):
    """A: every session. B: first use, after a stop, every 14 days. C: first use, every 14 days."""

    A = "A"
    B = "B"
    C = "C"


class UnsureMeans(StrEnum):
    """What "not sure" does. There is no default: every yes/no question says which."""

    YES = "yes"
    REFER = "refer"
    NOT_COUNTED = "not_counted"


class Asked(Frozen):
    """Asked only once another question was answered yes."""

    yes: Key


class Question(Dated):
    """One question. "Yes" is always the more worrying answer."""

    code: Words
    block: Block
    group: Key
    order: int
    ask: Words
    help: str = ""
    answer: Literal["yes_no", "zero_to_ten"]
    unsure: UnsureMeans | None = None
    offer_unsure: bool = Field(default=True, description="false where nobody can be unsure, such as age")
    asked_if: Asked | None = None
    asks_again: tuple[Key, ...] = Field(default=(), description="questions shown once more after a yes here")
    said: Words = Field(description='completes "You said that ..." in a reason')

    @model_validator(mode="after")
    def _unsure_fits(self) -> "Question":
        if (self.answer == "yes_no") != (self.unsure is not None):
            raise ValueError("a yes_no question says what unsure means; a zero_to_ten question does not")
        return self


class Group(Frozen):
    """groups.toml: one screen of questions with its heading and its "None of these"."""

    id: Key
    block: Block
    order: int
    title: Words
    intro: Words
    none_of_these: str = Field(description='the button that answers "no" to what is on the screen')

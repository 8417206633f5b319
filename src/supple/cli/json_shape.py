"""An object from a JSON file as the value it stands for, with a sentence for the first fault."""

import reprlib
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from supple.base.errors import SuppleError

Model = TypeVar("Model", bound=BaseModel)


def shaped(model: type[Model], data: dict[str, object], *, place: str, shape: str) -> Model:
    """The value. Raises SuppleError naming place, key and what was given; `shape` shows what to write."""
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        fault = invalid.errors()[0]
        key = ".".join(map(str, fault["loc"]))
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "model_type":
            message = "Input should be an object"
        given = "" if fault["type"] == "missing" else f" (given: {reprlib.repr(fault['input'])})"
        raise SuppleError(f"{place}, key {key}: {message}{given}", fix=f"Write it as in {shape}") from None

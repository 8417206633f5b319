"""The API's own description, as what requests are generated from: the same ones in every run."""

import json
from typing import Any, Literal

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from supple.web.schema import openapi_json


def described(
    mode: Literal["positive", "negative"], *, examples: int, without: tuple[str, ...] = ()
) -> BaseSchema:
    """All operations, with requests that the description allows, or with those that it does not.

    Every answer is then held against the description, but for the checks that are left out.
    """
    generation: dict[str, Any] = {"mode": mode, "max-examples": examples, "deterministic": True}
    checks = {name: {"enabled": False} for name in without}
    config = SchemathesisConfig.from_dict({"seed": 1, "generation": generation, "checks": checks})
    return schemathesis.openapi.from_dict(json.loads(openapi_json()), config=config)

"""`python -m supple.web.schema` prints the OpenAPI description that the player's types are made from."""

import json
import sys

from supple.web.api import make_api


def openapi_json() -> str:
    """The description as stable JSON text."""
    return json.dumps(make_api().openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(openapi_json())

"""Reading FHIR's JSON without trusting it."""

from collections.abc import Iterator, Mapping


def walk(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Every value inside with its path, without numbers; an item inside an item has the item's path."""
    yield path, value
    if isinstance(value, Mapping):
        for key, part in value.items():
            inside = path if path.endswith(f".{key}") else f"{path}.{key}"
            yield from walk(part, inside)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part, path)


def tables(value: object, key: str) -> list[Mapping[str, object]]:
    """The list of objects at a key; empty where there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def text(value: object, key: str) -> str:
    """The text at a key; empty where there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def every_item(value: object) -> Iterator[Mapping[str, object]]:
    """Items of a Questionnaire or a response, also those inside items and answers."""
    for item in tables(value, "item"):
        yield item
        yield from every_item(item)
        for answer in tables(item, "answer"):
            yield from every_item(answer)

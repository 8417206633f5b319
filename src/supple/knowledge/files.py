"""Reading one knowledge file: every fault becomes a sentence with file, key and fix."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from supple.base.errors import SuppleError

Model = TypeVar("Model", bound=BaseModel)


def read_toml(path: Path) -> dict[str, object]:
    """The file's tables. Raises SuppleError if it is missing, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise SuppleError(
            f"The knowledge file {path} is missing", fix="Put it back or reinstall Supple"
        ) from missing
    except OSError as refused:
        raise SuppleError(
            f"The knowledge file {path} cannot be read ({refused.strerror})",
            fix="Check that the file is there and readable",
        ) from refused
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SuppleError(
            f"The knowledge file {path} is not valid TOML: {fault}", fix="Mend the line that it names"
        ) from fault


def parse(path: Path, tables: dict[str, object], model: type[Model]) -> Model:
    """The tables as a model. Raises SuppleError naming file, key and fix at the first fault."""
    try:
        return model.model_validate(tables)
    except ValidationError as invalid:
        # A misspelt key also leaves its right spelling missing: name what was written.
        fault = min(invalid.errors(), key=lambda one: one["type"] != "extra_forbidden")
        key = ".".join(str(part) for part in fault["loc"]) or "the file as a whole"
        given = "" if fault["type"] in ("missing", "value_error") else f" (given: {fault['input']!r})"
        more = f"; {invalid.error_count() - 1} more after it" if invalid.error_count() > 1 else ""
        raise SuppleError(
            f"In {path}, key {key}: {fault['msg']}{given}{more}", fix=_fix(fault["type"], key)
        ) from None


def _fix(kind: str, key: str) -> str:
    if kind == "missing":
        return f"Add {key}"
    if kind == "extra_forbidden":
        return f"Remove {key}, or correct its spelling"
    return f"Correct {key}; supple/knowledge/schema says what it may be"


def read_one(path: Path, model: type[Model]) -> Model:
    """One file as a model."""
    return parse(path, read_toml(path), model)


def read_folder(folder: Path, model: type[Model]) -> dict[str, Model]:
    """All files of a folder by id, in order of file name. A file's name is its id."""
    found: dict[str, Model] = {}
    for path in sorted(folder.glob("*.toml")):
        value = read_one(path, model)
        key = str(getattr(value, "id"))  # noqa: B009 - every model read from a folder has an id
        if key != path.stem:
            raise SuppleError(
                f"In {path}, key id: {key!r} differs from the file's name {path.stem!r}",
                fix="Give the file and its id the same name",
            )
        found[key] = value
    if not found:
        raise SuppleError(
            f"The knowledge folder {folder} holds no .toml file", fix="Put its files back or reinstall Supple"
        )
    return found


def read_list(path: Path, table: str, model: type[Model]) -> tuple[Model, ...]:
    """An array of tables such as [[group]] as models, in file order."""
    tables = read_toml(path)
    rows = tables.pop(table, None)
    if tables or not isinstance(rows, list) or not rows:
        raise SuppleError(
            f"In {path}, key {table}: expected only [[{table}]] tables", fix=f"Write one [[{table}]] for each"
        )
    return tuple(parse(path, row, model) for row in rows)

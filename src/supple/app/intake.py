"""Takes in what a player sends: each entry by itself, and never a stop turned away."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from pydantic import ValidationError

from supple.app.door import check_day, check_names, check_references
from supple.app.refusals import NotPossibleError, NotUnderstoodError
from supple.app.service import Supple, nearest_stamp
from supple.base.errors import SuppleError
from supple.journal.entry import ENTRY, Entry, UnreadStop
from supple.store import EntryConflictError

STOP = "stop"
_NAMED = re.compile(r'"kind"\s*:[\s\[{]*"\s*stop\s*"', re.IGNORECASE)
_ESCAPED = re.compile(r"\\u00([0-7][0-9a-f])", re.IGNORECASE)
LONGEST_RAW = 20_000
LONGEST_NUMBER = 20
_UNREAD = UUID("5f0c3d1e-8a34-4a7e-9f0b-6f2f0a5e9d11")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """An entry that is not kept: its id as it was sent, empty where it had none, and why."""

    id: str
    error: NotPossibleError | NotUnderstoodError


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What became of entries: the ids, as they were sent, of those that are on disk, and the refusals."""

    kept: tuple[str, ...]
    refused: tuple[Refusal, ...]


def take_in(supple: Supple, raw: Sequence[object]) -> Judged:
    """Keep what can be kept of raw entries, in their order. Raises SuppleError for a journal out of reach.

    A stop that cannot be read as one is kept as it came, as an UnreadStop.
    """
    accepted: list[tuple[str, Entry]] = []
    refused: list[Refusal] = []
    for item in raw:
        try:
            entry = _read(supple, item, [entry for _, entry in accepted])
        except (NotPossibleError, NotUnderstoodError) as error:
            refused.append(Refusal(id=sent_id(item), error=error))
        else:
            accepted.append((_acknowledged(item, entry), entry))
    kept, conflicts = _keep(supple, accepted)
    return Judged(kept=tuple(kept), refused=(*refused, *conflicts))


def sent_id(item: object) -> str:
    """The id of a raw entry, as it was sent; empty where there is none."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else ""


def _acknowledged(item: object, entry: Entry) -> str:
    """The id by which the sender knows the entry: as it was sent, also where that is no id at all."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else str(entry.id)


def _read(supple: Supple, item: object, earlier: Sequence[Entry]) -> Entry:
    """The entry that a raw one is. Raises NotUnderstoodError and NotPossibleError."""
    try:
        entry: Entry = ENTRY.validate_python(item)
    except ValidationError as error:
        if names_a_stop(item):
            return _unread(supple, item)
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = " ".join(str(part) for part in first["loc"])
        raise NotUnderstoodError(
            f"{place}: {first['msg']}".lstrip(": "), fix="Send what the schema says"
        ) from None
    check_names(entry, supple.knowledge)
    check_day(entry, today=supple.clock.today())
    check_references([entry], lambda: [*supple.reading(), *earlier])
    return entry


def items_in(body: bytes) -> list[object]:
    """What a body that is no list of entries holds, if it names a stop; itself where it is no JSON."""
    text = body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff")
    if not names_a_stop(text):
        return []
    try:
        content = json.loads(text, parse_int=_number)
    except (ValueError, RecursionError):
        return [text]
    return content if isinstance(content, list) else [content]


def _number(digits: str) -> int | str:
    """Digits stay digits where there are more than any number of ours has: Python reads some thousands."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def names_a_stop(item: object) -> bool:
    """Whether something, in whatever form, says of itself that it is a stop."""
    text = _ESCAPED.sub(lambda letter: chr(int(letter[1], 16)), _raw(item))
    return _NAMED.search(text.replace("\\", "")) is not None


def _raw(item: object) -> str:
    """As it came, in letters; half a letter as its number."""
    text = item if isinstance(item, str) else json.dumps(item, sort_keys=True)
    return text.encode("utf-8", "backslashreplace").decode()


def _unread(supple: Supple, item: object) -> UnreadStop:
    """A stop as it came. The same stop has the same id, and the moment at which it first arrived."""
    raw = _raw(item)[:LONGEST_RAW]
    name = uuid5(_UNREAD, raw)
    for entry in supple.store.entries(kinds=["unread_stop"]):
        if isinstance(entry, UnreadStop) and entry.id == name:
            return entry
    stamp = nearest_stamp(supple.clock, supple.knowledge)
    stamp["id"] = name
    return UnreadStop(**stamp, raw=raw)


def _keep(supple: Supple, accepted: Sequence[tuple[str, Entry]]) -> tuple[list[str], list[Refusal]]:
    """All at once; where an id is taken by other content, one by one."""
    try:
        supple.store.add([entry for _, entry in accepted])
    except EntryConflictError:
        pass
    else:
        return [name for name, _ in accepted], []
    kept, refused = [], []
    for name, entry in accepted:
        try:
            _keep_alone(supple, entry)
        except EntryConflictError as error:
            refused.append(Refusal(id=name, error=NotPossibleError(error.problem, fix=error.fix)))
        else:
            kept.append(name)
    return kept, refused


def _keep_alone(supple: Supple, entry: Entry) -> None:
    """Keep one; a stop whose id belongs to another entry is kept as it came, under an id of its own."""
    try:
        supple.store.add([entry])
    except EntryConflictError:
        if entry.kind != STOP:
            raise
        supple.store.add([_unread(supple, entry.model_dump(mode="json"))])


def reason_of(error: SuppleError) -> dict[str, str]:
    """A refusal in words, as JSON says it."""
    return {"problem": error.problem, "fix": error.fix}

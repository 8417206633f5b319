"""An export holds a journal exactly, and is taken back whole or not at all."""

import json
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from supple.base.errors import SuppleError
from supple.journal.entry import SelfAdjust
from supple.store import ExportError, Journals, Store, export_lines, write_export
from supple.store.export_lines import MOST_BYTES_A_LINE, MOST_ENTRIES
from tests.durability.place import ENGINES, Place
from tests.unit.store.conftest import make_place
from tests.unit.store.entries import one_of_every_kind, screening, self_adjust
from tests.unit.store.test_sums import rows_of

OLD = (
    '{"answers": {"a": 5, "b": 5.0, "c": 1e-05, "d": 0.1, "e": true, "\\u00fc": 1E3}, '
    '"asked": [], "outcome": "x"}'
)
UNICODE = '{"text":"Gr\u00fc\u00dfe \U0001f642 \u80cc\u4e2d"}'


@pytest.fixture
def full(store: Store, place: Place) -> Store:
    """A journal with entries of every kind, and rows as other programs wrote them."""
    store.add(one_of_every_kind())
    place.put(id=str(uuid4()), kind="screening", payload=OLD)
    place.put(id=str(uuid4()), kind="reason", payload=UNICODE, rules_version="1 \u2713")
    place.put(id=str(uuid4()), kind="self_adjust", payload="{}")
    return store


@pytest.fixture
def journals(place: Place) -> Iterator[Journals]:
    with closing(place.journals()) as opened:
        yield opened


def restored(journals: Journals, source: Path | Iterable[bytes]) -> Store:
    return journals.open(journals.restore(source))


def whole(store: Store) -> bytes:
    return b"".join(export_lines(store))


def signed(*lines: bytes) -> bytes:
    """Lines with a footer that fits, as somebody would make who means to deceive."""
    return signed_after(b'{"supple_export":1}\n', *lines)


def signed_after(header: bytes, *lines: bytes) -> bytes:
    body = b"".join([header, *lines])
    return body + b'{"entries":%d,"sha256":"%s"}\n' % (len(lines), sha256(body).hexdigest().encode())


def test_an_export_has_every_row_as_it_is_kept(full: Store, place: Place) -> None:
    header, *lines, footer = export_lines(full)
    assert json.loads(header) == {"supple_export": 2, "journal": full.journal_id}
    assert json.loads(footer)["entries"] == len(lines) == len(full.entries())
    columns = "id, kind, utc_offset_minutes, rules_version, CAST(payload AS TEXT)"
    kept = place.execute(f"SELECT {columns} FROM entry ORDER BY seq")  # noqa: S608 - written above
    for line, (name, kind, offset, rules, payload) in zip(lines, kept, strict=True):
        read = json.loads(line)
        assert (read["id"], read["kind"], read["utc_offset_minutes"], read["rules_version"]) == (
            name,
            kind,
            offset,
            rules,
        )
        assert line.endswith(f',"payload":{payload}}}\n'.encode())
        assert read["at"] == "2026-03-01T18:30:00.000000Z"
        assert read["received_at"].endswith("Z")


def test_export_restore_export_gives_the_same_bytes(full: Store, elsewhere: Journals) -> None:
    exported = whole(full)
    back = restored(elsewhere, exported.splitlines(keepends=True))
    assert whole(back) == exported
    assert back.entries() == full.entries()
    assert back.journal_id == full.journal_id
    assert rows_of(back)[-1].sum == rows_of(full)[-1].sum


@pytest.mark.parametrize("other", ENGINES)
def test_an_export_goes_to_the_other_engine_and_back(
    full: Store, other: str, tmp_path: Path, request: pytest.FixtureRequest, elsewhere: Journals
) -> None:
    exported = whole(full)
    with closing(make_place(other, tmp_path / "other", request, another=True).journals()) as between:
        there = restored(between, exported.splitlines(keepends=True))
        assert whole(there) == exported
        back = restored(elsewhere, export_lines(there))
    assert whole(back) == exported


def test_the_export_of_an_empty_journal_can_be_restored(store: Store, elsewhere: Journals) -> None:
    back = restored(elsewhere, export_lines(store))
    assert back.entries() == []
    assert whole(back) == whole(store)


def test_a_restored_journal_goes_on(full: Store, elsewhere: Journals) -> None:
    empty = restored(elsewhere, export_lines(full))
    empty.add(full.entries())
    assert empty.entries() == full.entries()
    empty.add([self_adjust()])
    assert len(empty.entries()) == len(full.entries()) + 1


def test_many_rows_take_the_same_way(store: Store, elsewhere: Journals) -> None:
    store.add([self_adjust() for _ in range(2500)])
    assert whole(restored(elsewhere, export_lines(store))) == whole(store)


def test_an_export_sees_one_moment(store: Store) -> None:
    store.add([self_adjust() for _ in range(2500)])
    lines = export_lines(store)
    first = [next(lines) for _ in range(5)]
    store.add([self_adjust()])
    assert len([*first, *lines]) == 2502
    assert len(whole(store).splitlines()) == 2503


def test_an_export_that_nobody_reads_to_its_end_lets_go(journals: Journals) -> None:
    store = journals.create("first")
    store.add([self_adjust() for _ in range(2500)])
    lines = export_lines(store)
    assert len([next(lines) for _ in range(2)]) == 2
    lines.close()  # type: ignore[attr-defined]
    assert journals.remove("first").parts


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def without_footer(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


def without_an_entry(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:3] + lines[4:])


def with_an_entry_twice(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:4] + lines[3:])


def signed_with_an_entry_twice(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)[1:-1]
    return signed_after(content.splitlines(keepends=True)[0], *lines, lines[0])


def with_one_letter_less(content: bytes) -> bytes:
    return content.replace(b"Treppen", b"Treppe")


def of_a_newer_program(content: bytes) -> bytes:
    return content.replace(b'{"supple_export":2', b'{"supple_export":3')


def by_an_editor(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


def with_another_order(content: bytes) -> bytes:
    header, first, second, *rest = content.splitlines(keepends=True)
    return b"".join([header, second, first, *rest])


def with_a_line_after_the_end(content: bytes) -> bytes:
    return content + b"\n"


def of_another_program(_: bytes) -> bytes:
    return b'{"recipes": []}\n'


def self_adjust_line(content: bytes) -> bytes:
    return next(line for line in content.splitlines(keepends=True) if b'"self_adjust"' in line)


def of_a_kind_that_is_not_known(content: bytes) -> bytes:
    return signed_after(HEADER, self_adjust_line(content).replace(b'"self_adjust"', b'"self_adjusted"'))


def with_a_field_that_is_not_known(content: bytes) -> bytes:
    return signed_after(HEADER, self_adjust_line(content).replace(b'"payload":{', b'"payload":{"more": 1'))


def picture(_: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100


HEADER = b'{"supple_export":2,"journal":"%s"}\n' % (b"c" * 32)
HARMS: dict[Callable[[bytes], bytes], str] = {
    cut: "its end is missing",
    without_footer: "its end is missing",
    lambda content: content[:-1]: "its end is missing",
    lambda content: content[: content.index(b"\n") + 1]: "its end is missing",
    lambda content: content[:20]: "damaged at line 1",
    lambda _: b"": "not an export",
    picture: "not an export",
    of_another_program: "not an export",
    of_a_newer_program: "has form 3, and this Supple knows forms 1 to 2. Update Supple",
    without_an_entry: "does not hold together",
    with_another_order: "does not hold together",
    with_one_letter_less: "does not hold together",
    with_a_line_after_the_end: "does not hold together|end is missing",
    lambda content: content + content: "does not hold together",
    with_an_entry_twice: "does not hold together",
    signed_with_an_entry_twice: "an entry twice",
    by_an_editor: "changed or damaged at line 1|end is missing",
    of_a_kind_that_is_not_known: "cannot be understood.*Update Supple",
    with_a_field_that_is_not_known: "cannot be understood.*Update Supple",
    lambda _: signed(b"{}\n"): "damaged at line 2",
    lambda _: signed(b"\n"): "damaged at line 2",
    lambda _: signed(b"[" * 100_000 + b"\n"): "damaged at line 2",
    lambda _: signed(b'{"a":' * 100_000 + b"\n"): "damaged at line 2",
    lambda _: signed(b"\xff\n"): "damaged at line 2",
    lambda _: signed(b"x" * (MOST_BYTES_A_LINE + 1) + b"\n"): "damaged at line 2",
    lambda _: (
        b'{"supple_export":1}\n{"entries":%d,"sha256":"%s"}\n' % (MOST_ENTRIES + 1, b"0" * 64)
    ): "more than",
}


@pytest.mark.parametrize(("harm", "words"), HARMS.items())
def test_what_is_no_whole_export_is_refused_and_no_journal_is_made(
    full: Store, elsewhere: Journals, tmp_path: Path, harm: Callable[[bytes], bytes], words: str
) -> None:
    harmed = harm(whole(full))
    path = tmp_path / "harmed.jsonl"
    path.write_bytes(harmed)
    for source in (path, harmed.splitlines(keepends=True)):
        with pytest.raises(ExportError, match=words):
            elsewhere.restore(source)
    assert elsewhere.ids() == []
    assert not [one for one in (tmp_path / "elsewhere").glob("data/*") if one.name.startswith("supple")]
    assert whole(restored(elsewhere, export_lines(full))) == whole(full)


LINE = (
    '{"id":"%(id)s","kind":"%(kind)s","at":"%(at)s","utc_offset_minutes":%(offset)s,"rules_version":"1",'
    '"received_at":"%(received)s","payload":%(payload)s}\n'
)
GOOD = {
    "id": "00000000-0000-4000-8000-000000000001",
    "kind": "self_adjust",
    "at": "2026-03-01T18:30:00.000000Z",
    "offset": "60",
    "received": "2026-03-01T18:30:00.000000Z",
    "kept": "60",
    "payload": "{}",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": GOOD["id"].replace("-", "")},
        {"id": "{" + GOOD["id"] + "}"},
        {"id": GOOD["id"].replace("8000", "A000")},
        {"at": "2026-03-01T18:30:00Z"},
        {"at": "2026-02-30T18:30:00.000000Z"},
        {"at": "2026-03-01T18:30:00.000000+01:00"},
        {"received": "2026-03-01 18:30:00.000000Z"},
        {"received": "0000-03-01T18:30:00.000000Z"},
        {"offset": "60.0"},
        {"offset": "true"},
        {"offset": " 60"},
        {"payload": '{"id": "00000000-0000-4000-8000-000000000002"}'},
        {"payload": '{"kind": "review_confirmed"}'},
        {"payload": '{},"payload":{}'},
        {"payload": "{}}"},
        {"payload": "[]"},
        {"payload": "null"},
        {"payload": "{} "},
        {"kind": "self_adjust\\u0020"},
        {"kind": "\\u0073elf_adjust"},
        {"payload": ""},
    ],
)
@pytest.mark.parametrize("form", [1, 2])
def test_a_line_that_only_looks_like_one_of_ours_is_refused(
    elsewhere: Journals, wrong: dict[str, str], form: int
) -> None:
    def export(fields: dict[str, str]) -> list[bytes]:
        line = LINE % fields
        if form == 1:
            return signed(line.encode()).splitlines(keepends=True)
        newer = line.replace(',"payload":', f',"received_offset_minutes":{fields["kept"]},"payload":', 1)
        return signed_after(HEADER, newer.encode()).splitlines(keepends=True)

    with pytest.raises(ExportError):
        elsewhere.restore(export({**GOOD, **wrong}))
    assert elsewhere.ids() == []
    empty = restored(elsewhere, export(GOOD))
    assert [str(entry.id) for entry in empty.entries()] == [GOOD["id"]]


def test_a_written_export_is_for_its_owner_alone_and_nothing_is_left_beside_it(
    full: Store, elsewhere: Journals, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / "mine.jsonl"
    path.write_text("an older one")
    path.chmod(0o644)
    write_export(full, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in folder.iterdir()] == ["mine.jsonl"]
    assert path.read_bytes() == whole(full)
    assert restored(elsewhere, path).entries() == full.entries()


def test_an_export_that_fails_midway_leaves_the_older_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "mine.jsonl").write_text("an older one")
    store.add([self_adjust() for _ in range(10)])

    def fail(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("supple.store.whole_file.os.fsync", fail)
    with pytest.raises(SuppleError, match="No space left on device"):
        write_export(store, folder / "mine.jsonl")
    assert [one.name for one in folder.iterdir()] == ["mine.jsonl"]
    assert (folder / "mine.jsonl").read_text() == "an older one"


def test_a_place_that_cannot_be_written_or_read_is_said(
    store: Store, elsewhere: Journals, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "missing" / "mine.jsonl", tmp_path / "folder"):
        with pytest.raises(SuppleError, match="cannot be written"):
            write_export(store, path)
        with pytest.raises(SuppleError, match="cannot be read"):
            elsewhere.restore(path)
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".")) == []


def test_an_entry_of_a_newer_program_is_said_where_it_is_read(store: Store, place: Place) -> None:
    store.add([SelfAdjust.model_validate(dict(self_adjust())), screening()])
    place.put(id=str(uuid4()), kind="from_the_future", payload="{}")
    with pytest.raises(SuppleError, match=r"from_the_future.*Update Supple"):
        store.entries()
    assert len(whole(store).splitlines()) == 5

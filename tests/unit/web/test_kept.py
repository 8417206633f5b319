"""Whatever stands in the cache folder, what is shown is whole: what cannot be read is drawn anew."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.body.figure import Figure
from supple.web import kept as cache
from supple.web.kept import FIGURE_KEYS, SHAPES, kept

DRAWN = {
    "today.svg": '<svg role="img"><title>A body \N{EN DASH} lying</title><path d="M0 0"/></svg>',
    "figure-x.json": json.dumps({**dict.fromkeys(FIGURE_KEYS, ""), "layers": [{}], "clips": {"a": {}}}),
}
SPOILERS: dict[str, Callable[[Path], object]] = {
    "a byte that is no UTF-8": lambda path: path.write_bytes(path.read_bytes()[:40] + b"\xff"),
    "nothing": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "empty JSON": lambda path: path.write_text("{}"),
    "JSON of another shape": lambda path: path.write_text('{"layers": [1], "clips": {}}'),
    "a list": lambda path: path.write_text("[]"),
    "deep JSON": lambda path: path.write_text("[" * 100_000),
    "another page": lambda path: path.write_text("<html><svg></svg></html>"),
    "two pictures": lambda path: path.write_text("<svg></svg><svg></svg>"),
    "zeros": lambda path: path.write_bytes(b"\0" * 4096),
    "unreadable": lambda path: path.chmod(0),
}
INSTEAD: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _path: None,
    "a folder": Path.mkdir,
    "a folder with something in it": lambda path: (path / "more").mkdir(parents=True),
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to nowhere": lambda path: path.symlink_to(path.with_name("nowhere")),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_args, **_more: str(place))
    return place


def shown(name: str) -> str:
    return kept(name, lambda: DRAWN[name], depends_on=SHAPES)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("spoiler", SPOILERS)
def test_what_cannot_be_read_is_drawn_anew(folder: Path, name: str, spoiler: str) -> None:
    assert shown(name) == DRAWN[name]
    (path,) = folder.iterdir()
    SPOILERS[spoiler](path)
    assert shown(name) == DRAWN[name]
    path.chmod(0o600)
    assert path.read_text(encoding="utf-8") == DRAWN[name]


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("instead", INSTEAD)
def test_what_is_no_file_is_not_waited_for(folder: Path, name: str, instead: str) -> None:
    assert shown(name) == DRAWN[name]
    (path,) = folder.iterdir()
    path.unlink()
    INSTEAD[instead](path)
    assert shown(name) == DRAWN[name]
    assert path.is_dir() or path.read_text(encoding="utf-8") == DRAWN[name]


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_whole_is_not_drawn_again(folder: Path, name: str) -> None:
    assert shown(name) == DRAWN[name]

    def never() -> str:
        raise AssertionError(folder)

    assert kept(name, never, depends_on=SHAPES) == DRAWN[name]


@given(st.sampled_from(sorted(DRAWN)), st.data())
def test_no_spoiled_bytes_are_ever_shown(name: str, data: st.DataObject) -> None:
    whole = DRAWN[name].encode()
    spoiled = data.draw(
        st.binary()
        | st.integers(0, len(whole) - 1).map(lambda end: whole[:end])
        | st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)).map(
            lambda at: whole[: at[0]] + bytes([at[1]]) + whole[at[0] + 1 :]
        )
    )
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_folder", lambda: Path(place))
        assert shown(name) == DRAWN[name]
        (path,) = Path(place).iterdir()
        path.write_bytes(spoiled)
        text = shown(name)
        if name.endswith(".svg"):
            assert ET.fromstring(text).tag == "svg"  # noqa: S314 - our own
        else:
            assert Figure.model_fields.keys() == json.loads(text).keys()


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o722, 0o1777])
def test_a_folder_that_others_may_write_to_is_neither_believed_nor_used(folder: Path, mode: int) -> None:
    assert shown("today.svg") == DRAWN["today.svg"]
    (path,) = folder.iterdir()
    path.write_text("<svg>of somebody else</svg>")
    folder.chmod(mode)
    assert shown("today.svg") == DRAWN["today.svg"]
    assert path.read_text() == "<svg>of somebody else</svg>"


def test_a_folder_of_somebody_else_is_not_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown("today.svg") == DRAWN["today.svg"]
    (path,) = folder.iterdir()
    path.write_text("<svg>of somebody else</svg>")
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert shown("today.svg") == DRAWN["today.svg"]


def test_a_new_folder_is_for_its_owner_alone(folder: Path) -> None:
    shown("today.svg")
    assert folder.stat().st_mode & 0o777 == 0o700

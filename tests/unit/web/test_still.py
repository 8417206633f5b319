"""The pictures on pages are drawn once and then come from the cache folder; trouble there costs only time."""

from pathlib import Path

import pytest

from supple.web import still


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_args, **_more: str(folder))
    still._drawn.clear()
    return folder


def test_a_picture_is_drawn_once(cache_folder: Path) -> None:
    drawn = still.today_figure()
    (kept,) = cache_folder.iterdir()
    assert kept.read_text(encoding="utf-8") == str(drawn)
    kept.write_text("<svg>from the cache</svg>", encoding="utf-8")
    still._drawn.clear()
    assert still.today_figure() == "<svg>from the cache</svg>"


def test_pictures_of_older_versions_go(cache_folder: Path) -> None:
    cache_folder.mkdir()
    (cache_folder / "today-0123456789abcdef.svg").write_text("old")
    (cache_folder / "towel-0123456789abcdef.svg").write_text("another picture")
    still.today_figure()
    assert not (cache_folder / "today-0123456789abcdef.svg").exists()
    assert (cache_folder / "towel-0123456789abcdef.svg").exists()


def test_a_folder_that_cannot_be_written_costs_time_only(cache_folder: Path) -> None:
    cache_folder.write_text("a file in its place")
    assert still.today_figure().startswith("<svg")


def test_pictures_carry_classes_and_no_styles() -> None:
    for drawn in (still.today_figure(), still.towel_figure()):
        assert "style=" not in drawn
        assert 'role="img"' in drawn
    assert "region-lower" in still.today_figure()
    for number in range(4, 11):
        assert f"towel-at-T{number}" in still.towel_figure()

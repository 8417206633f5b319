"""A program with a broken part: a knowledge file that somebody edited, or a player that was not built."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import supple
from supple.knowledge.collection import Knowledge
from tests.durability.notes import Notes
from tests.durability.sender import get, post_batch
from tests.durability.trouble import refused, running, start_refused

COPIED = (sys.executable, "-c", "from supple.cli.main import main; main()")
QUESTION = Path("questions", "pain_now.toml")
KNOWLEDGE = Path("supple", "knowledge", "data")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the program, without the built player."""
    home = Path(next(iter(supple.__path__)))
    shutil.copytree(home, tmp_path / "copy" / "supple", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(tmp_path / "copy" / "supple" / "web" / "static" / "player", ignore_errors=True)
    return tmp_path / "copy"


def edit(old: str, new: str) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return apply


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (edit('id = "pain_now"', 'id = "pain_now'), "is not valid TOML"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "is not valid TOML"),
        (edit("ask =", "aks ="), "Remove aks, or correct its spelling"),
        (edit('ask = "Pain right now"\n', ""), "Add ask"),
        (edit("order = 10", 'order = "first"'), "Correct order"),
        (edit('id = "pain_now"', 'id = "pain"'), "the same name"),
    ],
)
def test_a_broken_knowledge_file_is_named_with_key_and_fix(
    tmp_path: Path, harm: Callable[[Path], None], words: str
) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(Path(next(iter(supple.__path__))) / "knowledge" / "data", folder)
    harm(folder / QUESTION)
    said = refused("knowledge", "check", "--folder", str(folder))
    assert words in said
    assert str(folder / QUESTION) in said


def test_the_app_does_not_start_on_a_broken_knowledge_file(copy: Path, tmp_path: Path) -> None:
    """No rule is ever left out in silence; and no folder is made."""
    question = copy / KNOWLEDGE / QUESTION
    question.write_text("id =", encoding="utf-8")
    said = start_refused(tmp_path / "data", command=COPIED, copy=copy)
    assert f"The knowledge file {question} is not valid TOML" in said
    assert not (tmp_path / "data").exists()


def test_the_app_does_not_start_on_knowledge_that_does_not_fit_together(copy: Path, tmp_path: Path) -> None:
    (copy / KNOWLEDGE / QUESTION).unlink()
    said = start_refused(tmp_path / "data", command=COPIED, copy=copy)
    assert "pain_now" in said
    assert not (tmp_path / "data").exists()


def test_a_player_that_was_not_built_is_said_where_it_is_needed(
    copy: Path, tmp_path: Path, knowledge: Knowledge
) -> None:
    """Pages and journal go on without it."""
    with running(tmp_path / "data", command=COPIED, copy=copy) as app:
        for path in ("/session", "/sw.js"):
            status, page = get(app.connection, path)
            assert status == 503
            assert "The session player is not built" in page
            assert "python3 run.py" in page
        assert get(app.connection, "/about")[0] == 200
        assert post_batch(app.connection, Notes(Random(1), knowledge).batch())[0] == 200

"""Both players are held against one table; here it is made, there it is read."""

from tests.unit.session.cases import CASES, as_text, table


def test_the_table_for_the_browsers_player_is_this_ones() -> None:
    assert CASES.read_text(encoding="utf-8") == as_text(table()), "just cases writes it anew."


def test_the_table_has_something_of_everything() -> None:
    cases = table()
    steps = [step for run in cases["runs"] for step in run["steps"]]
    assert {step["do"] for step in steps} == {"advance", "pause", "stop", "restart_step", "skip_step"}
    assert sum(len(step["cues"]) for step in steps) > 100
    assert any(step["bouts"] for step in steps)
    assert all(run["steps"][-1]["finished"] for run in cases["runs"])

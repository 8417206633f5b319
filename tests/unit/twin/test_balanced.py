"""People for whom no equilibrium was found: told, left out of bands, and nobody's for a conclusion."""

from dataclasses import replace

import numpy as np
import pytest

from supple.spine.equilibrium import Outcome
from supple.twin import as_json, conclusions, outlook, warnings
from supple.twin.looking_ahead import Outlook
from supple.twin.rows import rows

PEOPLE = 20


@pytest.fixture(scope="module")
def all_balanced() -> Outlook:
    found = outlook("arm-sweep", people=PEOPLE, seed=2)
    assert found.converged
    return found


def without_balance(one: Outlook, *who: int) -> Outlook:
    """The same, where the search failed for some of them and left nonsense."""
    report, strain = one.found.report.copy(), one.strain_of_limit.copy()
    turn = one.measured.turn.copy()
    for person in who:
        report["outcome"][person, -1] = Outcome.NO_WAY_DOWN
        strain[person], turn[person] = 99.0, np.nan
    return replace(
        one,
        found=replace(one.found, report=report),
        measured=replace(one.measured, turn=turn),
        strain_of_limit=strain,
    )


def test_bands_are_of_those_in_balance(all_balanced: Outlook) -> None:
    some = without_balance(all_balanced, 3, 7)
    others = np.delete(np.degrees(all_balanced.measured.turn), (3, 7), axis=0)
    shown = as_json(some)["peak"]["levels"]
    assert [level["flexion_deg"]["p50"] for level in shown] == pytest.approx(
        np.median(others[:, some.peak, ::-1, 0], axis=0), abs=1e-6
    )
    assert [row.flexion.middle for row in rows(some)] == pytest.approx(
        [level["flexion_deg"]["p50"] for level in shown], abs=1e-6
    )
    assert warnings(some) == warnings(all_balanced)


def test_they_are_told_and_count_as_not_true(all_balanced: Outlook) -> None:
    some = without_balance(all_balanced, 3, 7, 9)
    answer = as_json(some)
    assert answer["converged"] is False
    assert "So it is for 15.0% of these people." in answer["say"]
    assert max(one.holds_for for one in conclusions(all_balanced)) == 1
    assert max(one.holds_for for one in conclusions(some)) == pytest.approx(17 / PEOPLE)
    assert not any(one.holds for one in conclusions(some))


def test_where_nobody_balances_nothing_is_said_and_no_number_is_none(all_balanced: Outlook) -> None:
    none = without_balance(all_balanced, *range(PEOPLE))
    answer = as_json(none)
    assert answer["say"].endswith("So it is for 100.0% of these people.")
    assert (answer["conclusions"], answer["warnings"], answer["left_behind"]) == ([], [], [])
    assert answer["peak"]["levels"][0]["flexion_deg"] == {"p10": None, "p50": None, "p90": None}

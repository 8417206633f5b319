"""Bad input to `supple spine` is one line that names the value, the place and the fix."""

import pytest

from tests.unit.cli.run_supple import Run

ASKED = [
    ("knee-twst", "There is no technique 'knee-twst'. Did you mean 'knee-twist'."),
    ("dance", "There is no technique 'dance'. Use one of"),
    ("", "Nothing was asked for. Name a technique, or a load with --load FILE."),
    ("knee-twist --people 0", "0 people cannot be simulated. Ask for 1 to 10000."),
    ("knee-twist --people 10000000", "10000000 people cannot be simulated. Ask for 1 to 10000."),
    ("knee-twist --people -1", "-1 people cannot be simulated."),
    ("knee-twist --people many", "'many' is not a valid integer"),
    ("knee-twist --seed -1", "-1 is no seed."),
    ("knee-twist --side up", "'up' is not one of 'left', 'right'"),
    ("knee-twist --level T7", "knee-twist cannot be done at 'T7'. Leave the level out."),
    ("towel-extension --level T2", "towel-extension cannot be done at 'T2'. Name one of T4, T5,"),
    ("towel-extension --level L3", "towel-extension cannot be done at 'L3'."),
    ("towel-extension --side left", "towel-extension has no sides. Leave the side out."),
    ("knee-twist --hand -5", "A hand cannot pull with -5.0 N. Give 0 to 1000 N."),
    ("knee-twist --hand nan", "A hand cannot pull with nan N."),
    ("arm-sweep --hand 5", "No hand pulls in arm-sweep"),
    ("knee-twist --pace 0", "A pace of 0.0 times cannot be."),
    ("knee-twist --pace inf", "A pace of inf times cannot be."),
    ("knee-twist --load x", "A technique does not go with --load."),
    ("--load - --side left", "--side does not go with --load."),
    ("--load - --person x", "--person does not go with --load."),
    ("--load nowhere.json", "nowhere.json cannot be read (No such file or directory)."),
    ("knee-twist --person nowhere.json", "nowhere.json cannot be read (No such file or directory)."),
    ("knee-twist elsewhere", "unexpected extra argument (elsewhere)"),
    ("habit --months -1", "months cannot be -1. Give 0 to 120."),
    ("habit --then 1000", "then cannot be 1000."),
    ("habit --adjusts-a-day nan", "adjusts_a_day cannot be nan. Give 0 to 100."),
    ("habit --loosening 0.5", "loosening cannot be 0.5."),
    ("habit --recovery-days 0", "recovery_days cannot be 0.0."),
    ("habit --turn 900", "adjust_turn cannot be 900.0."),
    ("habit --person nowhere.json", "nowhere.json cannot be read"),
]


@pytest.mark.parametrize(("asked", "said"), ASKED, ids=[asked for asked, _ in ASKED])
def test_what_cannot_be_asked(run: Run, asked: str, said: str) -> None:
    assert said in run("spine", *asked.split(), "--json").complaint


def test_a_named_picture_that_cannot_be_written(run: Run) -> None:
    done = run("spine", "arm-sweep", "--svg", "nowhere/picture.svg")
    assert done.code == 2
    assert "The file nowhere/picture.svg cannot be written" in done.err


MOMENT = '{"moments_nm": [{"at": "T1", "axial": %s}]}'
FILES = [
    ("x", "standard input is not valid JSON"),
    ("[]", "standard input holds a list, not an object."),
    ('{"foo": 1}', "standard input, key foo: Extra inputs are not permitted (given: 1)"),
    ('{"people": 5}', "key people: Extra inputs"),
    (MOMENT % "NaN", "NaN is not a number"),
    (MOMENT % "Infinity", "Infinity is not a number"),
    (MOMENT % "1e999", "key moments_nm.0.axial: Input should be a finite number (given: inf)"),
    (MOMENT % f"1{'0' * 400}", "key moments_nm.0.axial"),
    (MOMENT % '"6"', "key moments_nm.0.axial: Input should be a valid number (given: '6')"),
    (MOMENT % "true", "key moments_nm.0.axial: Input should be a valid number (given: True)"),
    (MOMENT % "600", "standard input: axial at T1 is 600.0 N m. Give at most 500 N m."),
    ('{"rotations_deg": [{"at": "T1", "axial": 200}]}', "axial at T1 is 200.0 degrees. Give at most 170"),
    ('{"moments_nm": [{"axial": 6}]}', "key moments_nm.0.at: Field required"),
    ('{"moments_nm": [{"at": "T1", "twist": 6}]}', "key moments_nm.0.twist: Extra inputs"),
    ('{"moments_nm": {"at": "T1"}}', "key moments_nm: Input should be a valid list"),
    ('{"moments_nm": [{"at": "C7", "axial": 1}]}', "standard input: There is no level 'C7' in this spine."),
    ('{"from": "T0"}', "standard input: There is no level 'T0' in this spine. Name one of S1, L5,"),
    ('{"from": 7}', "key from: Input should be a valid string (given: 7)"),
    ('{"from": "L5", "to": "T1"}', "from L5 to T1 is no piece of spine. Name the upper vertebra first."),
    ('{"fixed": []}', 'Nothing is held. Name a vertebra in "fixed"'),
    ('{"from": "L1", "to": "L5", "fixed": ["S1"]}', "S1 does not lie between L1 and L5."),
    ('{"rib_cage": "half"}', "key rib_cage: Input should be 'whole', 'no_front' or 'none' (given: 'half')"),
    ('{"gravity": "yes"}', "key gravity: Input should be a valid boolean (given: 'yes')"),
    ('{"person": null}', "key person: Input should be an object (given: None)"),
    ('{"person": {"mass_kg": -5}}', "standard input: mass_kg is -5.0, which is no grown person's. Give 30"),
    (
        '{"person": {"height_m": 175}}',
        "height_m is 175.0, which is no grown person's. Give 1.2 to 2.2",
    ),
    ('{"person": {"sex": "x"}}', "key person.sex: Input should be 'female' or 'male'"),
    ('{"person": {"name": "x"}}', "key person.name: Extra inputs"),
    ('{"person": {"level_stiffness": {"L9": 2}}}', "There is no joint 'L9' in this spine."),
    ('{"person": {"level_stiffness": {"L4-5": -2}}}', "The stiffness of L4-5 is -2.0 times the usual."),
]


@pytest.mark.parametrize(("given", "said"), FILES, ids=[given[:60] for given, _ in FILES])
def test_what_a_load_cannot_be(run: Run, given: str, said: str) -> None:
    complaint = run("spine", "--load", "-", "--json", given=given).complaint
    assert said in complaint
    assert len(complaint) < 400


@pytest.mark.parametrize("command", [("spine", "knee-twist"), ("spine", "habit")], ids=" ".join)
def test_what_a_person_cannot_be(run: Run, command: tuple[str, ...]) -> None:
    for given, said in (
        ('{"weight": 70}', "standard input, key weight: Extra inputs"),
        ('{"age": 3}', "standard input: age is 3.0, which is no grown person's. Give 18 to 100 years."),
    ):
        assert said in run(*command, "--person", "-", "--json", given=given).complaint

"""`supple pop` by its contract: keys, bands, seeds, sound and picture; one line for what cannot be."""

import io
import wave
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from supple.cli.pop_show import GIVES_WAY, HEARD_MS, NONE
from supple.joint.sound import RATE_HZ, SAMPLES
from supple.spine.names import JOINTS
from tests.unit.cli.run_supple import Run

SVG = "{http://www.w3.org/2000/svg}"
COURSE = ["time_s", "gap_m", "pressure_pa", "bubble_volume_m3"]
SCALARS = [
    "peak_frequency_hz",
    "duration_ms",
    "level_db",
    "largest_bubble_after_sound_ms",
    "gas_share_of_joint_volume",
    "co2_share_of_gas",
    "ready_again_min",
]
SIMULATED = "It is general knowledge and no measurement of you."


@pytest.mark.parametrize("joint", ["lumbar", "thoracic", "knuckle"])
def test_one_joint_by_contract(run: Run, joint: str) -> None:
    data = run("pop", "--joint", joint, "--json").data
    assert list(data) == [
        "popped", "say", *COURSE, "sound_pa", "distance_m", *SCALARS, "bubble_seen_at_20_min",
        "level_band_db", "added_range_deg", "near_joint_m", "near_joint_pa",
    ]  # fmt: skip
    lengths = {len(data[name]) for name in COURSE}
    assert len(lengths) == 1
    assert data["time_s"] == sorted(data["time_s"])
    assert all(gap > 0 for gap in data["gap_m"])
    assert len(data["sound_pa"]) == SAMPLES
    assert isinstance(data["popped"], bool)
    assert isinstance(data["bubble_seen_at_20_min"], bool)
    if data["popped"]:
        assert all(isinstance(data[name], float) for name in SCALARS)
        assert 0 < data["gas_share_of_joint_volume"] < 1
        assert 0 < data["co2_share_of_gas"] < 1
        peak = max(map(abs, data["sound_pa"]))
        assert data["level_db"] == pytest.approx(20 * np.log10(peak / 20e-6))


def test_the_shortest_question_is_about_a_lumbar_joint(run: Run) -> None:
    assert run("pop", "--json").out == run("pop", "--joint", "lumbar", "--json").out


def test_many_joints_by_contract_and_a_seed_draws_the_same(run: Run) -> None:
    asked = ("pop", "--people", "40", "--joint", "knuckle", "--json")
    data = run(*asked, "--seed", "2").data
    assert list(data) == [
        "people", "solved", "popped_share", "bubble_seen_at_20_min_share", "distance_m", *SCALARS,
        "added_range_deg",
    ]  # fmt: skip
    for name in SCALARS:
        assert list(data[name]) == ["p10", "p50", "p90", "values"]
        assert len(data[name]["values"]) == round(data["popped_share"] * 40)
    assert run(*asked, "--seed", "2").data == data
    assert run(*asked, "--seed", "3").data != data
    assert run(*asked).data == run(*asked, "--seed", "0").data


def test_a_seed_draws_one_joint_too(run: Run) -> None:
    asked = ("pop", "--joint", "knuckle", "--json")
    one = run(*asked, "--seed", "1").data
    assert run(*asked, "--seed", "1").data == one != run(*asked).data


def test_a_larger_body_has_a_larger_joint(run: Run) -> None:
    asked = ("pop", "--joint", "knuckle", "--json")
    tall = run(*asked, "--person", "-", given={"height_m": 2.0}).data
    assert tall != run(*asked).data
    assert run(*asked, "--person", "-", given={"height_m": 1.75}).data == run(*asked).data


def test_a_technique_tells_chances(run: Run) -> None:
    data = run("pop", "knee-twist", "--side", "left", "--people", "20", "--json").data
    assert list(data) == ["people", "say", "any_facet", "levels"]
    shown = run("pop", "knee-twist", "--people", "20").out
    assert shown.startswith("Knee twist, left side: how likely a facet pops\n")
    heads = [line.partition(" ")[0] for line in shown.splitlines()]
    assert [head for head in heads if head in JOINTS] == list(reversed(JOINTS))
    assert SIMULATED in " ".join(shown.split())


def test_the_sound_is_a_file_that_plays(run: Run) -> None:
    shown = run("pop", "--joint", "knuckle", "--wav", "pop.wav", "--no-picture")
    assert "Wrote pop.wav\n" in shown.out
    with wave.open(str(Path("pop.wav"))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE_HZ, 1, 2)
        kept = np.frombuffer(file.readframes(SAMPLES), "<i2")
    heard = np.array(run("pop", "--joint", "knuckle", "--json").data["sound_pa"])
    assert np.abs(kept).max() == 32767
    assert kept / 32767 == pytest.approx(heard / np.abs(heard).max(), abs=2e-5)


def test_a_silent_sound_says_so(run: Run) -> None:
    assert "Wrote quiet.wav, which is silent" in run("pop", "--wav", "quiet.wav", "--no-picture").out
    with wave.open(io.BytesIO(Path("quiet.wav").read_bytes())) as file:
        assert not any(file.readframes(SAMPLES))


def words_of(file: str) -> list[str]:
    root = ET.fromstring(Path(file).read_bytes())  # noqa: S314 - our own text
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_the_picture_has_four_panels_and_marks_the_birth(run: Run) -> None:
    shown = run("pop", "--joint", "knuckle")
    assert "Wrote pop-knuckle.svg\n" in shown.out
    words = words_of("pop-knuckle.svg")
    panels = ("Gap between the faces, mm", "Pressure at the middle, kPa", "Cavity, mm³")
    assert all(panel in words for panel in (*panels, "Sound 1 cm from the skin, Pa"))
    assert words.count(GIVES_WAY) == 3
    assert f"{HEARD_MS:.0f} ms after that" in words
    run("pop", "--joint", "lumbar", "--svg", "quiet.svg")
    quiet = words_of("quiet.svg")
    assert GIVES_WAY not in quiet
    assert quiet.count(NONE) == 2


def test_what_is_small_has_a_unit_of_its_own(run: Run) -> None:
    """And pressure that is cut off says so."""
    run("pop", "--seed", "8", "--svg", "soft.svg")
    words = words_of("soft.svg")
    assert {"Cavity, nL", "Sound 1 cm from the skin, mPa", "Pressure at the middle, kPa"} <= set(words)
    run("pop", "--seed", "1", "--svg", "hard.svg")
    assert "Pressure at the middle, cut at 200, kPa" in words_of("hard.svg")


def test_what_is_shown_is_what_the_json_says(run: Run) -> None:
    data: dict[str, Any] = run("pop", "--joint", "knuckle", "--json").data
    shown = run("pop", "--joint", "knuckle", "--no-picture").out
    assert f"{data['level_db']:.3g}" in shown
    assert f"{data['peak_frequency_hz']:.0f}" in shown
    assert SIMULATED in " ".join(shown.split())
    assert "It does not mean that anything was put back in place." in " ".join(shown.split())
    assert not list(Path().glob("*.svg"))
    quiet = run("pop", "--no-picture").out
    assert "moved without a pop" in quiet
    assert "dB" not in quiet


def test_many_are_shown_with_bands(run: Run) -> None:
    shown = run("pop", "--joint", "knuckle", "--people", "30").out
    assert shown.startswith("A knuckle joint that is pulled apart: 30 different ones\n")
    assert "Of 30 simulated joints" in shown
    assert "more than a day" not in shown
    assert not list(Path().glob("*.svg"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--joint", "elbow"), "'elbow' is not one of 'lumbar', 'thoracic', 'knuckle'"),
        (("--people", "0"), "0 joints cannot be simulated"),
        (("--people", "-3"), "-3 joints cannot be simulated"),
        (("--people", "1000000"), "1000000 joints are too many at once"),
        (("--seed", "-1"), "The seed -1 is below 0"),
        (("--people", "many"), "'many' is not a valid integer"),
        (("--people", "5", "--wav", "pop.wav"), "--wav and --svg are of one joint"),
        (("--people", "5", "--svg", "pop.svg"), "--wav and --svg are of one joint"),
        (("knee-twist", "--wav", "pop.wav"), "leave out the technique"),
        (("headstand",), "headstand"),
        (("knee-twist", "--people", "5"), "No chance can be told from 5 people"),
        (("knee-twist", "--seed", "-1"), "seed"),
        (("--side", "left"), "--side"),
        (("knee-twist", "--joint", "knuckle"), "--joint"),
        (("--person", "nobody.json"), "nobody.json"),
        (("--wav", "nowhere/pop.wav", "--no-picture", "--json"), "nowhere"),
        (("--svg", "nowhere/pop.svg", "--json"), "nowhere"),
    ],
)
def test_what_cannot_be_is_one_line(run: Run, arguments: tuple[str, ...], words: str) -> None:
    ended = run("pop", *arguments)
    assert ended.code == 2
    assert words in ended.err
    assert ended.err.count("\n") == 1

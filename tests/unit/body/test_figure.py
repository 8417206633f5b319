import json
import time
from itertools import pairwise

import pytest

from supple.base.errors import SuppleError
from supple.body.figure import Figure, build_common, build_figure
from supple.body.motion import Poses, stations, still_share
from supple.body.still import still_svg
from supple.body.towel_picture import LEVELS, towel_picture_svg
from supple.knowledge.schema.pose import BodyTable, Pose
from supple.knowledge.schema.technique import Breath, Phase, Technique
from supple.knowledge.schema.words import SessionWords

LEAST_HALF_WAY = {"body": 0.8, "far_leg": 0.75, "near_arm": 0.5, "far_arm": 0.5}
NAMES = ("knee-twist", "figure-four", "towel-extension", "arm-sweep")


@pytest.fixture(scope="module")
def figures(
    techniques: dict[str, Technique], poses: dict[str, Pose], table: BodyTable, words: SessionWords
) -> dict[str, Figure]:
    found = {name: build_figure(techniques[name], poses, table) for name in NAMES}
    phases = (*words.get_down, *words.get_up, words.change)
    return found | {"common": build_common(phases, poses, table)}


def _filled(figure: Figure) -> set[str]:
    return {layer.id for layer in figure.layers if layer.kind == "bone_active"}


def test_every_layer_keeps_its_number_of_points(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        frames = [frame for clip in figure.clips.values() for frame in clip.frames]
        widths = [len(layer) for layer in frames[0]]
        assert len(widths) == len(figure.layers)
        assert all(width % 2 == 0 for width in widths)
        assert all([len(layer) for layer in frame] == widths for frame in frames)


def test_layer_ids_are_single(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        ids = [layer.id for layer in figure.layers]
        assert len(set(ids)) == len(ids)


def test_every_phase_has_a_clip_and_a_still_hold_has_one_frame(
    figures: dict[str, Figure], techniques: dict[str, Technique]
) -> None:
    for name in NAMES:
        clips = figures[name].clips
        assert set(clips) == {phase.id for phase in techniques[name].phases}
        for phase in techniques[name].phases:
            still = phase.pose_from == phase.pose_to and not phase.pose_through
            assert (len(clips[phase.id].frames) == 1) == still, (name, phase.id)


def test_the_drawing_goes_on_where_it_was(
    figures: dict[str, Figure], techniques: dict[str, Technique]
) -> None:
    for name in NAMES:
        clips = figures[name].clips
        technique = techniques[name]
        for before, after in pairwise(technique.set_up + technique.bout):
            last, first = clips[before.id].frames[-1], clips[after.id].frames[0]
            assert last == first, (name, before.id, after.id)


def test_everything_drawn_is_inside_the_view(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        x, y, width, height = figure.view_box
        for clip in figure.clips.values():
            for frame in clip.frames:
                for layer in frame:
                    assert x <= min(layer[0::2]) <= max(layer[0::2]) <= x + width
                    assert y <= min(layer[1::2]) <= max(layer[1::2]) <= y + height


def test_a_sweep_comes_back_to_its_start(figures: dict[str, Figure]) -> None:
    frames = figures["arm-sweep"].clips["sweep"].frames
    assert frames[0] == frames[-1]
    assert frames[len(frames) // 2] != frames[0]
    assert len(frames) % 2 == 1


def _area(layer: tuple[float, ...]) -> float:
    xs, ys = layer[0::2], layer[1::2]
    return abs(sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs)))) / 2


def test_half_way_between_two_frames_nothing_is_twisted(figures: dict[str, Figure]) -> None:
    for name in NAMES:
        figure = figures[name]
        solid = [(n, layer.id) for n, layer in enumerate(figure.layers) if layer.id in LEAST_HALF_WAY]
        for clip_id, clip in figure.clips.items():
            for before, after in pairwise(clip.frames):
                for n, layer in solid:
                    half = tuple((p + q) / 2 for p, q in zip(before[n], after[n], strict=True))
                    least = LEAST_HALF_WAY[layer] * min(_area(before[n]), _area(after[n]))
                    assert _area(half) > least, (name, clip_id, layer)


@pytest.mark.parametrize(
    ("name", "filled"),
    [
        ("knee-twist", {"L1", "L2", "L3", "L4", "L5"}),
        ("figure-four", {"L1", "L2", "L3", "L4", "L5"}),
        ("towel-extension", {"T6", "T7", "T8"}),
        ("arm-sweep", {f"T{n}" for n in range(1, 13)}),
        ("common", set()),
    ],
)
def test_the_active_region_is_filled(figures: dict[str, Figure], name: str, filled: set[str]) -> None:
    assert _filled(figures[name]) == filled


def test_the_towel_moves_with_its_level(
    techniques: dict[str, Technique], poses: dict[str, Pose], table: BodyTable
) -> None:
    built = {
        level: build_figure(techniques["towel-extension"], poses, table, level=level)
        for level in ("T4", "T10")
    }
    places = {}
    for level, figure in built.items():
        index = [layer.id for layer in figure.layers].index("towel")
        places[level] = min(figure.clips["hold"].frames[0][index][0::2])
        assert level in _filled(figure)
    assert places["T4"] < places["T10"] - 100


def test_a_small_range_is_drawn_smaller(
    figures: dict[str, Figure], techniques: dict[str, Technique], poses: dict[str, Pose], table: BodyTable
) -> None:
    for name in ("knee-twist", "figure-four", "arm-sweep"):
        gentle = build_figure(techniques[name], poses, table, gentle=True)
        assert gentle.clips.keys() == figures[name].clips.keys()
        assert gentle != figures[name]


def test_the_data_is_small(figures: dict[str, Figure]) -> None:
    for name, figure in figures.items():
        assert len(figure.model_dump_json()) < 560_000, name


def test_building_is_quick(
    techniques: dict[str, Technique], poses: dict[str, Pose], table: BodyTable
) -> None:
    start = time.process_time()
    build_figure(techniques["knee-twist"], poses, table)
    assert time.process_time() - start < 4.0


def test_the_title_says_what_is_seen(figures: dict[str, Figure], techniques: dict[str, Technique]) -> None:
    for name in NAMES:
        assert figures[name].title.startswith(techniques[name].name)
        assert "lies" in figures[name].title


def test_a_figure_reads_back_as_itself(figures: dict[str, Figure]) -> None:
    figure = figures["arm-sweep"]
    assert Figure.model_validate(json.loads(figure.model_dump_json())) == figure


def test_an_unknown_pose_is_named(techniques: dict[str, Technique], table: BodyTable) -> None:
    with pytest.raises(SuppleError, match="no pose"):
        build_figure(techniques["arm-sweep"], {}, table)


def _phase(techniques: dict[str, Technique], **changes: object) -> Phase:
    return techniques["knee-twist"].bout[0].model_copy(update=changes)


def test_turning_waits_for_the_breath_out(techniques: dict[str, Technique]) -> None:
    cues = (Breath(phase="in", seconds=2), Breath(phase="out", seconds=6))
    phase = _phase(techniques, breath=cues)
    assert still_share(phase, waits=True) == pytest.approx(2 / phase.seconds.value)
    assert still_share(phase, waits=False) == 0
    assert still_share(_phase(techniques, breath=cues[1:]), waits=True) == 0


def test_the_foot_slides_up_before_the_knee_is_lifted(
    techniques: dict[str, Technique], poses: dict[str, Pose], table: BodyTable
) -> None:
    book = Poses(poses=poses, table=table)
    there = _phase(techniques, pose_from="k1", pose_through=(), pose_to="k2")
    back = _phase(techniques, pose_from="k2", pose_through=(), pose_to="k1")
    assert stations(there, book, gentle={}) == ["k1", "k1_bent", "k2"]
    assert stations(back, book, gentle={}) == ["k2", "k1_bent", "k1"]
    assert stations(there, book, gentle={"k2": "k1"}) == ["k1", "k1"]


def test_the_still_picture_has_both_regions_and_no_inline_look(
    poses: dict[str, Pose], table: BodyTable
) -> None:
    picture = still_svg(poses, table, highlight="lower", title='Somebody "lying" <down>')
    assert picture.count("region-lower") == 5
    assert picture.count("region-upper") == 12
    assert picture.count("fig-bone-active") == 5
    assert "style" not in picture.replace("figure-still", "")
    assert "<down>" not in picture
    assert still_svg(poses, table, title="x").count("fig-bone-active") == 0
    assert still_svg(poses, table, highlight="all", title="x").count("fig-bone-active") == 17


def test_the_towel_picture_has_every_level_at_its_vertebra(poses: dict[str, Pose], table: BodyTable) -> None:
    picture = towel_picture_svg(poses, table, title="The back")
    for level in LEVELS:
        assert picture.count(f'class="towel-at towel-at-{level}"') == 1
    heights = [int(part.split('"')[0]) for part in picture.split(' y="')[1 : len(LEVELS) + 1]]
    assert heights == sorted(heights)
    assert min(b - a for a, b in pairwise(heights)) >= 20

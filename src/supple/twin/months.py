"""What a habit over months leads to, in words and as JSON."""

from dataclasses import asdict, dataclass

import numpy as np

from supple.knowledge.schema.twin_words import TwinWords
from supple.spine.names import JOINTS, joint_number
from supple.spine.people import Person
from supple.twin.answer import Json, number_of
from supple.twin.habit import DAYS_A_MONTH, DAYS_A_STEP, Months


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The loose and the stiff joint that are set against each other, by their places."""

    loose: int
    stiff: int


def pair(months: Months, person: Person) -> Pair:
    """Of the loosest joints the one that turns most, of the stiffest the one that turns least."""
    stiffness = np.ones(len(JOINTS))
    for joint, value in person.level_stiffness.items():
        stiffness[joint_number(joint)] = value
    turn = months.turn[0]
    return Pair(
        loose=int(np.argmax(np.where(stiffness == stiffness.min(), turn, -np.inf))),
        stiff=int(np.argmin(np.where(stiffness == stiffness.max(), turn, np.inf))),
    )


def ratios(months: Months, two: Pair) -> np.ndarray:
    """How many times as much the loose joint turns as the stiff one, (weeks, people)."""
    return np.asarray(months.turn_of[:, :, two.loose] / months.turn_of[:, :, two.stiff])


def sentences(months: Months, two: Pair, words: TwinWords) -> tuple[str, ...]:
    """What follows from the assumptions, and that they are assumptions."""
    of_each = ratios(months, two)
    ratio = [f"{value:.1f}" for value in np.median(of_each, axis=1)]
    end, then = months.last_week, float(months.day[-1]) - months.ends_on
    names = {"loose": JOINTS[two.loose], "stiff": JOINTS[two.stiff]}
    share, stiffness = 100 * months.share, 100 * months.stiffness
    found = [
        words.habit_now.format(
            **names,
            ratio=ratio[0],
            loose_share=f"{share[0, two.loose]:.1f}",
            stiff_share=f"{share[0, two.stiff]:.1f}",
        )
    ]
    if end > 0:
        found.append(
            words.habit_grown.format(
                **names,
                months=_in_months(months.ends_on),
                adjusts=f"{months.assumptions.adjusts_a_day:g}",
                loose_stiffness=round(stiffness[end, two.loose]),
                stiff_stiffness=round(stiffness[end, two.stiff]),
                ratio=ratio[end],
            )
        )
    if end > 0 and then >= DAYS_A_STEP:
        found.append(words.habit_back.format(then=_in_months(then), ratio=ratio[-1]))
    if months.people > 1 and end > 0:
        grows, back = of_each[end] > of_each[0], of_each[-1] < of_each[end]
        found.append(
            words.habit_of_many.format(
                people=months.people,
                more=_of_100(of_each[0] > 1),
                grows=_of_100(grows),
                back=_of_100(back),
            )
        )
    return (*found, words.habit_assumed, words.habit_next)


def _of_100(true: np.ndarray) -> int:
    return round(100 * float(np.mean(true)))


def _in_months(days: float) -> str:
    number = round(days / DAYS_A_MONTH)
    return f"{number} month{'' if number == 1 else 's'}"


def months_as_json(months: Months, person: Person, words: TwinWords) -> Json:
    """What `supple spine habit --json` prints: week by week, every joint from the head down."""
    two = pair(months, person)
    ratio = ratios(months, two)
    return {
        "say": " ".join(sentences(months, two, words)),
        "assumptions": asdict(months.assumptions),
        "level_stiffness": {joint: person.level_stiffness.get(joint, 1.0) for joint in reversed(JOINTS)},
        "people": months.people,
        "compared": {"loose": JOINTS[two.loose], "stiff": JOINTS[two.stiff]},
        "habit_ends_on_day": months.ends_on,
        "weeks": [
            {"day": int(day), "loose_over_stiff": number_of(ratio[week]), "levels": _week(months, week)}
            for week, day in enumerate(months.day)
        ],
    }


def _week(months: Months, week: int) -> list[Json]:
    return [
        {
            "level": joint,
            "axial_deg": number_of(months.turn_of[week, :, number]),
            "share_of_twist": number_of(months.share_of[week, :, number]),
            "stiffness_of_start": number_of(months.stiffness_of[week, :, number]),
        }
        for number, joint in reversed(list(enumerate(JOINTS)))
    ]

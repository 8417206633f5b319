"""words/twin.toml: what the simulation says to people."""

from supple.knowledge.schema.common import Frozen, Words


class TwinWords(Frozen):
    """Sentences with placeholders: share, percent, level, tissue, side, newtons, most, before, after.

    `worst` and `others` are filled with `past_limit_each`, `whom` with `for_one_in_ten` or nothing. Those of
    the habit: loose and stiff (levels), loose_share, stiff_share, loose_stiffness, stiff_stiffness, ratio,
    adjusts; months and then with their unit.
    """

    id: str
    most_lower: Words
    most_upper: Words
    shared: Words
    opens: Words
    opens_upper: Words
    within: Words
    past_limit: Words
    past_limit_too: Words
    past_limit_each: Words
    for_one_in_ten: Words
    past_ceiling: Words
    past_moment: Words
    left_behind: Words
    left_behind_range: Words
    simulated: Words
    habit_now: Words
    habit_grown: Words
    habit_back: Words
    habit_of_many: Words
    habit_assumed: Words
    habit_next: Words

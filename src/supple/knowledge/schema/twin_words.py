"""words/twin.toml: what the simulation says to people."""

from supple.knowledge.schema.common import Frozen, Words


class TwinWords(Frozen):
    """Sentences with placeholders: share, percent, level, tissue, side, newtons, most, before, after."""

    id: str
    most_lower: Words
    most_upper: Words
    shared: Words
    opens: Words
    opens_upper: Words
    within: Words
    past_limit: Words
    past_ceiling: Words
    past_moment: Words
    left_behind: Words

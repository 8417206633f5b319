"""words/pop.toml: what is said about a pop that was computed."""

from pydantic import Field

from supple.knowledge.schema.common import Frozen, Key, Words


class PopWords(Frozen):
    """Sentences with placeholders: time, level, distance, people, share, count, minutes, joint, side, median.

    `low` and `high` are the band of `median`.
    """

    id: str
    what: Words
    popped: Words
    quiet: Words
    unheard: Words
    not_solved: Words
    many: Words
    some_not_solved: Words
    ready: Words
    ready_later: Words
    pain: Words
    pain_cites: tuple[Key, ...] = Field(min_length=1)
    chance: Words
    chance_any: Words
    chance_none: Words
    no_goal: Words
    simulated: Words

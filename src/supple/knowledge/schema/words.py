"""words/session.toml: what the plan and the player say between the techniques' own words."""

from supple.knowledge.schema.common import Frozen, Words
from supple.knowledge.schema.technique import Phase


class SessionWords(Frozen):
    """Spoken and shown around the techniques. Placeholders as in techniques, and {seconds}, {name}."""

    id: str
    get_down: tuple[Phase, ...]
    get_up: tuple[Phase, ...]
    bed_get_down: tuple[Phase, ...]
    change: Phase
    half: Words
    ten_seconds: Words
    three: Words
    two: Words
    one: Words
    breathe_in: Words
    breathe_out: Words
    breathe_free: Words
    next_is: Words
    last_is: Words
    stopped_title: Words
    stopped_say: Words
    pop_noted: Words
    paused: Words
    resumed: Words
    finished_title: Words
    finished_say: Words

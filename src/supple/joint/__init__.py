"""One joint that is pulled apart: film, bubble, gas and sound, until it could pop again."""

from supple.joint.answer import Shown, many_as_json, one_as_json
from supple.joint.asking import many_pops, one_pop
from supple.joint.course import Pops, Trace
from supple.joint.sound import Heard

__all__ = ["Heard", "Pops", "Shown", "Trace", "many_as_json", "many_pops", "one_as_json", "one_pop"]

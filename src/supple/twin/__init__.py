"""The simulated spine of a person, or of a thousand, in a technique or under a bare load.

`from supple.twin import outlook`, then `outlook("knee-twist", side="left", people=200, seed=1)`.
"""

from supple.spine.people import Person
from supple.twin.answer import as_json
from supple.twin.asking import outlook, outlook_of_load
from supple.twin.bare import Bare, Turn
from supple.twin.conclusions import conclusions, warnings

__all__ = ["Bare", "Person", "Turn", "as_json", "conclusions", "outlook", "outlook_of_load", "warnings"]

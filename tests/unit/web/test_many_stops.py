"""However many stops are open, they can be answered: some hundreds at a time."""

from uuid import uuid4

from supple.app.intake import take_in
from supple.app.service import Supple
from supple.app.stop_answers import MOST_STOPS, stop_question
from supple.journal.stops import open_stops
from tests.api.made import made
from tests.unit.web.test_what_happened import PAGE
from tests.way_in import Browser


def test_more_stops_than_a_form_can_hold_are_asked_about_in_turn(client: Browser, supple: Supple) -> None:
    many = 2 * MOST_STOPS + 1
    stops = [made("stop", stop_id=str(uuid4()), event=None) for _ in range(many)]
    assert take_in(supple, stops).refused == ()
    left = []
    while question := stop_question(supple):
        left.append(len(open_stops(supple.reading(), supple.knowledge)))
        asked = [str(stop.stop_id) for stop in question.stops]
        assert client.get(PAGE).text.count('name="stop"') == len(asked)
        answer = client.post(PAGE, data={"stop": asked, "event": "worse_or_new", "pain": "3"})
        assert answer.status_code == 200
    assert left == [many, many - MOST_STOPS, 1]

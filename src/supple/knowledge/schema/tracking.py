"""tracking.toml: what is asked over days, in which words, and which changes are worth a look."""

from pydantic import Field

from supple.knowledge.schema.common import Dated, Quantity, Words


class Tracking(Dated):
    """The check-in's questions, and the sourced numbers of trends."""

    matters: Quantity = Field(description="half the width of the band around the first discomfort")
    activity_matters: Quantity = Field(description="least change of one score that is more than chance")
    most_activities: Quantity
    band_say: Words = Field(description="{points} is the half width")
    activity_say: Words = Field(description="{points} is the change that is more than chance")
    discomfort_ask: Words
    discomfort_ends: tuple[Words, Words]
    adjusts_ask: Words
    note_ask: Words
    next_day_ask: Words = Field(description="{day} is the day of the session")
    week_ask: Words
    reason_ask: Words
    activities_ask: Words
    activity_ask: Words = Field(description="{activity} is as the person called it")
    activity_ends: tuple[Words, Words]
    remind_say: Words

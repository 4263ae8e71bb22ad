"""What to do until the deadline, as a screen and as a calendar."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId
from storage.packages.packages import FIRST


class CalendarFile(Payload, prefix="ics"):
    contest: ContestId


class WorkPlan(Payload, prefix="workplan"):
    """What to do week by week until the deadline."""

    contest: ContestId
    package: Number = FIRST

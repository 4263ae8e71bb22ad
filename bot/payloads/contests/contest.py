"""The contest itself: decisions and holidays."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from bot.payloads.payload import Day, Payload
from content.models.base import ContestId


class ContestMenu(Payload, prefix="cdesk"):
    contest: ContestId


class DecisionKind(StrEnum):
    """What a decision does to the time in which applications are taken."""

    EXTEND = "extend"
    CLOSE = "close"
    OPEN = "open"


class DecideContest(Payload, prefix="cdecide"):
    """A decision on it: first the moment is asked for, then the decision. `at` is YYMMDDHHMM, local, or `now`."""

    contest: ContestId
    turn: DecisionKind
    at: Annotated[str, StringConstraints(pattern=r"^(\d{10}|now)?$")] = ""


class TakeBackContest(Payload, prefix="ctakeback"):
    """A new contest, before it opens."""

    contest: ContestId
    sure: bool = False


class ArchiveContest(Payload, prefix="carchive"):
    """Once it is over; or out of the archive again."""

    contest: ContestId
    archived: bool


class Holidays(Payload, prefix="cholidays"):
    contest: ContestId


class SetHoliday(Payload, prefix="choliday"):
    contest: ContestId
    day: Day
    off: bool

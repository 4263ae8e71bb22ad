"""The dashboard: what is counted, as pictures and as a file, and when it comes by itself."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from bot.payloads.payload import DAY_FORM, Number, OptionalDay, Payload, read_day
from content.models import Language
from content.models.base import ContestId, ItemId

WEEK, MONTH = "week", "month"
"""Periods that end now, of 7 and of 30 days."""
DIGITS_OF_DAY = 6
MONDAY, MORNING = 1, 9


def span(period: str) -> tuple[date, date]:
    """The first and the last day of a period that names them; raises ValueError where it does not."""
    first, last = read_day(period[:DIGITS_OF_DAY]), read_day(period[DIGITS_OF_DAY:])
    if first is None or last is None or last < first:
        raise ValueError(f"no period: {period!r}")
    return first, last


def spanning(first: date, last: date) -> str:
    """These days, both included, as a period."""
    return f"{first.strftime(DAY_FORM)}{last.strftime(DAY_FORM)}"


def _known_period(period: str) -> str:
    if period not in {"", WEEK, MONTH}:
        span(period)
    return period


class Narrowed(BaseModel):
    """What of a contest is counted; with nothing said, all of it."""

    contest: ContestId
    region: ItemId | Literal[""] = ""
    period: Annotated[str, AfterValidator(_known_period)] = ""
    """`week`, `month`, or two days (YYMMDDYYMMDD); empty for the whole contest."""
    language: Language | Literal[""] = ""
    topic: Number = 0
    """As the announcement numbers it: an id would be too long here."""


class Dashboard(Narrowed, Payload, prefix="dash"):
    pass


class DashboardFilter(Narrowed, Payload, prefix="dashf"):
    """Where that is chosen."""


class DashboardRegions(Narrowed, Payload, prefix="dashr"):
    page: Number = 1


class DashboardTopics(Narrowed, Payload, prefix="dasht"):
    page: Number = 1


class DashboardDays(Narrowed, Payload, prefix="dashd"):
    """Between which days; `first` is empty until it is known. The period is being chosen, so none is carried."""

    first: OptionalDay = None


class DashboardFile(Payload, prefix="dashx"):
    """`named`: with what tells who somebody is, which only owners get. The rest as above."""

    contest: ContestId
    named: bool = False
    region: ItemId | Literal[""] = ""
    period: Annotated[str, AfterValidator(_known_period)] = ""
    language: Language | Literal[""] = ""
    topic: Number = 0


class WeeklyReport(Payload, prefix="weekly"):
    """When the figures come by themselves."""

    contest: ContestId


class SetWeeklyReport(Payload, prefix="setweekly"):
    """Whether a member of the staff wants the figures every week, on which day and from which hour on."""

    contest: ContestId
    wanted: bool
    weekday: Annotated[int, Field(ge=1, le=7)] = MONDAY
    """ISO: 1 is Monday."""
    hour: Annotated[int, Field(ge=0, le=23)] = MORNING

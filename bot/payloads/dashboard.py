"""The dashboard."""

from bot.payloads.payload import Payload
from content.models.base import ContestId


class Dashboard(Payload, prefix="dash"):
    contest: ContestId


class DashboardFile(Payload, prefix="dashx"):
    """`named`: with what tells who somebody is, which only owners get."""

    contest: ContestId
    named: bool = False


class SetWeeklyReport(Payload, prefix="setweekly"):
    """Whether a member of the staff wants the figures every Monday."""

    contest: ContestId
    wanted: bool

"""The dashboard."""

from bot.payloads.payload import Payload


class Dashboard(Payload, prefix="dash"):
    contest: str


class DashboardFile(Payload, prefix="dashx"):
    """`named`: with what tells who somebody is, which only owners get."""

    contest: str
    named: bool = False


class SetWeeklyReport(Payload, prefix="setweekly"):
    """Whether a member of the staff wants the figures every Monday."""

    contest: str
    wanted: bool

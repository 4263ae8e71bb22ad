"""Whether the last reminder can reach everybody in time: known days before, while something can still be done."""

from dataclasses import dataclass
from datetime import timedelta

from bot.delivery.rate_limit import ALLOWED
from bot.services.reminders.planner import reminders
from content.models import Contest
from content.rules.reminders import ReminderRule
from storage.database import Database
from storage.reminders import rounds

LAST = ReminderRule.HOURS_3
A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Reach:
    """`people` are to be reminded, `in_time` can be at the most."""

    people: int
    in_time: int

    @property
    def late(self) -> int:
        return max(self.people - self.in_time, 0)


async def of_the_last(database: Database, contest: Contest) -> Reach:
    """As things stand now: with the people there are and what they want."""
    waves = [each for each in reminders(contest, contest.deadline - A_MOMENT) if each.rule == LAST]
    begins = min((each.joined_before for each in waves), default=contest.deadline)
    async with database.scanning() as reader:
        people = sum([await rounds.count(reader, each) for each in waves])
    return Reach(people, int(ALLOWED * (contest.deadline - begins).total_seconds()))

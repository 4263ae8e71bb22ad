"""The figures of a contest on the morning of the week that a member of the staff has chosen."""

from collections.abc import Callable, Collection
from datetime import datetime

from bot.access import Access
from bot.clock import Clock
from bot.services.dashboard.board import as_plain, board
from content.catalogue import Catalogue
from content.models import Contest
from storage.dashboard import weekly
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.reminders import rounds
from storage.tables.delivery import OutboxKind

HOURS = (8, 9, 10, 12, 15, 18)
"""To choose from, in the contest's zone."""
EVENING = 21
"""From this hour on nothing comes: a bot that stood still reports later that day, but not at night."""


class Weekly:
    """Reports once a week. The figures are counted once for all who want them at the same hour."""

    def __init__(
        self, database: Database, catalogue: Catalogue, clock: Clock, access: Access, wake: Callable[[], None]
    ) -> None:
        self.database = database
        self.catalogue = catalogue
        self.clock = clock
        self.access = access
        self.wake = wake

    async def tick(self) -> None:
        now = self.clock.now()
        for contest in self.catalogue:
            local = now.astimezone(contest.tzinfo)
            if local.hour >= EVENING:
                continue
            today = f"{contest.id}:{local.date()}"
            async with self.database.reading() as reader:
                due = await weekly.due(reader, contest.id, local.isoweekday(), local.hour)
                names = {hour: f"{OutboxKind.WEEKLY_REPORT}:{today}:{hour}" for hour in due}
                undone = await rounds.undone(reader, list(names.values())) if names else set()
            for hour, people in due.items():
                if names[hour] in undone:
                    await self._report(contest, names[hour], today, people, now)

    async def _report(self, contest: Contest, name: str, today: str, wanted: Collection[int], now: datetime) -> None:
        """The text, then the pictures of the same figures; one of each a day, also for who has changed the hour."""
        people = [person for person in wanted if self.access.rights(person)]
        content = {}
        if people:
            content = {"board": as_plain().dump_python(await board(self.database, contest, now), mode="json")}
        async with self.database.writing() as connection:
            await rounds.close(connection, name, now)
            for kind in (OutboxKind.WEEKLY_REPORT, OutboxKind.WEEKLY_PICTURES):
                await outbox.queue_each(
                    connection,
                    people,
                    key=f"{kind}:{today}",
                    kind=kind,
                    contest_id=contest.id,
                    content=content,
                    priority=Priority.REMINDER,
                    now=now,
                )
        if people:
            self.wake()

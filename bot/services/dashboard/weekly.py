"""The figures of a contest on Monday morning, for the staff who want them."""

from collections.abc import Callable
from datetime import datetime, time

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

MONDAY = 1
MORNING, EVENING = time(9), time(21)
"""In the contest's zone; a bot that stood still in the morning reports later that day, but not at night."""


class Weekly:
    """Reports once a week. The figures are counted once for all who want them."""

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
            if local.isoweekday() == MONDAY and MORNING <= local.time() < EVENING:
                await self._report(contest, f"{OutboxKind.WEEKLY_REPORT}:{contest.id}:{local.date()}", now)

    async def _report(self, contest: Contest, name: str, now: datetime) -> None:
        async with self.database.reading() as reader:
            if not await rounds.undone(reader, [name]):
                return
            wanted = await weekly.who_wants(reader, contest.id)
        people = [person for person in wanted if self.access.rights(person)]
        content = {}
        if people:
            content = {"board": as_plain().dump_python(await board(self.database, contest, now), mode="json")}
        async with self.database.writing() as connection:
            await rounds.close(connection, name, now)
            await outbox.queue_each(
                connection,
                people,
                key=name,
                kind=OutboxKind.WEEKLY_REPORT,
                contest_id=contest.id,
                content=content,
                priority=Priority.REMINDER,
                now=now,
            )
        if people:
            self.wake()

"""Looks after the bot itself: whoever looks after its staff hears once of what is wrong, with what to do."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.access import Access, Right
from bot.clock import Clock
from bot.measures import Measures
from bot.operating.status import figures
from bot.operating.symptoms import Symptom, late_reminders, reminders_ahead, symptoms
from bot.services.reminders import reach
from bot.settings import Settings
from content.catalogue import Catalogue
from storage.database import Database, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.operating import troubles
from storage.operating.troubles import LastingTrouble
from storage.tables.delivery import OutboxKind
from storage.tables.operating import Trouble

logger = logging.getLogger(__name__)

REMIND = timedelta(days=1)
"""What has grown since it was told is told again, but no sooner."""
RECENT = timedelta(minutes=15)
"""An error of the webhook that is older is over."""
LOOK_AHEAD = timedelta(days=3)
"""So long before a deadline it is said that the last reminder will not reach everybody."""
COUNT_AGAIN = timedelta(hours=1)
CONFLICT = ("getUpdates", "409")
"""How the Bot API answers when another bot asks with the same token."""


class Watch:
    """Looks every minute; what it has told stands in the database, so that a restart tells nothing twice."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        access: Access,
        settings: Settings,
        measures: Measures,
        wake: Callable[[], None],
    ) -> None:
        self.bot = bot
        self.database = database
        self.catalogue = catalogue
        self.clock = clock
        self.access = access
        self.settings = settings
        self.measures = measures
        self.wake = wake
        self._begun_at: datetime | None = None
        self._ahead: tuple[datetime, Symptom | None] | None = None
        self._conflicts = 0

    async def tick(self) -> None:
        now = self.clock.now()
        found = {each.trouble: each for each in await self._look(now)}
        async with self.database.reading() as reader:
            known = {each.name: each for each in await troubles.standing(reader)}
        news = [symptom for symptom in found.values() if _untold(symptom, known.get(symptom.trouble), now)]
        gone = known.keys() - found.keys()
        fewer = [known[name] for name, each in found.items() if name in known and each.number < known[name].number]
        if not (news or gone or fewer):
            return
        async with self.database.writing() as connection:
            await troubles.over(connection, gone)
            for each in fewer:
                now_number = found[each.name].number
                await troubles.keep(connection, LastingTrouble(each.name, each.since, each.told_at, now_number))
            for symptom in news:
                since = known[symptom.trouble].since if symptom.trouble in known else now
                await troubles.keep(connection, LastingTrouble(symptom.trouble, since, now, symptom.number))
                await self._tell(connection, symptom, now)
        if news:
            self.wake()

    async def lock_lost(self) -> None:
        """The last thing that is written: whoever serves next sends it."""
        now = self.clock.now()
        async with self.database.writing() as connection:
            await self._tell(connection, Symptom(Trouble.LOCK_LOST), now)

    async def _tell(self, connection: Writer, symptom: Symptom, now: datetime) -> None:
        logger.warning("Something is wrong: %s (%s)", symptom.trouble.value, symptom.number)
        await outbox.queue_each(
            connection,
            self.access.who_may(Right.STAFF),
            key=f"{OutboxKind.TROUBLE}:{symptom.trouble}:{now.timestamp()}",
            kind=OutboxKind.TROUBLE,
            content={"trouble": symptom.trouble.value, "number": symptom.number, "facts": dict(symptom.facts)},
            priority=Priority.ANSWER,
            now=now,
        )

    async def _look(self, now: datetime) -> list[Symptom]:
        self._begun_at = self._begun_at or now
        seen = await figures(self.database, self.settings.backup_dir, now)
        wanted = self.settings.backup_dir is not None
        found = list(symptoms(seen, copies_wanted=wanted, up_for=now - self._begun_at))
        conflicts = self.measures.calls[CONFLICT]
        if conflicts > self._conflicts:
            found.append(Symptom(Trouble.SAME_TOKEN))
        self._conflicts = conflicts
        left = [contest.deadline - now for contest in self.catalogue if contest.deadline > now]
        if left and (late := late_reminders(int(seen["reminders_due"] or 0), min(left))):
            found.append(late)
        if ahead := await self._look_ahead(now):
            found.append(ahead)
        if self.settings.webhook_url is not None and (facts := await self._webhook(now)):
            found.append(Symptom(Trouble.WEBHOOK, facts=facts))
        return found

    async def _look_ahead(self, now: datetime) -> Symptom | None:
        """Whom the last reminder will not reach; it goes through everybody, so it is counted once an hour."""
        if self._ahead is None or now - self._ahead[0] >= COUNT_AGAIN:
            soon = [each for each in self.catalogue if now < each.deadline <= now + LOOK_AHEAD]
            reaches = [await reach.of_the_last(self.database, each) for each in soon]
            self._ahead = now, reminders_ahead(max(reaches, key=lambda each: each.late, default=None))
        return self._ahead[1]

    async def _webhook(self, now: datetime) -> Mapping[str, str | int]:
        """What Telegram says of bringing updates (getWebhookInfo); nothing where it brings them, or does not answer."""
        try:
            info = await self.bot.get_webhook_info()
        except TelegramAPIError:
            return {}
        if info.url != str(self.settings.webhook_url):
            return {"error": "", "waiting": info.pending_update_count}
        if info.last_error_message and info.last_error_date and now - info.last_error_date < RECENT:
            return {"error": info.last_error_message, "waiting": info.pending_update_count}
        return {}


def _untold(symptom: Symptom, known: LastingTrouble | None, now: datetime) -> bool:
    return known is None or (symptom.number > known.number and now - known.told_at >= REMIND)

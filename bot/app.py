"""The only place where the parts are wired: production, demo and tests all build the bot here."""

import asyncio
from dataclasses import dataclass
from functools import partial

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.enums import ParseMode

from bot.access import Access
from bot.clock import Clock
from bot.delivery.chat_topics import ChatTopics
from bot.delivery.worker import Delivery
from bot.measures import Measures
from bot.operating.daily_backup import DailyBackup
from bot.operating.status import figures
from bot.operating.watch import Watch
from bot.services.audit import audit_trail
from bot.services.broadcasts.dispatch import BroadcastDispatcher
from bot.services.broadcasts.live_progress import LiveProgress
from bot.services.dashboard.weekly import Weekly
from bot.services.personal.retention import Retention
from bot.services.personal.silence import Silence
from bot.services.questions.escalation import Escalation
from bot.services.reminders.planner import Planner
from bot.settings import Settings
from bot.telegram.flood import Flood
from bot.telegram.profile import StaffCommands
from bot.telegram.receiving import Inbox
from bot.telegram.session import Patience
from bot.ui.blocked import BlockMiddleware
from bot.ui.context import ContextFactory
from bot.ui.middlewares import AnswerMiddleware, ContextMiddleware, ShowMiddleware
from bot.ui.navigation import Navigation
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.texts.render import Texts
from handlers import activities
from storage.database import Database
from storage.personal.old_rows import Kept


@dataclass(frozen=True)
class App:
    """The wired bot. Whoever builds it closes it."""

    bot: Bot
    dispatcher: Dispatcher
    navigation: Navigation
    database: Database
    catalogue: Catalogue
    texts: Texts
    clock: Clock
    inbox: Inbox
    contexts: ContextFactory
    delivery: Delivery
    planner: Planner
    escalation: Escalation
    weekly: Weekly
    broadcasts: BroadcastDispatcher
    access: Access
    commands: StaffCommands
    daily_backup: DailyBackup
    measures: Measures
    silence: Silence
    retention: Retention
    watch: Watch

    async def close(self) -> None:
        await self.bot.session.close()
        await self.database.close()


def kept_days(settings: Settings) -> dict[Kept, int | None]:
    return {
        Kept.SET_ASIDE: settings.keep_set_aside_days,
        Kept.ASKED: settings.keep_asked_days,
        Kept.QUESTIONS: settings.keep_questions_days,
        Kept.AUDIT: settings.keep_audit_days,
        Kept.VERSIONS: settings.keep_versions_days,
    }


def build_navigation() -> Navigation:
    """All screens and actions, not yet attached to a dispatcher."""
    return Navigation(activities())


def build_app(settings: Settings, session: BaseSession, clock: Clock, measures: Measures | None = None) -> App:
    """Wires the bot over a session that reaches some Bot API, and counts its calls in the same measures.

    Raises SettingsError, ContentError or DatabaseUnavailableError with words for the operator.
    """
    measures = measures or Measures()
    catalogue = Catalogue(load_catalogue(settings.content_dir), settings.content_dir)
    database = Database(settings.database_url.get_secret_value(), settings.database_connections)
    texts = Texts()
    access = Access(settings.staff_ids)
    bot = Bot(settings.token(), session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    flood = Flood()
    session.middleware(Patience(flood))
    navigation = build_navigation()
    queued = asyncio.Event()
    wake = queued.set

    async def username() -> str:
        return (await bot.me()).username or ""

    contexts = ContextFactory(
        database,
        catalogue,
        texts,
        clock,
        access,
        wake,
        username,
        partial(figures, database, settings.backup_dir),
        ChatTopics(bot),
    )
    planner = Planner(database, catalogue, clock, access, wake)
    delivery = Delivery(
        bot,
        contexts,
        queued,
        navigation.notices,
        undelivered=navigation.undelivered,
        delivered=navigation.delivered,
        astray=navigation.astray,
        planned_until=lambda: planner.planned_until,
        flood=flood,
    )
    escalation = Escalation(database, catalogue, clock, access, wake)
    weekly = Weekly(database, catalogue, clock, access, wake)
    broadcasts = BroadcastDispatcher(database, catalogue, clock, access, wake, LiveProgress(bot, navigation, contexts))
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(ContextMiddleware(contexts))
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.outer_middleware(ShowMiddleware(navigation, audit_trail.refuse))
    for observer in (dispatcher.message, dispatcher.callback_query, dispatcher.edited_message):
        observer.outer_middleware(BlockMiddleware(navigation))
    dispatcher.message.outer_middleware(AnswerMiddleware(navigation))
    dispatcher.include_router(navigation.router())
    inbox = Inbox(bot, dispatcher, database, clock, measures)
    return App(
        bot,
        dispatcher,
        navigation,
        database,
        catalogue,
        texts,
        clock,
        inbox,
        contexts,
        delivery,
        planner,
        escalation,
        weekly,
        broadcasts,
        access,
        StaffCommands(bot, database, texts, access),
        DailyBackup(settings, catalogue, clock),
        measures,
        Silence(database, clock, access, settings.keep_silent_days, wake),
        Retention(database, clock, kept_days(settings)),
        Watch(bot, database, catalogue, clock, access, settings, measures, wake),
    )

"""The only place where the parts are wired: production, demo and tests all build the bot here."""

from dataclasses import dataclass

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.enums import ParseMode

from bot.access import Access
from bot.clock import Clock
from bot.delivery.worker import Delivery
from bot.services.audit import audit_trail
from bot.services.broadcasts.dispatch import BroadcastDispatcher
from bot.services.broadcasts.live_progress import LiveProgress
from bot.services.dashboard.weekly import Weekly
from bot.services.questions.escalation import Escalation
from bot.services.reminders.planner import Planner
from bot.settings import Settings
from bot.telegram.profile import StaffCommands
from bot.telegram.receiving import Inbox
from bot.telegram.session import Patience
from bot.ui.context import Context
from bot.ui.middlewares import AnswerMiddleware, ContextMiddleware, ShowMiddleware
from bot.ui.navigation import Navigation
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.render import Texts
from handlers import activities
from storage.database import Database
from storage.entry.people import Person


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
    delivery: Delivery
    planner: Planner
    watch: Escalation
    weekly: Weekly
    broadcasts: BroadcastDispatcher
    access: Access
    commands: StaffCommands

    async def close(self) -> None:
        await self.bot.session.close()
        await self.database.close()


def build_navigation() -> Navigation:
    """All screens and actions, not yet attached to a dispatcher."""
    return Navigation(activities())


def build_app(settings: Settings, session: BaseSession, clock: Clock) -> App:
    """Wires the bot over a session that reaches some Bot API.

    Raises SettingsError, ContentError or DatabaseUnavailableError with words for the operator.
    """
    catalogue = Catalogue(load_catalogue(settings.content_dir), settings.content_dir)
    database = Database(settings.database_url.get_secret_value())
    texts = Texts()
    access = Access(settings.staff_ids)
    bot = Bot(settings.token(), session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    session.middleware(Patience())
    navigation = build_navigation()
    delivery = Delivery(
        bot,
        database,
        catalogue,
        texts,
        clock,
        navigation.notices,
        undelivered=navigation.undelivered,
        delivered=navigation.delivered,
        access=access,
        planned_until=lambda: planner.planned_until,
    )
    planner = Planner(database, catalogue, clock, delivery.wake)
    watch = Escalation(database, catalogue, clock, access, delivery.wake)
    weekly = Weekly(database, catalogue, clock, access, delivery.wake)

    def context(person: Person) -> Context:
        return Context(database, catalogue, texts, clock.now(), person, access=access, wake=delivery.wake)

    live = LiveProgress(bot, database, navigation, context)
    broadcasts = BroadcastDispatcher(database, catalogue, clock, delivery.wake, live)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(ContextMiddleware(database, catalogue, texts, clock, access, delivery.wake))
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.outer_middleware(ShowMiddleware(navigation, audit_trail.refuse))
    dispatcher.message.outer_middleware(AnswerMiddleware(navigation))
    dispatcher.include_router(navigation.router())
    inbox = Inbox(bot, dispatcher, database, clock)
    return App(
        bot,
        dispatcher,
        navigation,
        database,
        catalogue,
        texts,
        clock,
        inbox,
        delivery,
        planner,
        watch,
        weekly,
        broadcasts,
        access,
        StaffCommands(bot, database, texts, access),
    )

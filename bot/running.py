"""From settings to a bot that answers: checks first, one line on what it serves, then long polling."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import SendMessage
from aiogram.types import Update

from bot.app import App, build_app
from bot.clock import Clock
from bot.measures import Measures
from bot.operating.private_files import advice, readable_by_others
from bot.scheduler import ticking
from bot.services.answers import instant_answers
from bot.services.contests import publication
from bot.services.staff.membership import load_access
from bot.services.topics import search
from bot.serving.leading import follow, lead
from bot.serving.standby import stand_by, watch
from bot.settings import Settings
from bot.telegram.methods import AnswerTap, EditText
from bot.telegram.polling import poll
from bot.telegram.profile import set_up_profile
from bot.telegram.receiving import Inbox, Updates, receive
from bot.telegram.session import open_session, response_of
from bot.telegram.token_check import let_in
from bot.version import VERSION
from content.rules.dates import status
from storage.database import name_of
from storage.errors import DatabaseBusyError, DatabaseError
from storage.lock import Lock, lock_of, standby_lock_of
from storage.migrate import migrate

if TYPE_CHECKING:
    from bot.monitoring.server import Monitoring

logger = logging.getLogger(__name__)

CALLS_OF_A_TAP = (EditText, SendMessage, AnswerTap)
"""Of the types that are made ready when they are first used (`bot.libraries.lazy_models`), those of every tap."""
SEEN_FIRST = ("entry", "topics", "packages")
"""Features whose screens nearly everybody opens."""
SWITCH_SECONDS = 0.0005
"""How long a thread that computes may keep the event loop waiting, at each step of a tap: with Python's own 5 ms taps
take several times as long while a document is composed.
"""
GC_THRESHOLDS = (50_000, 20, 100)
"""What is alive once started stays for ever: scanning it again for every few thousand objects only costs time."""


async def run(
    settings: Settings, clock: Clock | None = None, *, staff_known: bool = False, alone: bool = False
) -> None:
    """Serves until it is stopped; stands by first while another process serves the same database.

    Where it is known who the listed staff are, nobody asks Telegram for them; `alone`, the caller holds the lock.
    Raises SettingsError, ContentError or DatabaseUnavailableError before anything is served, and DatabaseBusyError
    where the lock was lost.
    """
    measures = Measures()
    app = build_app(settings, open_session(settings, measures), clock or Clock(), measures)
    if open_files := readable_by_others(settings):
        logger.warning("%s", advice(open_files))
    lock = None if alone else lock_of(app.database.url)
    shared = lock is not None and app.database.shared
    monitoring = _monitoring(app, settings, None if shared else lock)
    try:
        with stop_on_signals() as stop:
            if monitoring is not None:
                await monitoring.listen_if_free()
            if lock is None or shared or await _stand_by(app, lock, stop):
                if monitoring is not None:
                    await monitoring.listen()
                await _serve(app, settings, stop, lock, staff_known=staff_known)
    finally:
        if monitoring is not None:
            await monitoring.close()
        await app.close()
        if lock is not None:
            await lock.give_back()


async def _serve(app: App, settings: Settings, stop: asyncio.Event, lock: Lock | None, *, staff_known: bool) -> None:
    shared = lock is not None and app.database.shared
    updates = _updates(settings, shared=shared)
    await migrate(app.database)
    await load_access(app.database, app.access)
    await publication.restore(app.database, app.catalogue, app.texts)
    me = await let_in(app.bot, stop)
    if me is None:
        return
    if not staff_known:
        await check_staff(app.bot, settings.staff_ids)
    _make_ready(app)
    now = app.clock.now()
    current = app.catalogue.current(now)
    logger.info(
        "@%s serves contest %s (%s): version %s, database %s, updates by %s",
        me.username,
        current.id,
        status(current, now).value,
        VERSION,
        name_of(app.database.url),
        "webhook" if settings.webhook_url else "long polling",
    )
    settle_memory()
    sys.setswitchinterval(SWITCH_SECONDS)
    app.measures.serving = True
    if lock is not None and shared:
        await _share(app, settings, stop, lock, updates)
        return
    async with asyncio.TaskGroup() as group, ticking(app):
        group.create_task(_compile_ahead(app))
        background = [group.create_task(set_up_profile(app.bot, app.texts))]
        if lock is not None:
            background.append(group.create_task(watch(lock, stop)))
        group.create_task(app.delivery.run(stop))
        await receive(app.inbox, stop, updates)
        app.measures.serving = False
        for task in background:
            task.cancel()
    if lock is not None and not await lock.kept():
        with suppress(DatabaseError, OSError):
            await app.watch.lock_lost()
        raise DatabaseBusyError("the lock of the database was lost")


async def _stand_by(app: App, lock: Lock, stop: asyncio.Event) -> bool:
    return await stand_by(lock, stop, standby_lock_of(app.database.url), partial(_make_ready, app))


def _make_ready(app: App) -> None:
    """Now, so that nobody waits for it at the first tap or the first search; what is ready already stays so."""
    for model in (Update, *CALLS_OF_A_TAP):
        model.model_rebuild()
    for call in CALLS_OF_A_TAP:
        response_of(call.__returning__)
    for contest in app.catalogue:
        search.index(app.catalogue, contest.id)
        instant_answers.index(app.catalogue, app.texts, contest.id)


async def _compile_ahead(app: App) -> None:
    """What most people see first: on the spot, each template would hold everybody up at its first tap."""
    await asyncio.to_thread(app.texts.compile_ahead, SEEN_FIRST)


async def _share(app: App, settings: Settings, stop: asyncio.Event, lock: Lock, updates: Updates) -> None:
    """Serves beside others, and leads whenever nobody else does."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_compile_ahead(app))
        following = group.create_task(follow(app))
        group.create_task(lead(app, lock, stop, partial(_alone, app.inbox, settings)))
        await receive(app.inbox, stop, updates)
        app.measures.serving = False
        following.cancel()


async def _alone(inbox: Inbox, settings: Settings) -> None:
    """One process asks for updates, or says where they are to be brought."""
    if settings.webhook_url is None:
        await poll(inbox)
        return
    from bot.telegram.webhook import tell_telegram  # noqa: PLC0415  as below

    await tell_telegram(inbox, settings.webhook_url)


async def _nothing(_: Inbox) -> None:
    """Whoever leads asks for updates; what comes of others is found in the database."""


def _monitoring(app: App, settings: Settings, lock: Lock | None) -> "Monitoring | None":
    if settings.monitoring_port is None:
        return None
    from bot.monitoring.server import Monitoring  # noqa: PLC0415  nor does whoever is not asked need one

    return Monitoring(app, settings.monitoring_port, settings.backup_dir, lock)


def _updates(settings: Settings, *, shared: bool) -> Updates:
    if settings.webhook_url is None:
        return _nothing if shared else poll
    from bot.telegram.webhook import webhook  # noqa: PLC0415  its web server takes memory that long polling does not need

    return webhook(settings.webhook_url, settings.webhook_port, told=shared)


@contextmanager
def stop_on_signals() -> Iterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set: the bot then finishes what it began."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


async def check_staff(bot: Bot, staff_ids: tuple[int, ...]) -> None:
    """Says which listed staff the bot cannot reach yet (getChat): they have to start it once."""
    for staff_id in staff_ids:
        try:
            await bot.get_chat(staff_id)
        except TelegramAPIError:
            logger.warning("STAFF_IDS: the bot cannot reach %s, who has to start it first", staff_id)


def settle_memory() -> None:
    """Takes what start-up made out of the garbage collector's sight, and lets it look after the rest."""
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    gc.enable()

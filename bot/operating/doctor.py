"""A look at everything that the bot needs, before it is missed: a table, and an exit status for scripts."""

import shutil
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import IntEnum
from importlib.util import find_spec
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.clock import Clock
from bot.operating.disk import LEAST_FREE, database_size, free_bytes
from bot.operating.private_files import advice, readable_by_others
from bot.operating.queue_report import opened
from bot.operating.symptoms import MOST_OLD, nearly_full
from bot.settings import Settings, SettingsError, TryLaterError, read_settings
from bot.telegram.session import open_session
from bot.telegram.token_check import check_token
from bot.version import VERSION
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.rules.dates import status
from content.yaml_file import ContentError
from storage import backup
from storage.database import is_there, name_of, parse_url
from storage.errors import DatabaseBusyError, DatabaseUnavailableError
from storage.lock import Lock, lock_of
from storage.migrate import check_newest, differences

MOST_WRONG = timedelta(seconds=30)
"""Of the clock."""
SECONDS = 10.0
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
OPTIONAL = {
    "chromium": "tests of the demo's page in a browser",
    "litestream": "copies to another place, every second",
    "sqlite3": "looking into the database by hand",
}


class Verdict(IntEnum):
    """The worst one decides about the exit status."""

    OK = 0
    NOTE = 1
    """It works, and could be better."""
    LATER = 2
    """It does not work, which passes by itself."""
    WRONG = 3
    """It does not work until somebody mends it."""


@dataclass(frozen=True)
class Finding:
    subject: str
    verdict: Verdict
    words: str


async def examine() -> list[Finding]:
    """Everything that can be looked at with these settings."""
    found = [Finding("version", Verdict.OK, f"{VERSION}, Python {sys.version.split()[0]}")]
    try:
        settings = read_settings()
    except SettingsError as error:
        return [*found, Finding("settings", Verdict.WRONG, str(error)), *_programs()]
    found.append(_settings(settings))
    found += [*_content(settings), *await _database(settings), *_disk(settings), *_copies(settings)]
    found += [*await _telegram(settings), *await _clock(settings), *_fonts()]
    return [*found, *_programs()]


def _settings(settings: Settings) -> Finding:
    if settings.bot_token is None:
        return Finding("settings", Verdict.WRONG, "BOT_TOKEN is missing: put the token that @BotFather gave into .env")
    if open_files := readable_by_others(settings):
        return Finding("settings", Verdict.NOTE, advice(open_files))
    if not settings.staff_ids:
        return Finding("settings", Verdict.NOTE, "STAFF_IDS is empty: nobody can open /staff")
    return Finding("settings", Verdict.OK, f"{len(settings.staff_ids)} owners, log as {settings.log_format}")


def _content(settings: Settings) -> list[Finding]:
    try:
        catalogue = Catalogue(load_catalogue(settings.content_dir), settings.content_dir)
    except ContentError as error:
        return [Finding("content", Verdict.WRONG, str(error).splitlines()[0])]
    now = Clock().now()
    current = catalogue.current(now)
    return [Finding("content", Verdict.OK, f"{len(list(catalogue))} contests, {current.id} is {status(current, now)}")]


async def _database(settings: Settings) -> list[Finding]:
    try:
        url = parse_url(settings.database_url.get_secret_value())
        if not is_there(url):
            return [Finding("database", Verdict.NOTE, f"{name_of(url)} is made at the first start")]
        async with opened(settings.database_url.get_secret_value()) as database:
            revision = await check_newest(database)
            astray = await differences(database)
    except DatabaseBusyError as error:
        return [Finding("database", Verdict.LATER, str(error))]
    except DatabaseUnavailableError as error:
        return [Finding("database", Verdict.WRONG, str(error))]
    if astray:
        return [Finding("database", Verdict.WRONG, f"its tables are not those of revision {revision}: {astray[0]}")]
    return [Finding("database", Verdict.OK, f"{name_of(url)}, revision {revision}"), await _server(lock_of(url))]


async def _server(lock: Lock) -> Finding:
    try:
        holder = await lock.holder()
    finally:
        await lock.give_back()
    return Finding("served by", Verdict.OK if holder else Verdict.NOTE, holder or "nobody: the bot does not run")


def _disk(settings: Settings) -> list[Finding]:
    url = parse_url(settings.database_url.get_secret_value())
    if url.get_backend_name() != "sqlite":
        return []
    database = Path(url.database or "")
    free, size = free_bytes(database), database_size(database)
    words = f"{free / 1e9:,.1f} GB free, the database has {size / 1e9:,.2f} GB"
    if free < LEAST_FREE:
        return [Finding("disk", Verdict.WRONG, words)]
    if nearly_full(free, size):
        return [Finding("disk", Verdict.NOTE, f"{words}: a copy needs twice as much while it is made")]
    return [Finding("disk", Verdict.OK, words)]


def _copies(settings: Settings) -> list[Finding]:
    if settings.backup_dir is None:
        return [Finding("copies", Verdict.NOTE, "BACKUP_DIR is empty: no copies are made")]
    copies = backup.copies(settings.backup_dir)
    if not copies:
        return [Finding("copies", Verdict.NOTE, f"there is none in {settings.backup_dir} yet")]
    made, path = copies[-1]
    late = Clock().now() - made > MOST_OLD
    return [Finding("copies", Verdict.NOTE if late else Verdict.OK, f"{len(copies)}, the newest is {path.name}")]


async def _telegram(settings: Settings) -> list[Finding]:
    if settings.bot_token is None:
        return []
    bot = Bot(settings.token(), session=open_session(settings))
    try:
        me = await check_token(bot)
        return [Finding("token", Verdict.OK, f"@{me.username}"), await _webhook(bot, settings)]
    except SettingsError as error:
        return [Finding("token", Verdict.WRONG, str(error))]
    except TryLaterError as error:
        return [Finding("token", Verdict.LATER, str(error))]
    finally:
        await bot.session.close()


async def _webhook(bot: Bot, settings: Settings) -> Finding:
    try:
        info = await bot.get_webhook_info()
    except TelegramAPIError as error:
        return Finding("updates", Verdict.LATER, error.message)
    waiting = f"{info.pending_update_count} updates wait at Telegram"
    wanted = str(settings.webhook_url) if settings.webhook_url else ""
    if info.url != wanted:
        return Finding("updates", Verdict.NOTE, f"{waiting}; Telegram brings them elsewhere until the bot starts")
    if info.last_error_message:
        return Finding("updates", Verdict.NOTE, f"{waiting}; Telegram's last try: {info.last_error_message}")
    return Finding("updates", Verdict.OK, f"{waiting}, by {'webhook' if wanted else 'long polling'}")


async def _clock(settings: Settings) -> list[Finding]:
    """Against the clock of the Bot API's server."""
    address = str(settings.bot_api_url or "https://api.telegram.org")
    try:
        async with ClientSession(timeout=ClientTimeout(total=SECONDS)) as session, session.head(address) as answer:
            theirs = _moment(answer.headers.get("Date"))
    except (ClientError, TimeoutError) as error:
        return [Finding("clock", Verdict.LATER, f"no server to compare with: {type(error).__name__}")]
    if theirs is None:
        return [Finding("clock", Verdict.NOTE, "the server does not say what time it is")]
    wrong = abs(Clock().now() - theirs)
    verdict = Verdict.OK if wrong <= MOST_WRONG else Verdict.WRONG
    return [Finding("clock", verdict, f"{round(wrong.total_seconds())} s away from the Bot API's")]


def _moment(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None


def _fonts() -> list[Finding]:
    if find_spec("matplotlib") is None:
        return [Finding("fonts", Verdict.NOTE, "matplotlib is not installed: no figures as pictures")]
    from matplotlib import font_manager  # noqa: PLC0415  half a second that no other command has to wait
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415

    from bot.charts.canvas import FONT  # noqa: PLC0415

    letters = FT2Font(font_manager.findfont(FONT)).get_charmap()
    missing = "".join(letter for letter in KAZAKH if ord(letter) not in letters)
    if missing:
        return [Finding("fonts", Verdict.WRONG, f"{FONT} lacks {missing}")]
    return [Finding("fonts", Verdict.OK, f"{FONT} has every Kazakh letter")]


def _programs() -> list[Finding]:
    return [
        Finding(name, Verdict.OK, f"found, for {purpose}" if shutil.which(name) else f"not found, wanted for {purpose}")
        for name, purpose in OPTIONAL.items()
    ]


def as_table(findings: list[Finding]) -> str:
    signs = {Verdict.OK: "ok", Verdict.NOTE: "note", Verdict.LATER: "later", Verdict.WRONG: "wrong"}
    return "\n".join(f"{each.subject:<11} {signs[each.verdict]:<6} {each.words}" for each in findings)


def worst(findings: list[Finding]) -> Verdict:
    return max(each.verdict for each in findings)

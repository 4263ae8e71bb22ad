"""The bot as it runs in production, against the local Telegram, with a clock that tests move.

It comes in tiers, and a test asks for the phones that it needs: the bot (`app`, `chats`, `applicant`), the staffed bot
(`owner`), the bot with a consultant (`consultant`). More of the kind is in tests/support.
"""

import gc
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import Update
from pydantic import SecretStr
from sqlalchemy import create_engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.ext.asyncio import create_async_engine

import bot.app
import content.loader
import storage.database
import storage.postgresql
import storage.sqlite
from bot.app import App, build_app
from bot.clock import Clock
from bot.delivery.rate_limit import RateLimit
from bot.demo.api.session import InMemorySession
from bot.demo.telegram import Telegram
from bot.running import settle_memory
from bot.services.answers import instant_answers
from bot.services.answers.answer_index import AnswerIndex
from bot.services.child_process import ChildProcess
from bot.services.contests import publication
from bot.services.topics import search
from bot.settings import Settings
from content.loader import load_catalogue, load_files
from content.models import Contest
from content.texts.render import Texts
from content.yaml_file import YamlFile
from tests.support.consulting import CONSULTANT, IBADULLAEV, linked
from tests.support.conversation import Chats, Phone
from tests.support.databases import Databases, databases_at
from tests.support.in_process import run_apart, run_here
from tests.support.plans import watched
from tests.support.staff import OWNER
from tests.support.statements import alike, kind, sharing
from tests.support.wording import all_texts

CONTENT = Path("content/contests")
SERVER = os.environ.get("TEST_DATABASE_URL")
"""A PostgreSQL server on which everything is tested that is not SQLite's own."""
OPEN = datetime.fromisoformat("2020-05-20T10:00+06:00")
QUICK_EXAMPLES = 2
"""Of one test, so many are run while you work: both languages, or the usual case and its opposite."""


class MovableClock(Clock):
    """Stands still until a test moves it."""

    def __init__(self, moment: datetime = OPEN) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def move_to(self, text: str) -> None:
        self.moment = datetime.fromisoformat(text)

    def advance(self, **step: float) -> None:
        self.moment += timedelta(**step)


def once(make: Callable[..., object]) -> Callable[..., object]:
    """Makes something of each contest once."""
    made: dict[int, tuple[Contest, object]] = {}

    def get(contest: Contest, *others: object) -> object:
        if id(contest) not in made:
            made[id(contest)] = contest, make(contest, *others)
        return made[id(contest)][1]

    return get


class LateIndex(AnswerIndex):
    """Made when somebody first asks: most versions that tests publish are asked nothing, and it takes a second."""

    def __init__(self, contest: Contest, texts: Texts) -> None:
        self._given = contest, texts

    def __getattr__(self, name: str) -> Any:
        if "_given" not in vars(self):
            raise AttributeError(name)
        super().__init__(*vars(self).pop("_given"))
        return getattr(self, name)


def parsed_once() -> Callable[..., YamlFile]:
    """Parses each text once: of a folder in which a test breaks one file, the others stay as they were."""
    known: dict[str, YamlFile] = {}

    def parse(path: Path, files: Mapping[str, str] | None = None) -> YamlFile:
        try:
            text = path.read_text(encoding="utf-8") if files is None else files[path.stem]
        except (OSError, UnicodeDecodeError, KeyError):
            return YamlFile(path, files)
        if text not in known:
            file = YamlFile(path, files)
            if file.faults:
                return file
            known[text] = file
        again = copy(known[text])
        again.path, again.faults = path, []
        return again

    return parse


def loaded_once() -> Callable[..., Contest]:
    """Loads each version of a contest once: tests publish the same small changes, and publishing loads them twice."""
    known: dict[tuple[str, frozenset[tuple[str, str]]], Contest] = {}

    def load(name: str, files: Mapping[str, str]) -> Contest:
        key = name, frozenset(files.items())
        if key not in known:
            known[key] = load_files(name, files)
        return known[key]

    return load


@pytest.hookimpl(tryfirst=True)  # before tests are left out by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of what SQLite alone has are marked so, with the reason.

    The browser is always slow, and so is a test with more than `QUICK_EXAMPLES` examples from there on.
    """
    examples = Counter[str]()
    for item in items:
        name = item.nodeid.partition("[")[0]
        examples[name] += 1
        if item.get_closest_marker("browser") or examples[name] > QUICK_EXAMPLES:
            item.add_marker("slow")
        if SERVER and (mark := item.get_closest_marker("sqlite")):
            item.add_marker(pytest.mark.skip(reason=f"SQLite alone: {mark.args[0]}"))
        if not SERVER and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="TEST_DATABASE_URL names no server"))


def pytest_collection_finish() -> None:
    """What was imported stays, as it does in production: looking for garbage among it takes a fifth of the time."""
    gc.collect()
    settle_memory()


@pytest.fixture(scope="session", autouse=True)
def content_read_once() -> Iterator[None]:
    """Content and templates do not change between tests: reading them again would only take time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.app, "load_catalogue", cache(load_catalogue))
        patch.setattr(bot.app, "Texts", all_texts)
        patch.setattr(content.loader, "YamlFile", parsed_once())
        patch.setattr(publication, "load_files", loaded_once())
        index = once(LateIndex)
        patch.setattr(instant_answers, "AnswerIndex", index)
        patch.setattr(publication, "AnswerIndex", index)
        patch.setattr(search, "TopicIndex", once(search.TopicIndex))
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Statements are compiled for the first database, and serve all others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage.sqlite, "create_engine", sharing(create_engine))
        for module in (storage.database, storage.postgresql):
            patch.setattr(module, "create_async_engine", sharing(create_async_engine))
        patch.setattr(DefaultDialect, "__eq__", alike)
        patch.setattr(DefaultDialect, "__hash__", kind)
        yield


@pytest.fixture(scope="session", autouse=True)
def made_here() -> Iterator[None]:
    """Files and pictures are made without another process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ChildProcess, "run", run_here)
        yield


@pytest.fixture
def own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and pictures are made by processes of their own, as the bot does it."""
    monkeypatch.setattr(ChildProcess, "run", run_apart)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with databases_at(SERVER, tmp_path_factory.mktemp("newest")) as found:
        yield found


@pytest.fixture
async def database_url(databases: Databases, tmp_path: Path) -> str:
    """An empty database of the newest schema."""
    return await databases.newest(tmp_path)


@pytest.fixture
async def bare_url(databases: Databases, tmp_path: Path) -> str:
    """A database without tables."""
    return await databases.bare(tmp_path)


@pytest.fixture(scope="session")
def usual_settings() -> Settings:
    return Settings(
        _env_file=None, bot_token=SecretStr("100200300:local-telegram"), content_dir=CONTENT, staff_ids=(OWNER,)
    )


@pytest.fixture
def settings(usual_settings: Settings, database_url: str) -> Settings:
    return usual_settings.model_copy(update={"database_url": SecretStr(database_url)})


@pytest.fixture
def telegram(clock: MovableClock) -> Telegram:
    return Telegram(clock.now)


def at_full_speed(settings: Settings, telegram: Telegram, clock: MovableClock) -> App:
    """The bot without a rest between two messages: that has tests of its own, elsewhere it would only take time."""
    app = build_app(settings, InMemorySession(telegram), clock)
    app.delivery.rate_limit = RateLimit(allowed=10_000, between_two=0.0)
    return app


# --- the bot


@pytest.fixture
async def app(settings: Settings, telegram: Telegram, clock: MovableClock) -> AsyncIterator[App]:
    app = at_full_speed(settings, telegram, clock)
    with watched(app.database):
        yield app
    await app.close()
    # aiogram keeps the last updates by their content, and would compare those of one test with those of all others
    Update.event_type.fget.cache_clear()  # type: ignore[attr-defined]


@pytest.fixture
async def restarted(app: App, settings: Settings, telegram: Telegram, clock: MovableClock) -> AsyncIterator[App]:
    """Another process on the same database."""
    other = at_full_speed(settings, telegram, clock)
    yield other
    await other.close()


@pytest.fixture
def chats(app: App, telegram: Telegram) -> Chats:
    return Chats(app, telegram)


@pytest.fixture
def applicant(chats: Chats) -> Phone:
    return chats.person(7001)


@pytest.fixture
def contest(app: App) -> Contest:
    return app.catalogue.current(OPEN)


# --- the staffed bot


@pytest.fixture
async def owner(chats: Chats) -> Phone:
    """Гүлнар, in Russian: the first of the staff, whom the settings list."""
    phone = chats.person(OWNER, "ru", "Гүлнар")
    await phone.begin("Русский")
    return phone


# --- the bot with a consultant


@pytest.fixture
async def consultant(chats: Chats) -> Phone:
    """Аскар, in Russian, who answers for Atyrau, Mangystau and Shymkent."""
    return await linked(chats, CONSULTANT, IBADULLAEV, "Аскар И.")


# --- the demo


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The demo as it is started by hand, in a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "bot", "demo", "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        yield process.stderr.readline().partition("Open ")[2].split()[0]
    finally:
        process.kill()
        process.communicate()

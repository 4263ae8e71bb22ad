"""Logging, for people or for machines. What people write, and their phones, never come here."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote

AS_BOTFATHER_WRITES_IT = r"\d+(?::|%3[Aa])[\w-]{30,}"
"""A bot's token, as @BotFather writes it. It stands in every address of the Bot API, and so in network errors."""
LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


Value = str | int
ABOUT: ContextVar[Mapping[str, Value]] = ContextVar("about", default=MappingProxyType({}))
"""What all lines are about that are written just now: an update, a job, an error."""


@contextmanager
def about(**fields: Value) -> Iterator[None]:
    """Lines for machines that are written meanwhile carry these as fields of their own."""
    token = ABOUT.set({**ABOUT.get(), **fields})
    try:
        yield
    finally:
        ABOUT.reset(token)


class TextFormatter(logging.Formatter):
    """A line for people, its trace below."""

    def __init__(self, line: str = LINE, token: str = "") -> None:
        super().__init__(line)
        self._secret = secret(token)

    def format(self, record: logging.LogRecord) -> str:
        return self._secret.sub("<token>", super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self._secret = secret(token)

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **ABOUT.get(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return self._secret.sub("<token>", json.dumps(entry, ensure_ascii=False))


def secret(token: str) -> re.Pattern[str]:
    """What must not be in the log: the bot's own token whatever it looks like, and whatever looks like one."""
    written = {token, quote(token, safe=""), quote(token, safe="").replace("%3A", "%3a")} - {""}
    own = sorted(map(re.escape, written), key=len, reverse=True)
    return re.compile("|".join([*own, AS_BOTFATHER_WRITES_IT]))


def set_up_logging(level: str, style: Literal["text", "json"], token: str = "") -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(token) if style == "json" else TextFormatter(LINE, token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # aiogram reports every tap at INFO, apscheduler every tick, alembic every start: lines that nobody reads
    for chatty in ("aiogram.event", "aiosqlite", "alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))

"""Logging, for people or for machines. What people write, and their phones, never come here."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Literal

TOKEN = re.compile(r"\d+:[\w-]{30,}")
"""The token of a bot, as @BotFather writes it. It stands in every address of the Bot API, and so in network errors."""
LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class TextFormatter(logging.Formatter):
    """A line for people, its trace below."""

    def format(self, record: logging.LogRecord) -> str:
        return without_token(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return without_token(json.dumps(entry, ensure_ascii=False))


def without_token(text: str) -> str:
    return TOKEN.sub("<token>", text)


def set_up_logging(level: str, style: Literal["text", "json"]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter(LINE))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # aiogram reports every tap at INFO, apscheduler every tick, alembic every start: lines that nobody reads
    for chatty in ("aiogram.event", "aiosqlite", "alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))

"""Contexts without Telegram: for drawing screens at one moment, with nobody to wake or to name."""

from datetime import datetime
from functools import partial

from bot.access import Access
from bot.clock import FixedClock
from bot.operating.status import figures
from bot.ui.context import ContextFactory
from content.catalogue import Catalogue
from content.texts.render import Texts
from storage.database import Database


def contexts_at(now: datetime, database: Database, catalogue: Catalogue, texts: Texts, *staff: int) -> ContextFactory:
    """Makes contexts of this moment, in which `staff` are the owners."""
    return ContextFactory(
        database,
        catalogue,
        texts,
        FixedClock(now),
        Access(staff),
        _wake,
        _username,
        partial(figures, database, None),
        NoTopics(),
    )


class NoTopics:
    """The threaded mode is off."""

    async def on(self) -> bool:
        return False

    async def icon(self, emoji: str) -> str | None:  # noqa: ARG002 - there are none
        return None


def _wake() -> None:
    """Nothing goes out."""


async def _username() -> str:
    return ""

"""What one process has changed and others keep in memory: they hear of it in the moment in which it is committed."""

import asyncio
from collections.abc import AsyncGenerator
from enum import StrEnum
from typing import Any

from sqlalchemy import NullPool, bindparam, func, select, text
from sqlalchemy.engine import URL

from storage.database import Writer
from storage.postgresql import connected, engine

CHANNEL = "grant_assistant"
LOOK_SECONDS = 1.0
"""How often the connection is looked at, over which nothing comes but news."""
TELL = select(func.pg_notify(CHANNEL, bindparam("topic")))


class NewsTopic(StrEnum):
    CONTESTS = "contests"
    STAFF = "staff"


async def tell(connection: Writer, topic: NewsTopic) -> None:
    """To be told with the change itself. Nobody but this process serves a database of SQLite."""
    if connection.dialect.name == "postgresql":
        await connection.execute(TELL, {"topic": topic.value})


async def hear(url: URL) -> AsyncGenerator[NewsTopic, None]:
    """News as it comes, and first of everything: whatever has changed before was not heard of.

    Raises DatabaseError where the connection is lost.
    """
    heard = asyncio.Queue[str]()
    ear = engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        async with connected(ear) as connection:
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection
            await driver.add_listener(CHANNEL, lambda *told: heard.put_nowait(told[-1]))
            for topic in NewsTopic:
                yield topic
            while True:
                try:
                    async with asyncio.timeout(LOOK_SECONDS):
                        told = await heard.get()
                except TimeoutError:
                    await connection.execute(text("SELECT 1"))
                else:
                    if told in set(NewsTopic):
                        yield NewsTopic(told)
    finally:
        await ear.dispose()

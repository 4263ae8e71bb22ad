"""Reminders in tests: time moves on, deadlines move, and what the outbox holds is counted."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import text

from bot.app import App
from content.models import Addendum, Text
from tests.conftest import MovableClock
from tests.support.conversation import Phone, deliver


async def choose(phone: Phone, topic: str = "topic_5") -> None:
    await phone.press(f"choose:2020-repeat:{topic}")


async def states(app: App) -> Counter[str]:
    async with app.database.reading() as connection:
        return Counter((await connection.execute(text("SELECT state FROM outbox"))).scalars())


async def at(app: App, clock: MovableClock, moment: str) -> None:
    clock.move_to(moment)
    await deliver(app)


def move_deadline(app: App, *addenda: tuple[str, str]) -> None:
    """Gives the contest these addenda: when it ends now, and when that was announced."""
    contest = app.catalogue.current(app.clock.now())
    found = tuple(
        Addendum(
            at=datetime.fromisoformat(moment),
            announced=date.fromisoformat(announced),
            decision=Text(kk=f"№{number} бұйрық", ru=f"приказ №{number}"),
        )
        for number, (moment, announced) in enumerate(addenda, 1)
    )
    deadline = contest.contest.deadline.model_copy(update={"addenda": found})
    facts = contest.contest.model_copy(update={"deadline": deadline})
    app.catalogue.put(contest.model_copy(update={"contest": facts}), {})

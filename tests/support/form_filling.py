"""Five people who fill in one application at the same time, and what has to hold whatever becomes of the bot."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from aiogram.types import Message
from sqlalchemy import select

from bot.demo.telegram import Telegram
from content.models import Contest, Language
from storage.database import Database
from storage.entry import people
from storage.forms import workbooks
from storage.packages import packages, teams
from storage.packages.teams import TeamMember
from storage.tables import form_answers, form_drafts, form_rows, form_versions
from tests.conftest import OPEN
from tests.support.waiting import until

PEOPLE = range(7001, 7006)


async def work_together(database: Database) -> None:
    """They have a package, which is number 1."""
    async with database.writing() as connection:
        for person in PEOPLE:
            await people.set_language(connection, person, Language.KK, OPEN)
        package = await packages.open_new(connection, PEOPLE[0], "2020-repeat", OPEN)
        for person in PEOPLE[1:]:
            await teams.join(connection, package, TeamMember(person, str(person)), OPEN)
        await workbooks.open_for_package(connection, package)


class FormWriter:
    """Somebody who opens fields one after the other, and adds rows of risks; and writes once the bot asks for it."""

    def __init__(self, telegram: Telegram, contest: Contest, person: int, fields: Sequence[str], rows: int) -> None:
        self.telegram, self.contest, self.person = telegram, contest, person
        self.fields, self.rows = fields, rows
        self.written: list[str] = []

    @property
    def answers(self) -> int:
        """How many there will be."""
        return len(self.fields) + 2 * self.rows

    @property
    def _messages(self) -> list[Message]:
        return self.telegram.messages(self.person)

    def _sees(self, *words: str) -> bool:
        """Whether a message has all of them; after a kill, what was shown already may come once more below it."""
        return any(all(each in (message.text or "") for each in words) for message in self._messages)

    async def writes(self) -> None:
        self.telegram.write(self.person, "/start")
        await until(lambda: len(self._messages) > 1)
        for field in self.fields:
            known = self.contest.forms.field(field)
            assert known is not None
            await self._opens(f"fld:p1:{field}:::kk", f"{known.short.kk} · ")
            await self._says(f"{self.person} {field}")
        for number in range(self.rows):
            await self._opens(f"fadd:p1:risks:::{number}", "Тәуекел · Жаңа жол")
            await self._says(f"{self.person} тәуекел {number}.")
            await self._says(f"{self.person} шара {number}.")

    async def _opens(self, data: str, title: str) -> None:
        self.telegram.press(self.person, self._messages[-1].message_id, data)
        await until(partial(self._sees, title, "✏️"))

    async def _says(self, words: str) -> None:
        """The words are either kept, or stand beside those of somebody faster."""
        self.written.append(words)
        self.telegram.write(self.person, words)
        await until(
            lambda: (
                self._sees(words, "Сақталды")
                or self._sees(words, "Ештеңе жоғалған жоқ")
                or self._sees(words, "-жол, барлығы")
            )
        )


async def assert_nothing_is_lost(database: Database, writers: Sequence[FormWriter]) -> None:
    """All words are there, once; versions follow each other; rows are as many as were added."""
    async with database.scanning() as connection:
        versions = (await connection.execute(select(form_versions).order_by(form_versions.c.id))).all()
        drafts = (await connection.execute(select(form_drafts))).all()
        standing = (await connection.execute(select(form_answers))).all()
        rows = (await connection.execute(select(form_rows))).all()
    words = [word for writer in writers for word in writer.written]
    assert len(words) == sum(writer.answers for writer in writers)
    assert sorted(words) == sorted([*(row.value for row in versions), *(row.value for row in drafts)])
    assert len(rows) == sum(writer.rows for writer in writers)
    found = defaultdict(list)
    for row in versions:
        found[row.field_id, row.row, row.column, row.language].append(row)
    for row in standing:
        there = found[row.field_id, row.row, row.column, row.language]
        assert [each.version for each in there] == [*range(1, row.version + 1)]
        assert there[-1].value == row.value

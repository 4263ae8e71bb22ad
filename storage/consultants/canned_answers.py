"""Ready-made answers: one's own, and those that everybody who answers shares."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select, update

from content.models import Language
from storage.database import Reader, Writer
from storage.tables import ready_answers
from storage.upsert import insert


@dataclass(frozen=True)
class CannedFile:
    """A file that goes with an answer: where it was sent, and by which id Telegram sends it again."""

    chat_id: int
    message_id: int
    kind: str | None
    """Nothing of what was kept by an older version: it is copied from where it was sent."""
    file_id: str | None


@dataclass(frozen=True)
class CannedAnswer:
    """An answer kept for another time. Nobody owns a shared one."""

    id: int
    owner_id: int | None
    title: str
    kk: str | None
    """HTML, like `ru`."""
    ru: str | None
    file: CannedFile | None

    @property
    def shared(self) -> bool:
        return self.owner_id is None

    def __getitem__(self, language: Language) -> str | None:
        return self.kk if language is Language.KK else self.ru


def _ready(row: Row[Any]) -> CannedAnswer:
    file = None
    if row.file_chat_id is not None:
        file = CannedFile(row.file_chat_id, row.file_message_id, row.file_kind, row.file_id)
    return CannedAnswer(row.id, row.owner_id, row.title, row.text_kk, row.text_ru, file)


async def find(connection: Reader, ready_id: int, person_id: int) -> CannedAnswer | None:
    """A person's own answer or a shared one."""
    statement = select(ready_answers).where(ready_answers.c.id == ready_id, _for(person_id))
    row = (await connection.execute(statement)).first()
    return _ready(row) if row else None


async def of_person(connection: Reader, person_id: int) -> list[CannedAnswer]:
    """Everything that a person may answer with, their own before the shared ones."""
    statement = (
        select(ready_answers)
        .where(_for(person_id))
        .order_by(ready_answers.c.owner_id.is_(None), ready_answers.c.title, ready_answers.c.id)
    )
    return [_ready(row) for row in (await connection.execute(statement)).all()]


def _for(person_id: int) -> Any:
    return or_(ready_answers.c.owner_id == person_id, ready_answers.c.owner_id.is_(None))


async def add(connection: Writer, owner_id: int | None, title: str, now: datetime) -> int:
    """Keeps a new answer, shared without an owner, and tells its id."""
    values = {"owner_id": owner_id, "title": title, "created_at": now}
    row = await connection.execute(insert(connection, ready_answers).values(**values).returning(ready_answers.c.id))
    return int(row.scalar_one())


async def rename(connection: Writer, ready_id: int, title: str) -> None:
    await connection.execute(update(ready_answers).where(ready_answers.c.id == ready_id).values(title=title))


async def reword(connection: Writer, ready_id: int, language: Language, text: str) -> None:
    values = {f"text_{language.value}": text}
    await connection.execute(update(ready_answers).where(ready_answers.c.id == ready_id).values(**values))


async def set_file(connection: Writer, ready_id: int, file: CannedFile | None) -> None:
    values = {
        "file_chat_id": file.chat_id if file else None,
        "file_message_id": file.message_id if file else None,
        "file_kind": file.kind if file else None,
        "file_id": file.file_id if file else None,
    }
    await connection.execute(update(ready_answers).where(ready_answers.c.id == ready_id).values(**values))


async def drop(connection: Writer, ready_id: int) -> None:
    await connection.execute(ready_answers.delete().where(ready_answers.c.id == ready_id))

"""Packages as far along as a test wants them."""

from collections.abc import Collection

from bot.app import App
from content.models import Contest
from storage.packages import packages
from storage.packages.packages import FIRST, DocumentStatus
from storage.tables import people
from storage.tables.application.packages import MarkKind
from tests.conftest import OPEN


async def prepare(
    app: App,
    contest: Contest,
    person_id: int,
    marks: Collection[tuple[MarkKind, str, str]] = (),
    topic_id: str | None = None,
) -> None:
    async with app.database.writing() as connection:
        await connection.execute(people.insert().values(id=person_id, language="kk", joined_at=OPEN))
        package = await packages.find_or_open(connection, person_id, contest.id, FIRST, OPEN)
        assert package is not None
        if topic_id:
            await packages.set_topic(connection, package, topic_id)
        for mark in marks:
            await packages.mark(connection, package, *mark, person_id, OPEN)


def ready(contest: Contest, *left_out: str) -> list[tuple[MarkKind, str, str]]:
    wanted = [document.id for document in contest.documents.documents if document.id not in left_out]
    return [(MarkKind.DOCUMENT, document_id, DocumentStatus.READY.value) for document_id in wanted]

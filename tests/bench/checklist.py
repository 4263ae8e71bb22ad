"""What is tapped and what has to come of it: the checklist of the contest, in the person's language."""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl

from bot.callbacks import Checklist, DocumentCard
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.models import Contest, Language
from storage import packages, people
from storage.database import Database
from storage.migrate import migrate
from storage.packages import FIRST, DocumentStatus

CONTENT = Path(__file__).parents[2] / "content" / "contests"
LANGUAGE = Language.KK


def current_contest() -> Contest:
    return Catalogue(load_catalogue(CONTENT)).current(datetime.now(UTC))


def tapped(contest: Contest) -> str:
    """The payload of the button that opens the checklist."""
    return Checklist(contest=contest.id).pack()


@dataclass(frozen=True)
class Edit:
    """What a bot asks Telegram to make of the tapped message (editMessageText)."""

    text: str
    reply_markup: str

    @classmethod
    def read(cls, body: bytes) -> "Edit":
        """From a request's body, JSON or form."""
        fields = json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode()))
        keyboard = fields.get("reply_markup", "{}")
        return cls(fields.get("text", ""), keyboard if isinstance(keyboard, str) else json.dumps(keyboard))

    def shows_checklist(self, contest: Contest) -> bool:
        """Whether every document is named in the text and has the button that opens its card."""
        text = html.unescape(self.text)
        rows = json.loads(self.reply_markup).get("inline_keyboard", [])
        payloads = [button.get("callback_data", "") for row in rows for button in row]
        return all(
            document.short[LANGUAGE] in text and any(_opens(payload, contest.id, document.id) for payload in payloads)
            for document in contest.documents.documents
        )


def _opens(payload: str, contest_id: str, document_id: str) -> bool:
    try:
        card = DocumentCard.unpack(payload)
    except ValueError:
        return False
    return (card.contest, card.document) == (contest_id, document_id)


async def register(database_url: str, contest: Contest, person_ids: Sequence[int]) -> None:
    """Every person has chosen a language and a topic and has begun with the first documents."""
    now = datetime.now(UTC)
    database = Database(database_url)
    try:
        await migrate(database)
        async with database.writing() as connection:
            for person_id in person_ids:
                await people.set_language(connection, person_id, LANGUAGE, now)
                package = await packages.find_or_open(connection, person_id, contest.id, FIRST, now)
                assert package is not None
                await packages.set_topic(connection, package, contest.topics.topics[0].id)
                for document in contest.documents.documents[:4]:
                    await packages.set_document(connection, package, document.id, DocumentStatus.READY, now)
    finally:
        await database.close()

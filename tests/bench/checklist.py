"""What is tapped and what has to come of it: the checklist of a package with some documents ready."""

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

from bot.payloads.entry import SetLanguage
from bot.payloads.packages.documents import Checklist, DocumentCard, SetDocument
from bot.payloads.topics import ChooseTopic
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.models import Contest, Language
from storage.packages.packages import FIRST, DocumentStatus

LANGUAGE = Language.KK
READY = 4
BEFORE_DEADLINE = timedelta(days=14)


def contest_of_the_day(content: Path) -> tuple[Contest, datetime]:
    """A contest, and a moment when it is open."""
    contest = Catalogue(load_catalogue(content)).current(datetime.now(UTC))
    return contest, contest.deadline - BEFORE_DEADLINE


def way_in(contest: Contest) -> list[str]:
    """The taps that make a stranger somebody with a package."""
    return [
        SetLanguage(language=LANGUAGE).pack(),
        ChooseTopic(contest=contest.id, topic=contest.topics.topics[0].id).pack(),
        *(
            SetDocument(contest=contest.id, document=document.id, status=DocumentStatus.READY).pack()
            for document in contest.documents.documents[:READY]
        ),
    ]


def measured_tap(contest: Contest) -> str:
    """The payload of the button that opens the checklist."""
    return Checklist(contest=contest.id).pack()


@dataclass(frozen=True)
class Edit:
    """What a bot makes of the tapped message (editMessageText)."""

    text: str
    reply_markup: str

    @classmethod
    def read(cls, body: bytes) -> "Edit":
        """From a request's body, JSON or form."""
        fields = json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode()))
        keyboard = fields.get("reply_markup", "{}")
        return cls(fields.get("text", ""), keyboard if isinstance(keyboard, str) else json.dumps(keyboard))


class Proof:
    """Tells the checklist from anything else. Everybody is equally far, so everybody has to see the same text."""

    def __init__(self, contest: Contest) -> None:
        self._contest = contest
        self._text: str | None = None

    def __call__(self, edit: Edit) -> bool:
        """Whether every document is there by its number, and under its name a button that opens it in a package."""
        text = html.unescape(edit.text)
        rows = json.loads(edit.reply_markup).get("inline_keyboard", [])
        labels = {self._opens(button.get("callback_data", "")): button["text"] for row in rows for button in row}
        complete = all(
            document.short[LANGUAGE] in labels.get(document.id, "") and re.search(rf"\b{document.number}\b", text)
            for document in self._contest.documents.documents
        )
        if complete and self._text is None:
            self._text = edit.text
        return complete and edit.text == self._text

    def _opens(self, payload: str) -> str | None:
        """The id of the document that a button opens, where it knows the person's package."""
        try:
            card = DocumentCard.unpack(payload)
        except ValueError:
            return None
        return card.document if card.contest == self._contest.id and card.package != FIRST else None

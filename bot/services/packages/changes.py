"""What people change in a package: kept with who did it, and told to the others of the team who asked for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ui.context import Context
from content.models import Contest, Document, HandInStep, Option, TailoringQuestion, Topic
from storage.database import Writer
from storage.packages import packages, teams
from storage.packages.packages import TO_DO, DocumentStatus, Mark, Package
from storage.tables.delivery import OutboxKind
from storage.tables.packages import MarkKind

TOPIC = "topic"
"""The item of a mark of that kind: a package has one topic."""
GATHERED = timedelta(minutes=5)
"""What is changed within this time of the first change comes in one message."""
OVERLAP = timedelta(seconds=5)
"""Of two who tap at the same time, the one who began first may be written down last."""


async def make(ctx: Context, connection: Writer, package: Package, kind: MarkKind, item_id: str, value: str) -> None:
    """The one way to change a package. What is so already stays with whoever made it so, and is no news."""
    if value == _value(package, kind, item_id):
        return
    if kind is MarkKind.TOPIC:
        await packages.set_topic(connection, package, value)
    await packages.mark(connection, package, kind, item_id, value, ctx.person.id, ctx.now)
    await teams.queue_notices(
        connection,
        package,
        kind=OutboxKind.TEAM_CHANGE,
        bucket=str(int(ctx.now.timestamp() / GATHERED.total_seconds())),
        by=ctx.person.id,
        content={"package": package.id, "since": (ctx.now - OVERLAP).isoformat()},
        now=ctx.now,
        not_before=ctx.now + GATHERED,
    )


def _value(package: Package, kind: MarkKind, item_id: str) -> str | None:
    match kind:
        case MarkKind.TOPIC:
            return package.topic_id
        case MarkKind.DOCUMENT:
            return package.status(item_id).value
        case MarkKind.STEP:
            return package.value(kind, item_id) or TO_DO
        case MarkKind.FACT:
            return package.value(kind, item_id)


@dataclass(frozen=True)
class News:
    """What somebody made of one thing."""

    mark: Mark
    document: Document | None = None
    status: DocumentStatus | None = None
    step: HandInStep | None = None
    done: bool = False
    question: TailoringQuestion | None = None
    topic: Topic | None = None
    option: Option | None = None
    """The answer to the question, or the way in which the step was done."""


def by_others(contest: Contest, package: Package, me: int, since: datetime) -> list[News]:
    """What others changed since then, the newest first. Left out is what the contest does not know any more."""
    found = [
        _read(contest, kind, item_id, mark)
        for (kind, item_id), mark in package.marks.items()
        if mark.changed_at >= since and mark.changed_by != me
    ]
    return sorted((news for news in found if news), key=lambda news: news.mark.changed_at, reverse=True)


def _read(contest: Contest, kind: MarkKind, item_id: str, mark: Mark) -> News | None:
    match kind:
        case MarkKind.DOCUMENT:
            document = contest.document(item_id)
            return News(mark, document=document, status=DocumentStatus(mark.value)) if document else None
        case MarkKind.TOPIC:
            topic = contest.topic(mark.value)
            return News(mark, topic=topic) if topic else None
        case MarkKind.STEP:
            step = next((each for each in contest.preparing.steps if each.id == item_id), None)
            return News(mark, step=step, done=mark.value != TO_DO, option=_option(step, mark)) if step else None
        case MarkKind.FACT:
            question = next((each for each in contest.preparing.questions if each.id == item_id), None)
            option = _option(question, mark) if question else None
            return News(mark, question=question, option=option) if option else None


def _option(item: TailoringQuestion | HandInStep, mark: Mark) -> Option | None:
    return next((option for option in item.options if option.id == mark.value), None)

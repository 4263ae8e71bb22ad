"""What people change in a package: kept with who did it, and told to the others of the team who asked for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.payloads.packages.documents import DocumentCard, FactCard, SetDocument, SetFact
from bot.payloads.packages.hand_in import SetStep, StepCard
from bot.payloads.payload import Payload
from bot.payloads.topics import ChooseTopic, TopicCard
from bot.services.packages import lookup
from bot.ui.context import Context, ExplainedError
from content.models import Contest, Document, HandInStep, Option, TailoringQuestion, Topic
from storage.database import Writer
from storage.packages import packages, teams
from storage.packages.packages import TO_DO, DocumentStatus, Mark, Package
from storage.tables.application.packages import MarkKind
from storage.tables.delivery import OutboxKind

TOPIC = "topic"
"""The item of a mark of that kind: a package has one topic."""
GATHERED = timedelta(minutes=5)
"""What is changed within this time of the first change comes in one message."""
OVERLAP = timedelta(seconds=5)
"""Of two who tap at the same time, the one who began first may be written down last."""


Tapped = SetDocument | SetStep | SetFact | ChooseTopic
"""A button that changes a package."""


async def make(ctx: Context, connection: Writer, contest: Contest, package: Package, tapped: Tapped) -> None:
    """The one way to change a package. What is so already stays with whoever made it so, and is no news.

    Raises ExplainedError where a colleague has changed the same thing since the button was drawn: the person sees
    what the colleague set, and is asked.
    """
    kind, item_id, value, card = _meant(tapped)
    mark = package.marks.get((kind, item_id))
    if value == _value(package, kind, item_id):
        return
    if mark and mark.changed_by not in {None, ctx.person.id} and ctx.drawn and mark.changed_at > ctx.drawn:
        raise ExplainedError(
            "packages/overtaken",
            rows=[[ctx.button("overtaken.change", tapped), ctx.button("overtaken.keep", card)]],
            contest=contest,
            title=lookup.title(ctx, contest, package),
            change=await lookup.others_change(ctx, connection, package, kind, item_id),
            now=read(contest, kind, item_id, mark),
            wanted=read(contest, kind, item_id, Mark(value, ctx.now, ctx.person.id)),
        )
    if kind is MarkKind.TOPIC:
        await packages.set_topic(connection, package, value)
    await packages.mark(connection, package, kind, item_id, value, ctx.person.id, ctx.now)
    handing_in = kind is MarkKind.STEP and item_id == contest.preparing.steps[-1].id
    await (_tell_at_once if handing_in else _tell_gathered)(ctx, connection, package)


def _meant(tapped: Tapped) -> tuple[MarkKind, str, str, Payload]:
    """What a button sets to which value, and where that can be looked at."""
    contest, package = tapped.contest, tapped.package
    match tapped:
        case SetDocument(document=document, status=status):
            card: Payload = DocumentCard(contest=contest, document=document, package=package)
            return MarkKind.DOCUMENT, document, status.value, card
        case SetStep(step=step, value=value):
            return MarkKind.STEP, step, value, StepCard(contest=contest, step=step, package=package)
        case SetFact(question=question, option=option):
            return MarkKind.FACT, question, option, FactCard(contest=contest, question=question, package=package)
        case ChooseTopic(topic=topic):
            return MarkKind.TOPIC, TOPIC, topic, TopicCard(contest=contest, topic=topic)


async def _tell_gathered(ctx: Context, connection: Writer, package: Package) -> None:
    """Those who asked for it hear of what changes within some minutes in one message."""
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


async def _tell_at_once(ctx: Context, connection: Writer, package: Package) -> None:
    """That it was handed in, or was not after all, concerns everybody: the reminders end, or come again."""
    await teams.queue_notices(
        connection,
        package,
        kind=OutboxKind.HANDED_IN,
        bucket=ctx.now.isoformat(),
        by=ctx.person.id,
        content={"package": package.id},
        now=ctx.now,
        not_before=ctx.now,
        everybody=True,
    )
    ctx.wake()


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
        read(contest, kind, item_id, mark)
        for (kind, item_id), mark in package.marks.items()
        if mark.changed_at >= since and mark.changed_by != me
    ]
    return sorted((news for news in found if news), key=lambda news: news.mark.changed_at, reverse=True)


def read(contest: Contest, kind: MarkKind, item_id: str, mark: Mark) -> News | None:
    """What a mark says; None where the contest does not know the thing any more."""
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

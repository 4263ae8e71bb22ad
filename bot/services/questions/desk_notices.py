"""What those who answer hear of together: forty questions that are due are one message, not forty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.services.questions.relay import Occasion
from bot.ui.context import Context
from content.ellipsis import cut
from content.models import Contest, Region
from content.texts.plain_words import plain
from storage.consultants import consultants
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.questions import desk_news, messages, questions
from storage.questions.questions import Question, QuestionLine
from storage.tables.delivery import OutboxKind
from storage.tables.questions import DeskNewsKind, QuestionState

WORDS_CHARACTERS = 70
"""Of a question's first words in a list."""
GATHER = timedelta(minutes=2)
"""What happens within it is told together."""
BETWEEN = timedelta(hours=2)
"""How long nobody is told again."""
NEAR = timedelta(hours=3)
"""So long before the deadline of the contest nothing waits for its like."""
MINUTE = timedelta(minutes=1)
FROM_DAYS = 2
"""From so many on an age is told in days."""


async def gather(
    occasion: Occasion,
    connection: Writer,
    contest: Contest,
    question: Question,
    people: Iterable[int],
    kind: DeskNewsKind,
) -> None:
    """Writes down what somebody is to hear of, and sees to it that they do."""
    told = sorted(people)
    await desk_news.put(connection, told, question.id, kind, occasion.now)
    urgent = timedelta() <= contest.deadline - occasion.now < NEAR
    for person in told:
        moment = occasion.now + GATHER
        if not urgent and (last := await desk_news.last_told(connection, person)) is not None:
            moment = max(moment, last + BETWEEN)
        await outbox.queue(
            connection,
            key=f"{OutboxKind.DESK_NEWS}:{person}:{int(moment.timestamp()) // 60}",
            kind=OutboxKind.DESK_NEWS,
            person_id=person,
            contest_id=contest.id,
            content={"urgent": urgent},
            priority=Priority.ANSWER,
            now=occasion.now,
            not_before=moment,
        )
    if told:
        occasion.wake()


async def too_soon(connection: Reader, letter: OutboxRow, now: datetime) -> datetime | None:
    """When the person may be told, where they were told only just now."""
    last = await desk_news.last_told(connection, letter.person_id)
    if letter.content.get("urgent", False) or last is None or now >= last + BETWEEN:
        return None
    return last + BETWEEN


@dataclass(frozen=True)
class CaseLine:
    """A question as one line of a list."""

    question: QuestionLine
    contest: Contest
    region: Region | None
    words: str
    """The first that were said, as plain text."""
    late: bool
    taken: str | None
    """Who is at it."""
    zone: ZoneInfo
    """Of whoever reads it."""
    age: str
    """How long it has been waiting, where it does."""


async def lines(ctx: Context, connection: Reader, shown: Iterable[QuestionLine]) -> list[CaseLine]:
    listed = list(shown)
    first = await messages.openings(connection, [each.id for each in listed])
    named: dict[str, dict[int, str]] = {}
    found = []
    for each in listed:
        contest = ctx.catalogue.get(each.contest_id)
        if contest is not None:
            if each.taken_by is not None and contest.id not in named:
                named[contest.id] = await _names(connection, contest)
            late = each.state is QuestionState.OPEN and each.due_at is not None and each.due_at < ctx.now
            region = contest.regions.region(each.region_id)
            words = cut(" ".join(plain(first.get(each.id, "")).split()), WORDS_CHARACTERS)
            who = _who(ctx, contest, each, named.get(contest.id, {}))
            found.append(CaseLine(each, contest, region, words, late, who, ctx.zone(contest), _age(ctx, each)))
    return found


def _age(ctx: Context, question: QuestionLine) -> str:
    """In whole minutes, hours from one on, days from two on."""
    if question.state is not QuestionState.OPEN or question.sent_at is None:
        return ""
    minutes = max(0, (ctx.now - question.sent_at) // MINUTE)
    hours, days = minutes // 60, minutes // (24 * 60)
    unit, number = ("days", days) if days >= FROM_DAYS else ("hours", hours) if hours else ("minutes", minutes)
    return ctx.label(f"desk.age.{unit}", number=number)


async def _names(connection: Reader, contest: Contest) -> dict[int, str]:
    """Consultants by who they are."""
    entries = {each.id: each.name for each in contest.regions.consultants}
    links = await consultants.of_contest(connection, contest.id)
    return {link.person_id: entries[link.consultant_id] for link in links if link.consultant_id in entries}


def _who(ctx: Context, contest: Contest, question: QuestionLine, names: Mapping[int, str]) -> str | None:
    if question.taken_by is None or question.state is not QuestionState.OPEN:
        return None
    if question.taken_by == ctx.person.id:
        return ctx.label("desk.mine")
    return names.get(question.taken_by, ctx.label("desk.staff", operator=ctx.operator(contest)))


async def told(ctx: Context, connection: Writer, letter: OutboxRow) -> Mapping[DeskNewsKind, list[Question]]:
    """What the person has not heard of yet: nothing of what was answered meanwhile."""
    found: dict[DeskNewsKind, list[Question]] = {}
    for kind, number in await desk_news.claim(connection, ctx.person.id, letter.id):
        question = await questions.find(connection, number)
        if question is not None and (question.state is QuestionState.OPEN or kind is DeskNewsKind.NOT_HELPED):
            found.setdefault(kind, []).append(question)
    return found

"""A topic for each question in the chat of whoever answers it: a second view, which may be missing at any time.

It is made before the card, once, and the card stands in it; where Telegram makes none, or has it no more, everything
stands in the plain chat. The Bot API knows no closing of topics in private chats (closeForumTopic is for supergroups),
and deleting one would take the card along: at the end of a question its name says so.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from zoneinfo import ZoneInfo

from bot.services.questions.cases import Case
from bot.ui.context import Context
from bot.ui.notices import Compose, Composed, Later
from bot.ui.screens import Copy, Screen
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.questions import messages, posts, question_topics, questions
from storage.questions.questions import Question
from storage.tables.delivery import OutboxKind
from storage.tables.questions import QuestionState

SOON = timedelta(seconds=1)
PATIENCE = timedelta(seconds=30)
"""How long a card waits for its topic."""
HOUR = timedelta(hours=1)
STEPS = (8, 4, 2, 1)
"""Hours before a question is due at which the name changes: each change is a line in the chat."""
NAME_CHARACTERS = 128
"""Of createForumTopic."""
WAITS, LATE, MINE, OTHERS, ANSWERED, CLOSED = "❓", "❗", "✍", "👀", "✅", "🏁"
"""Icons by state, of those that getForumTopicIconStickers offers to everybody."""


def in_topic(compose: Compose) -> Compose:
    """What is said of a question stands in its topic, where this person has one; while it is being made, that waits."""

    @wraps(compose)
    async def composed(ctx: Context, letter: OutboxRow) -> Composed:
        made = await compose(ctx, letter)
        if not isinstance(made, Screen | Copy) or not await ctx.topics.on():
            return made
        async with ctx.database.reading() as connection:
            thread = await _place(ctx, connection, letter)
        return thread if isinstance(thread, Later) else replace(made, thread=thread)

    return composed


async def _place(ctx: Context, connection: Reader, letter: OutboxRow) -> int | Later | None:
    """None for whoever asked, and where everything stands in the plain chat."""
    number = await _number(connection, letter)
    question = await questions.find(connection, number) if number is not None else None
    if question is None or question.person_id == ctx.person.id:
        return None
    topic = await question_topics.find(connection, question.id, ctx.person.id)
    if topic is None or topic.lost:
        return None
    if topic.thread_id is None and ctx.now < topic.wanted_at + PATIENCE:
        return Later(ctx.now + SOON)
    return topic.thread_id


async def _number(connection: Reader, letter: OutboxRow) -> int | None:
    """Of the question that a row is about, whether it names that or messages of it."""
    if "question" in letter.content:
        return int(letter.content["question"])
    said = letter.content["said"]
    found = await messages.by_ids(connection, [said] if isinstance(said, int) else said)
    return found[0].question_id if found else None


async def prepared(ctx: Context, number: int) -> Later | None:
    """Before the first card of a question comes into a chat, its topic is asked for; a card waits, but not for ever."""
    if not await ctx.topics.on():
        return None
    async with ctx.database.reading() as reader:
        topic = await question_topics.find(reader, number, ctx.person.id)
        stands = await posts.card(reader, number, ctx.person.id)
    if stands is not None or (topic is not None and (topic.lost or topic.thread_id is not None)):
        return None
    async with ctx.database.writing() as connection:
        if topic is not None and ctx.now >= topic.wanted_at + PATIENCE:
            await question_topics.lose(connection, number, ctx.person.id, ctx.now)
            return None
        if await question_topics.want(connection, number, ctx.person.id, ctx.now):
            key = f"q{number}:topic:{ctx.person.id}"
            await _queue(connection, number, ctx.person.id, key, ctx.now, opens=True)
    return Later(ctx.now + SOON)


async def _queue(
    connection: Writer,
    number: int,
    person: int,
    key: str,
    now: datetime,
    not_before: datetime | None = None,
    *,
    opens: bool = False,
) -> None:
    await outbox.queue(
        connection,
        key=key,
        kind=OutboxKind.QUESTION_TOPIC,
        person_id=person,
        content={"question": number, "opens": opens},
        priority=Priority.ANSWER,
        now=now,
        not_before=not_before,
    )


# --- name and icon


@dataclass(frozen=True)
class TopicLook:
    """128 characters, and an emoji."""

    name: str
    icon: str


def look(ctx: Context, case: Case, *, in_group: bool = False) -> TopicLook:
    """«№12 · Алматы · 4 сағ» and the icon of that state; in a group as it stands for all of them."""
    question = case.question
    region = case.contest.regions.region(question.region_id)
    state, icon = _state(ctx, case, in_group=in_group)
    parts = [f"№{question.id}", region.short[ctx.person.language] if region else "", state]
    return TopicLook(" · ".join(filter(None, parts))[:NAME_CHARACTERS], icon)


def not_theirs(ctx: Context, number: int) -> TopicLook:
    """Of a question that the person may not read any more."""
    return TopicLook(f"№{number} · {ctx.label('question_topic.others')}", OTHERS)


def _state(ctx: Context, case: Case, *, in_group: bool) -> tuple[str, str]:
    question = case.question
    if question.state is QuestionState.CLOSED:
        return ctx.label("question_topic.closed"), CLOSED
    if question.state is QuestionState.ANSWERED:
        return ctx.label("question_topic.answered"), ANSWERED
    concerned = {question.taken_by, *case.on.people(question.holder, question.person_id)}
    if not in_group and ctx.person.id not in concerned:
        return ctx.label("question_topic.others"), OTHERS
    late = question.due_at is not None and question.due_at <= ctx.now
    taken = question.taken_by is not None if in_group else question.taken_by == ctx.person.id
    icon = LATE if late else MINE if taken else WAITS
    return (_until(ctx, question.due_at, ctx.zone(case.contest)) if question.due_at else ""), icon


def _until(ctx: Context, due_at: datetime, zone: ZoneInfo) -> str:
    """As long as there is time, when it is due; then the hours left, in steps, and never more than there are."""
    left = due_at - ctx.now
    if left > STEPS[0] * HOUR:
        return f"{due_at.astimezone(zone):%d.%m %H:%M}"
    if left <= timedelta():
        return ctx.label("question_topic.late")
    hours = next((each for each in STEPS if left > each * HOUR), None)
    return ctx.label("question_topic.hours", number=hours) if hours else ctx.label("question_topic.within_hour")


def next_step(due_at: datetime, now: datetime) -> datetime | None:
    """When the name has to say something else, if nothing but time passes."""
    return next((due_at - each * HOUR for each in (*STEPS, 0) if now < due_at - each * HOUR), None)


# --- what follows


async def rename_in_time(connection: Writer, question: Question, person: int, now: datetime) -> None:
    """Queues the next change of the name that time brings."""
    if question.state is not QuestionState.OPEN or question.due_at is None:
        return
    if (moment := next_step(question.due_at, now)) is not None:
        key = f"q{question.id}:topic:{person}:{int(moment.timestamp())}"
        await _queue(connection, question.id, person, key, now, moment)


async def astray(connection: Writer, letter: OutboxRow, thread: int | None, now: datetime) -> None:
    """Telegram has made no topic, or has it no more: the plain chat takes its place, with a card of its own.

    Where the card was lost with the topic, it comes anew; what was on its way comes by itself.
    """
    number = letter.content.get("question")
    if thread is not None:
        number = await question_topics.question_of(connection, letter.person_id, thread)
    if number is None or not await question_topics.lose(connection, number, letter.person_id, now):
        return
    question = await questions.find(connection, number)
    stood = await posts.withdraw(connection, letter.person_id, number)
    if stood and question is not None and question.state is QuestionState.OPEN:
        await outbox.queue(
            connection,
            key=f"q{number}:plain:{letter.person_id}",
            kind=OutboxKind.QUESTION_CARD,
            person_id=letter.person_id,
            content={"question": number, "event": "new"},
            priority=Priority.ANSWER,
            now=now,
        )

"""Topics of questions in the chats of those who answer: made, named as the question stands, and written in."""

from dataclasses import replace
from datetime import datetime

from aiogram.types import Message

from bot.payloads.questions.cases import WriteAnswer
from bot.services.questions import cases, topic_view
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Outcome
from bot.ui.notices import Composed, Later, Nothing
from bot.ui.screens import NameTopic, OpenTopic, Screen
from content.rules.reminders import night_ends, quiet
from handlers.questions.answer_drafts import answered
from storage.database import Writer
from storage.delivery import claims
from storage.delivery.claims import OutboxRow
from storage.questions import posts, question_topics, questions
from storage.tables.delivery import OutboxKind
from storage.tables.questions import QuestionState

IN_PLAIN_CHAT = Nothing("it stands in the plain chat")


async def topic(ctx: Context, letter: OutboxRow) -> Composed:
    """What was tried once and may be there is not made again; what looks right already stays as it is."""
    number = letter.content["question"]
    async with ctx.database.writing() as connection:
        known = await question_topics.find(connection, number, ctx.person.id)
        if known is None or known.lost:
            return IN_PLAIN_CHAT
        if known.thread_id is None and (letter.attempts or await posts.card(connection, number, ctx.person.id)):
            await question_topics.lose(connection, number, ctx.person.id, ctx.now)
            return IN_PLAIN_CHAT
        try:
            of = await cases.case(ctx, connection, number)
        except ExplainedError:
            look = topic_view.not_theirs(ctx, number)
        else:
            zone = ctx.zone(of.contest)
            if known.thread_id is not None and of.question.state is QuestionState.OPEN and quiet(ctx.now, zone):
                return Later(night_ends(ctx.now, zone))
            look = topic_view.look(ctx, of)
        if known.letter_id != letter.id and (known.name, known.icon) == (look.name, look.icon):
            return Nothing("it is named so")
        await question_topics.name(connection, number, ctx.person.id, look.name, look.icon, letter.id)
    icon = await ctx.topics.icon(look.icon)
    if known.thread_id is None:
        return OpenTopic(look.name, icon)
    return NameTopic(known.thread_id, look.name, icon)


async def named(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """Remembers the topic that was made, and when its name has to change next."""
    number = letter.content["question"]
    if letter.content["opens"]:
        for thread in await claims.sent_as(connection, letter.id):
            await question_topics.made(connection, number, letter.person_id, thread)
    question = await questions.find(connection, number)
    if question is not None:
        await topic_view.rename_in_time(connection, question, letter.person_id, now)


async def place(ctx: Context, thread: int) -> WriteAnswer | None:
    """The question whose topic it is; of one that was joined to another, that other."""
    async with ctx.database.reading() as connection:
        number = await question_topics.question_of(connection, ctx.person.id, thread)
        question = await questions.find(connection, number) if number else None
    return WriteAnswer(question=question.joined_to or question.id) if question else None


async def written(ctx: Context, payload: WriteAnswer, message: Message) -> Outcome | None:
    """Whatever is written in a topic is the answer to its question, shown before it goes.

    What is written elsewhere after that is not: the topic alone says what the words answer.
    """
    outcome = await answered(ctx, payload, message)
    return replace(outcome, asks=None) if isinstance(outcome, Screen) else outcome


def build_activity() -> Activity:
    activity = Activity()
    activity.in_topics(place, written)
    activity.sends(OutboxKind.QUESTION_TOPIC, topic, delivered=named, astray=topic_view.astray)
    return activity

"""Everything else: words nobody asked for, which are a question or a search; and what is neither."""

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.payloads.answers import AnswerCard, FoundTopics, NotAnswered
from bot.payloads.entry import Languages
from bot.payloads.packages import Checklist
from bot.payloads.questions.ask import AskConsultant
from bot.payloads.topics import TopicList
from bot.services.answers.instant_answers import is_asked, reply
from bot.services.topics.search import index
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Screen
from content.ellipsis import opening
from content.matching.grammar import meaningful
from content.models import Contest
from content.rules.dates import time_left
from storage.answers import asked
from storage.tables.answers import AskedOutcome

QUOTED_CHARACTERS = 200
ALL_OF_IT, ALL_OF_A_WORD = 0.9, 0.7
"""The share of what was typed that topics speak of where it is nothing but a search; a single word may be misspelt."""


async def unexpected_message(message: Message, ctx: Context) -> Goto | Screen:
    """Answers what was written; where there are no words, says what counts most now and where to go on."""
    if ctx.person.stranger:
        return Goto(Languages())
    contest = ctx.current()
    words = (message.text or message.caption or "").strip()
    if not words.startswith("/") and any(sign.isalnum() for sign in words):
        return await _answered(ctx, contest, words, message.message_id)
    text = ctx.text(
        "entry/unexpected",
        quoted=opening(words, QUOTED_CHARACTERS),
        contest=contest,
        closed=ctx.closed(contest),
        left=time_left(contest.deadline, ctx.now),
    )
    ask = ctx.button("answer.ask", AskConsultant(contest=contest.id), style=ButtonStyle.PRIMARY)
    elsewhere = [
        ctx.button("topics", TopicList(contest=contest.id)),
        ctx.button("documents", Checklist(contest=contest.id)),
    ]
    return ctx.screen(text, [[ask], elsewhere])


async def _answered(ctx: Context, contest: Contest, words: str, message_id: int) -> Goto:
    """Keeps what was typed, and shows a sure answer; or for a mere name the topics that speak of it; or what is near.

    A name that is a topic's through and through is looked for among the topics first.
    """
    found = index(ctx.catalogue, contest.id).search(words)
    named = not is_asked(words)
    enough = ALL_OF_A_WORD if len(meaningful(words)) == 1 else ALL_OF_IT
    of_topics = named and any(hit.share >= enough for hit in found.topics)
    answer = None if of_topics else (await reply(ctx, contest, words)).sure
    outcome = AskedOutcome.ANSWERED if answer else AskedOutcome.TOPICS if named and found else AskedOutcome.NONE
    async with ctx.database.writing() as connection:
        key, language = answer.key if answer else None, ctx.person.language
        asked_id = await asked.put(
            connection, ctx.person.id, contest.id, language, words, key, outcome, ctx.now, message_id
        )
    if answer is not None:
        return Goto(AnswerCard(contest=contest.id, answer=answer.id, item=answer.item, asked=asked_id))
    if outcome is AskedOutcome.TOPICS:
        return Goto(FoundTopics(contest=contest.id, asked=asked_id))
    return Goto(NotAnswered(contest=contest.id, asked=asked_id))


def build_activity() -> Activity:
    activity = Activity()
    activity.message(unexpected_message)
    return activity

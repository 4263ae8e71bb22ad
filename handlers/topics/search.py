"""Searching topics by typed words."""

from aiogram.enums import ButtonStyle

from bot.payloads.answers.answers import FoundTopics
from bot.payloads.topics import TopicList, TopicSearch
from bot.services.answers.responding import is_for_answers, respond, without_numbers
from bot.services.topics.search import LONGEST, index
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import column
from content.ellipsis import opening
from content.models import Contest
from handlers.topics.listing import topic_button, ways_to_find
from storage.answers import asked
from storage.tables.answers import AskedOutcome


async def search(ctx: Context, payload: TopicSearch) -> Screen:
    contest = ctx.contest(payload.contest)
    return ctx.screen(ctx.text("topics/search", contest=contest), back=TopicList(contest=contest.id), asks=payload)


async def answer(ctx: Context, payload: TopicSearch, words: str) -> Outcome:
    """Shows what was found and waits for the next search; a question is answered instead, and «назад» leads back."""
    contest = ctx.contest(payload.contest)
    words = without_numbers(contest, words)
    found = index(ctx.catalogue, contest.id).search(words)
    if await is_for_answers(ctx, contest, words, found):
        return Goto(await respond(ctx, contest, words, None))
    outcome = AskedOutcome.TOPICS if found else AskedOutcome.NONE
    async with ctx.database.writing() as connection:
        language = ctx.person.language
        asked_id = await asked.put(connection, ctx.person.id, contest.id, language, words, None, outcome, ctx.now)
    return _found(ctx, contest, words, asked_id, asks=payload)


async def found_topics(ctx: Context, payload: FoundTopics) -> Outcome:
    """The topics that speak of what was typed without a search being asked for; whatever is typed next stays free."""
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        typed = await asked.find(connection, payload.asked, ctx.person.id)
    if typed is None:
        return Goto(TopicSearch(contest=contest.id))
    return _found(ctx, contest, typed.words, typed.id)


def _found(ctx: Context, contest: Contest, words: str, asked_id: int, asks: TopicSearch | None = None) -> Screen:
    found = index(ctx.catalogue, contest.id).search(words)
    text = ctx.text(
        "topics/found", contest=contest, found=found, quoted=opening(words, LONGEST), cut=len(words) > LONGEST
    )
    rows = column(topic_button(ctx, contest, hit.entry) for hit in found.topics)
    elsewhere = [
        *ways_to_find(ctx, contest),
        ctx.button("topics", TopicList(contest=contest.id)),
    ]
    style = None if found else ButtonStyle.PRIMARY
    return ctx.screen(text, [*rows, elsewhere, [ctx.write_button(contest, asked_id, style)]], asks=asks)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(TopicSearch, search)
    activity.typed(TopicSearch, answer)
    activity.on(FoundTopics, found_topics)
    return activity

"""Searching topics by typed words."""

from aiogram.enums import ButtonStyle

from bot.callbacks import AskConsultant, Finder, FoundTopics, Search, TopicCard, TopicList
from bot.context import Context
from bot.navigation import Activity, Goto, Outcome
from bot.screens import Screen
from bot.services.search import LONGEST, index
from content.models import Contest
from storage import asked
from storage.asked import Outcome as Result


async def search(ctx: Context, at: Search) -> Screen:
    contest = ctx.contest(at.contest)
    return ctx.screen(ctx.text("search", contest=contest), back=TopicList(contest=contest.id), asks=at)


async def answer(ctx: Context, at: Search, words: str) -> Screen:
    """Shows what was found and waits for the next search."""
    contest = ctx.contest(at.contest)
    found = index(ctx.catalogue, contest.id).search(words)
    outcome = Result.TOPICS if found else Result.NONE
    async with ctx.database.writing() as connection:
        language = ctx.person.language
        asked_id = await asked.put(connection, ctx.person.id, contest.id, language, words, None, outcome, ctx.now)
    return _found(ctx, contest, words, asked_id, asks=at)


async def found_topics(ctx: Context, at: FoundTopics) -> Outcome:
    """The topics that speak of what was typed without a search being asked for; whatever is typed next stays free."""
    contest = ctx.contest(at.contest)
    async with ctx.database.reading() as connection:
        typed = await asked.find(connection, at.asked, ctx.person.id)
    if typed is None:
        return Goto(Search(contest=contest.id))
    return _found(ctx, contest, typed.words, typed.id)


def _found(ctx: Context, contest: Contest, words: str, asked_id: int, asks: Search | None = None) -> Screen:
    found = index(ctx.catalogue, contest.id).search(words)
    cut = len(words) > LONGEST
    text = ctx.text("found", contest=contest, found=found, quoted=words[:LONGEST] + "…" * cut, cut=cut)
    rows = [
        [
            ctx.button(
                "topic.item",
                TopicCard(contest=contest.id, topic=hit.entry.id),
                number=hit.entry.number,
                title=hit.entry.short[ctx.person.language],
            )
        ]
        for hit in found.topics
    ]
    ask = AskConsultant(contest=contest.id, asked=asked_id)
    elsewhere = [
        ctx.button("finder.open", Finder(contest=contest.id)),
        ctx.button("topics", TopicList(contest=contest.id)),
    ]
    style = None if found else ButtonStyle.PRIMARY
    return ctx.screen(text, [*rows, elsewhere, [ctx.button("answer.ask", ask, style=style)]], asks=asks)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Search, search)
    activity.typed(Search, answer)
    activity.on(FoundTopics, found_topics)
    return activity

"""Searching topics by typed words."""

from bot.callbacks import Finder, Search, TopicCard, TopicList
from bot.context import Context
from bot.navigation import Activity
from bot.screens import Screen
from bot.services.search import LONGEST, index


async def search(ctx: Context, at: Search) -> Screen:
    contest = ctx.contest(at.contest)
    return ctx.screen(ctx.text("search", contest=contest), back=TopicList(contest=contest.id), asks=at)


async def answer(ctx: Context, at: Search, words: str) -> Screen:
    """Shows what was found and waits for the next search."""
    contest = ctx.contest(at.contest)
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
    elsewhere = [
        ctx.button("finder.open", Finder(contest=contest.id)),
        ctx.button("topics", TopicList(contest=contest.id)),
    ]
    return ctx.screen(text, [*rows, elsewhere], asks=at)


def build_router() -> Activity:
    router = Activity("search")
    router.on(Search, search)
    router.typed(Search, answer)
    return router

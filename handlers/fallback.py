"""Everything else: words nobody asked for."""

from aiogram.types import Message

from bot.callbacks import Checklist, Languages, Search, TopicList
from bot.context import Context
from bot.navigation import Activity, Goto
from bot.screens import Screen
from bot.services.search import index
from content.dates import Status, status, time_left

QUOTED_CHARACTERS = 200


async def unexpected_message(message: Message, ctx: Context) -> Goto | Screen:
    """Looks for what was written; where nothing is found, says what counts most now and where to go on."""
    if ctx.person.stranger:
        return Goto(Languages())
    contest = ctx.current()
    words = (message.text or message.caption or "").strip()
    found = index(ctx.catalogue, contest.id).search("" if words.startswith("/") else words)
    if found:
        return Goto(Search(contest=contest.id), words=words)
    text = ctx.text(
        "unexpected",
        quoted=words[:QUOTED_CHARACTERS] + ("…" if len(words) > QUOTED_CHARACTERS else ""),
        contest=contest,
        asked=found.asked,
        closed=status(contest, ctx.now) is Status.CLOSED,
        left=time_left(contest.deadline, ctx.now),
    )
    rows = [
        [
            ctx.button("topics", TopicList(contest=contest.id)),
            ctx.button("documents", Checklist(contest=contest.id)),
        ]
    ]
    return ctx.screen(text, rows)


def build_router() -> Activity:
    router = Activity("fallback")
    router.message.register(unexpected_message)
    return router

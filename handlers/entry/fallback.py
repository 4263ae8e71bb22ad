"""Everything else: words nobody asked for, which are a question or a search; and what is neither."""

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.payloads.entry import Languages
from bot.payloads.packages.documents import Checklist
from bot.payloads.topics import TopicList
from bot.services.answers.responding import respond
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Screen
from content.ellipsis import opening
from content.rules.dates import time_left

QUOTED_CHARACTERS = 200


async def unexpected_message(message: Message, ctx: Context) -> Goto | Screen:
    """Answers what was written; where there are no words, says what counts most now and where to go on."""
    if ctx.person.stranger:
        return Goto(Languages())
    contest = ctx.current()
    words = (message.text or message.caption or "").strip()
    if not words.startswith("/") and any(sign.isalnum() for sign in words):
        return Goto(await respond(ctx, contest, words, message.message_id))
    text = ctx.text(
        "entry/unexpected",
        quoted=opening(words, QUOTED_CHARACTERS),
        contest=contest,
        closed=ctx.closed(contest),
        left=time_left(contest.deadline, ctx.now),
    )
    ask = ctx.write_button(contest, style=ButtonStyle.PRIMARY)
    elsewhere = [
        ctx.button("topics", TopicList(contest=contest.id)),
        ctx.button("documents", Checklist(contest=contest.id)),
    ]
    return ctx.screen(text, [[ask], elsewhere])


def build_activity() -> Activity:
    activity = Activity()
    activity.message(unexpected_message)
    return activity

"""Everything else: words nobody asked for, which are a question or a search; and what is neither."""

from aiogram.enums import ButtonStyle, ContentType
from aiogram.types import Message

from bot.access import Right
from bot.payloads.consultants.regions import RegionList
from bot.payloads.contests.outline import NewContest
from bot.payloads.contests.versions import ContestFiles
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
KINDS: dict[str, str] = {
    ContentType.STICKER: "sticker",
    ContentType.LOCATION: "place",
    ContentType.VENUE: "place",
    ContentType.VOICE: "voice",
    ContentType.AUDIO: "voice",
    ContentType.VIDEO_NOTE: "voice",
    ContentType.PHOTO: "picture",
    ContentType.VIDEO: "picture",
}
"""What somebody may send instead of words, and be told what to do with it."""
FILES_OF_CONTESTS = (".zip", ".xlsx")


async def unexpected_message(message: Message, ctx: Context) -> Goto | Screen:
    """Answers what was written; where there are no words, says what counts most now and where to go on."""
    if ctx.person.stranger:
        return Goto(Languages())
    contest = ctx.current()
    if ctx.may(Right.CONTEST) and _file_name(message).endswith(FILES_OF_CONTESTS):
        pages = (("contest_desk.new_contest", NewContest), ("contest_desk.files", ContestFiles))
        rows = [[ctx.button(label, page(contest=contest.id))] for label, page in pages]
        return ctx.screen(ctx.text("entry/files_of_contest"), rows)
    words = (message.text or message.caption or "").strip()
    if not words.startswith("/") and any(sign.isalnum() for sign in words):
        return Goto(await respond(ctx, contest, words, message.message_id))
    text = ctx.text(
        "entry/unexpected",
        quoted=opening(words, QUOTED_CHARACTERS),
        contest=contest,
        closed=ctx.closed(contest),
        left=time_left(contest.deadline, ctx.now),
        kind=KINDS.get(message.content_type),
    )
    ask = ctx.write_button(contest, style=ButtonStyle.PRIMARY)
    elsewhere = [
        ctx.button("topics", TopicList(contest=contest.id)),
        ctx.button("documents", Checklist(contest=contest.id)),
    ]
    rows = [[ask], elsewhere]
    if KINDS.get(message.content_type) == "place" and contest.regions.regions:
        rows.insert(0, [ctx.button("region.choose", RegionList(contest=contest.id))])
    return ctx.screen(text, rows)


def _file_name(message: Message) -> str:
    return ((message.document and message.document.file_name) or "").casefold()


def build_activity() -> Activity:
    activity = Activity()
    activity.message(unexpected_message)
    return activity

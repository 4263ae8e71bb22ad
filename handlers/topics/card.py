"""Finding the topic: the list, a card of several pages, the choice."""

from urllib.parse import quote, urlencode

from aiogram.enums import ButtonStyle

from bot.payloads.entry import Home
from bot.payloads.packages.documents import Checklist
from bot.payloads.questions.ask import AskedPlace
from bot.payloads.topics import ChooseTopic, TopicCard, TopicList, TopicSearch
from bot.services.entry.contest_switch import work_in
from bot.services.packages import changes
from bot.services.packages.lookup import to_change
from bot.services.topics.pages import topic_pages
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, ask_about, column
from content.models import Contest, Topic
from content.rules.dates import Status, status
from handlers.topics.listing import topic_button, ways_to_find
from storage.packages import packages
from storage.packages.packages import FIRST

ON_A_PAGE = 20
"""Topics on the list; more would be too long to scroll through on a phone."""


async def topic_list(ctx: Context, payload: TopicList) -> Screen:
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        package = await packages.current(connection, ctx.person.id, contest.id)
    chosen = package.topic_id if package else None
    pages = Pages(len(contest.topics.topics), ON_A_PAGE, payload.page)
    shown = pages.shown(contest.topics.topics)
    text = ctx.text(
        "topics/topics",
        contest=contest,
        status=status(contest, ctx.now),
        chosen=chosen,
        shown=shown,
        pages=pages.count,
    )
    rows = column(topic_button(ctx, contest, topic, chosen=topic.id == chosen) for topic in shown)
    choosing = [*ways_to_find(ctx, contest)]
    if len(contest.topics.topics) > 1:
        choosing.append(ctx.button("search.open", TopicSearch(contest=contest.id)))
    return ctx.screen(text, [choosing, *rows, pages.turns(ctx, payload)])


async def topic_card(ctx: Context, payload: TopicCard) -> Screen:
    contest = ctx.contest(payload.contest)
    topic = contest.topic(payload.topic)
    if topic is None:
        raise ExplainedError("topics/topic_gone")
    async with ctx.database.reading() as connection:
        package = await packages.current(connection, ctx.person.id, contest.id)
    chosen = package is not None and package.topic_id == topic.id
    leaves = topic_pages(topic, ctx.person.language)
    pages = Pages(len(leaves), 1, payload.page)
    state = status(contest, ctx.now)
    text = ctx.text(
        "topics/topic",
        contest=contest,
        status=state,
        topic=topic,
        direction=contest.topics.direction(topic.direction),
        kind=contest.topics.kind(topic.kind),
        latest_end=contest.latest_end(topic),
        page=leaves[pages.offset],
        number=pages.number,
        pages=pages.count,
        chosen=chosen,
    )
    package_id = package.id if package else FIRST
    if chosen:
        act = [ctx.button("topic.to_documents", Checklist(contest=contest.id, package=package_id))]
    elif state is Status.CLOSED:
        act = []
    else:
        choose = ChooseTopic(contest=contest.id, topic=topic.id, package=package_id)
        act = [ctx.button("topic.choose", choose, style=ButtonStyle.SUCCESS)]
    ask = ask_about(ctx, contest, AskedPlace.TOPIC, topic.id)
    share = Button(ctx.label("topic.share"), url=_share(ctx, contest, topic))
    return ctx.screen(text, [pages.turns(ctx, payload), act, [share], ask], back=TopicList(contest=contest.id))


def _share(ctx: Context, contest: Contest, topic: Topic) -> str:
    """Opens Telegram's own choice of a chat to send a link to."""
    query = {"url": ctx.link(f"{contest.id}-{topic.id}"), "text": topic.title[ctx.person.language]}
    return f"https://t.me/share/url?{urlencode(query, quote_via=quote)}"


async def choose_topic(ctx: Context, payload: ChooseTopic) -> Goto:
    """Sets the package's topic; documents and self-assessments stay as they are."""
    contest = ctx.changeable(payload.contest)
    if contest.topic(payload.topic) is None:
        raise ExplainedError("topics/topic_gone")
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await changes.make(ctx, connection, contest, package, payload)
        await work_in(ctx, connection, contest)
    return Goto(Home(), ctx.label("topic.set"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(TopicList, topic_list)
    activity.on(TopicCard, topic_card)
    activity.on(ChooseTopic, choose_topic)
    return activity

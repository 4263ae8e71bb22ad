"""A topic wherever topics are listed: the button that opens its card, and the finder where it helps."""

from bot.payloads.topics import Finder, TopicCard
from bot.ui.context import Context
from bot.ui.screens import Button
from content.models import Contest, Topic
from content.rules.choosing import asked


def topic_button(ctx: Context, contest: Contest, topic: Topic, *, chosen: bool = False) -> Button:
    return ctx.button(
        "topic.chosen" if chosen else "topic.item",
        TopicCard(contest=contest.id, topic=topic.id),
        number=topic.number,
        title=topic.short[ctx.person.language],
    )


def ways_to_find(ctx: Context, contest: Contest) -> list[Button]:
    """The finder, where topics differ in anything that it asks about."""
    return [ctx.button("finder.open", Finder(contest=contest.id))] if asked(contest) else []

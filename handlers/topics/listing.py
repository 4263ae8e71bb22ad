"""A topic wherever topics are listed: the button that opens its card."""

from bot.payloads.topics import TopicCard
from bot.ui.context import Context
from bot.ui.screens import Button
from content.models import Contest, Topic


def topic_button(ctx: Context, contest: Contest, topic: Topic, *, chosen: bool = False) -> Button:
    return ctx.button(
        "topic.chosen" if chosen else "topic.item",
        TopicCard(contest=contest.id, topic=topic.id),
        number=topic.number,
        title=topic.short[ctx.person.language],
    )

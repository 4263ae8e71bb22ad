"""A topic's tasks and expected results, cut into pages that fit a message."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from content.models import Language, Point, Topic

PAGE_CHARACTERS = 2_600
"""Of list text on a page. Telegram takes 4,096; the rest is for the head of the card and its notes."""
FIRST_PAGE_CHARACTERS = 1_500


@dataclass(frozen=True)
class ListLine:
    number: int
    point: Point


@dataclass
class TopicPage:
    tasks: list[ListLine] = field(default_factory=list)
    results: list[ListLine] = field(default_factory=list)


def topic_pages(topic: Topic, language: Language) -> Sequence[TopicPage]:
    """At least one page; the first has less room, since the facts of the topic stand there."""
    result = [TopicPage()]
    used, room = 0, FIRST_PAGE_CHARACTERS
    for kind, points in (("tasks", topic.tasks), ("results", topic.results)):
        for number, point in enumerate(points, 1):
            size = len(point[language]) + (len(point.unclear[language]) if point.unclear else 0) + 4
            if used and used + size > room:
                result.append(TopicPage())
                used, room = 0, PAGE_CHARACTERS
            getattr(result[-1], kind).append(ListLine(number, point))
            used += size
    return result

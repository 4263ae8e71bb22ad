"""Finding a topic: the list, a card, the finder, the search."""

from bot.payloads.payload import Number, Payload
from storage.packages.packages import FIRST


class TopicList(Payload, prefix="topics"):
    contest: str


class TopicCard(Payload, prefix="topic"):
    contest: str
    topic: str
    page: Number = 1


class ChooseTopic(Payload, prefix="choose"):
    contest: str
    topic: str
    package: Number = FIRST


class Finder(Payload, prefix="find"):
    """Three questions that rank the topics. Each answer is an id, ANYTHING, or empty while it is still asked for.

    `place` is a region or COUNTRY, `budget` the number of a bracket, counted from 1.
    """

    contest: str
    audience: str = ""
    place: str = ""
    budget: str = ""


ANYTHING = "-"
COUNTRY = "*"


class TopicSearch(Payload, prefix="search"):
    contest: str

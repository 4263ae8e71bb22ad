"""Finding a topic: the list, a card, the finder, the search."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId, ItemId
from storage.packages.packages import FIRST


class TopicList(Payload, prefix="topics"):
    contest: ContestId
    page: Number = 1


class TopicCard(Payload, prefix="topic"):
    contest: ContestId
    topic: ItemId
    page: Number = 1


class ChooseTopic(Payload, prefix="choose"):
    contest: ContestId
    topic: ItemId
    package: Number = FIRST


class Finder(Payload, prefix="find"):
    """Three questions that rank the topics. Each answer is an id, ANYTHING, or empty while it is still asked for.

    `place` is a region or COUNTRY, `budget` the number of a bracket, counted from 1.
    """

    contest: ContestId
    audience: str = ""
    place: str = ""
    budget: str = ""


ANYTHING = "-"
COUNTRY = "*"


class TopicSearch(Payload, prefix="search"):
    contest: ContestId

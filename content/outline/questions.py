"""What is asked of a new contest, one after the other, before its files are completed: names, dates, ways, topics.

An answer is kept as text under the id of its question: as `content.outline.typed` reads it; None where the
announcement says nothing of it, or whoever answers does not know yet.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from content.models.application.submission import WayKind

Answers = Mapping[str, str | None]
TOPIC = re.compile(r"t(?P<number>[1-9]\d{0,2})_(?P<about>kk|ru|sum)")
MOST_TOPICS = 40
"""Whoever has more writes them into a spreadsheet."""


class OutlinePart(StrEnum):
    NAMES = "names"
    DATES = "dates"
    WAYS = "ways"
    TOPICS = "topics"


class OutlineKind(StrEnum):
    """What an answer has to be."""

    TEXT = "text"
    ID = "id"
    DAY = "day"
    MOMENT = "moment"
    PLACE = "place"
    """A section of the announcement."""
    WAYS = "ways"
    """Any of WayKind, apart by spaces."""
    EMAIL = "email"
    LINK = "link"
    AMOUNT = "amount"


@dataclass(frozen=True)
class OutlineQuestion:
    """`optional`: the contest is whole without it."""

    id: str
    part: OutlinePart
    kind: OutlineKind = OutlineKind.TEXT
    optional: bool = False

    @property
    def topic(self) -> int:
        """The number of the topic that it is about; 0 for none."""
        found = TOPIC.fullmatch(self.id)
        return int(found["number"]) if found else 0

    @property
    def name(self) -> str:
        """Under which its words stand: topics share theirs."""
        found = TOPIC.fullmatch(self.id)
        return f"t_{found['about']}" if found else self.id


NAMES = (
    OutlineQuestion("id", OutlinePart.NAMES, OutlineKind.ID),
    *(
        OutlineQuestion(f"{about}_{language}", OutlinePart.NAMES)
        for about in ("name", "short", "operator", "known")
        for language in ("kk", "ru")
    ),
)
DATES = (
    OutlineQuestion("announced", OutlinePart.DATES, OutlineKind.DAY),
    OutlineQuestion("begins", OutlinePart.DATES, OutlineKind.MOMENT, optional=True),
    OutlineQuestion("deadline", OutlinePart.DATES, OutlineKind.MOMENT),
    OutlineQuestion("clock_kk", OutlinePart.DATES),
    OutlineQuestion("clock_ru", OutlinePart.DATES),
    OutlineQuestion("printed_kk", OutlinePart.DATES),
    OutlineQuestion("printed_ru", OutlinePart.DATES),
    OutlineQuestion("printed_at", OutlinePart.DATES, OutlineKind.PLACE),
)
WAYS, WAYS_AT = (
    OutlineQuestion("ways", OutlinePart.WAYS, OutlineKind.WAYS),
    OutlineQuestion("ways_at", OutlinePart.WAYS, OutlineKind.PLACE),
)
ADDRESS = (OutlineQuestion("address_kk", OutlinePart.WAYS), OutlineQuestion("address_ru", OutlinePart.WAYS))
EMAIL = (OutlineQuestion("email", OutlinePart.WAYS, OutlineKind.EMAIL),)
PORTAL = (
    OutlineQuestion("portal_kk", OutlinePart.WAYS),
    OutlineQuestion("portal_ru", OutlinePart.WAYS),
    OutlineQuestion("portal_url", OutlinePart.WAYS, OutlineKind.LINK),
)
ADDRESSES = {WayKind.BY_HAND: ADDRESS, WayKind.POST: ADDRESS, WayKind.EMAIL: EMAIL, WayKind.PORTAL: PORTAL}
"""What else has to be known of a way."""
TOPICS_AT = OutlineQuestion("topics_at", OutlinePart.TOPICS, OutlineKind.PLACE)


def of_topic(number: int) -> tuple[OutlineQuestion, ...]:
    return (
        OutlineQuestion(f"t{number}_kk", OutlinePart.TOPICS),
        OutlineQuestion(f"t{number}_ru", OutlinePart.TOPICS),
        OutlineQuestion(f"t{number}_sum", OutlinePart.TOPICS, OutlineKind.AMOUNT, optional=True),
    )


def chosen_ways(answers: Answers) -> tuple[WayKind, ...]:
    said = (answers.get(WAYS.id) or "").split()
    return tuple(way for way in WayKind if way.value in said)


def topics(answers: Answers) -> list[int]:
    """The numbers of topics of which something is said."""
    found = (TOPIC.fullmatch(key) for key, value in answers.items() if value)
    return sorted({int(each["number"]) for each in found if each})


def asked(answers: Answers) -> list[OutlineQuestion]:
    """All questions in order: what is asked depends on what was said before. Of topics there is always a next one."""
    return list(_asked(answers))


def _asked(answers: Answers) -> Iterator[OutlineQuestion]:
    yield from NAMES
    yield from DATES
    yield WAYS
    if ways := chosen_ways(answers):
        yield WAYS_AT
        yield from dict.fromkeys(each for way in ways for each in ADDRESSES[way])
    yield TOPICS_AT
    known = topics(answers)
    for number in known:
        yield from of_topic(number)
    if len(known) < MOST_TOPICS:
        yield from of_topic(max(known, default=0) + 1)[:1]


def question(answers: Answers, question_id: str) -> OutlineQuestion | None:
    """One of those that are asked now."""
    return next((each for each in asked(answers) if each.id == question_id), None)


def first_open(answers: Answers, part: OutlinePart | None = None) -> OutlineQuestion | None:
    """The first that was not put yet; a topic more than there are is put only where there is none."""
    for each in asked(answers):
        if each.id in answers or (part and each.part is not part):
            continue
        if not each.topic or not topics(answers) or each.topic in topics(answers):
            return each
    return None


def missing(answers: Answers) -> list[OutlineQuestion]:
    """What the contest needs and nobody has said."""
    known = topics(answers)
    return [
        each
        for each in asked(answers)
        if not answers.get(each.id) and not each.optional and (not each.topic or not known or each.topic in known)
    ]

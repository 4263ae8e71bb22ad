"""Whatever an applicant comes for is at most three taps from home."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from bot.app import App
from bot.payloads.assessment import StartAttempt
from bot.payloads.consultants.regions import SetRegion
from bot.payloads.entry import Home
from bot.payloads.packages.documents import DocumentCard, SetDocument
from bot.payloads.payload import Payload
from bot.payloads.rules.rules import RulesPage
from bot.payloads.topics import ChooseTopic, Finder, TopicCard
from bot.ui.navigation import Goto
from bot.ui.screens import Screen
from content.models import Contest, Language
from storage.entry import people
from storage.packages.packages import DocumentStatus
from storage.personal import personal
from tests.conftest import OPEN
from tests.support.databases import count_anew
from tests.support.presence import there

MOST_TAPS = 3
ME = 7001
CONTEST = "2020-repeat"
NEWCOMER: tuple[Payload, ...] = ()
AT_WORK: tuple[Payload, ...] = (
    ChooseTopic(contest=CONTEST, topic="topic_7"),
    SetDocument(contest=CONTEST, document="doc_1", status=DocumentStatus.READY),
    SetRegion(contest=CONTEST, region="shymkent"),
)

Way = tuple[Payload, ...]


@dataclass(frozen=True)
class Goal:
    """What a person comes for: the button that gives it, and the words that they then read."""

    kind: type[Payload]
    words: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def given_by(self, payload: Payload) -> bool:
        return isinstance(payload, self.kind) and self.fields.items() <= dict(payload).items()


def goals(app: App, contest: Contest, language: Language) -> Iterator[Goal]:
    for document in contest.documents.documents:
        yield Goal(DocumentCard, there(document.official)[language], {"document": document.id})
        for status in (DocumentStatus.IN_PROGRESS, DocumentStatus.READY):
            sign = app.texts.label(language, f"sign.{status.value}")
            marked = f"{sign} {document.number}. {document.short[language]}"
            yield Goal(SetDocument, marked, {"document": document.id, "status": status})
    consultants = {each.id: each for each in contest.regions.consultants}
    for region in contest.regions.regions:
        phone = region.phone or consultants[region.consultant].phone
        yield Goal(SetRegion, phone.printed, {"region": region.id})
    where = next(group for group in contest.submission.groups if group.shows_address)
    yield Goal(RulesPage, there(contest.submission.address)[language], {"group": where.id})
    yield Goal(StartAttempt, contest.criteria.criteria[0].title[language])
    for topic in contest.topics.topics:
        yield Goal(TopicCard, topic.title[language], {"topic": topic.id})
    yield Goal(Finder, contest.topics.audiences[0].name[language], {"audience": ""})


class Wanderer:
    """Somebody who tries every button, each time from home and as if it were the first time."""

    def __init__(self, app: App, language: Language, begun: Way) -> None:
        self.app = app
        self.language = language
        self.begun = begun

    async def at_the_end(self, way: Way) -> Screen:
        async with self.app.database.writing() as connection:
            await personal.forget(connection, ME)
            await count_anew(connection)
            await people.set_language(connection, ME, self.language, OPEN)
        for payload in (*self.begun, Home(), *way[:-1]):
            await self._tap(payload)
        return await self._tap(way[-1] if way else Home())

    async def _tap(self, payload: Payload) -> Screen:
        async with self.app.database.reading() as connection:
            person = await people.find(connection, ME)
        assert person is not None
        ctx = await self.app.contexts.make(person)
        screen, _ = await self.app.navigation.draw(ctx, Goto(payload))
        return screen

    async def ways(self) -> Sequence[Way]:
        """A shortest way to every button near home."""
        found: dict[str, Way] = {}
        ends: list[Way] = [()]
        for _ in range(MOST_TAPS):
            farther: list[Way] = []
            for way in ends:
                screen = await self.at_the_end(way)
                for payload in (button.payload for row in screen.rows for button in row if button.payload):
                    if payload.pack() not in found:
                        found[payload.pack()] = (*way, payload)
                        farther.append((*way, payload))
            ends = farther
        return list(found.values())


def words_of(screen: Screen) -> str:
    return "\n".join([html.unescape(screen.text), *(button.label for row in screen.rows for button in row)])


@pytest.mark.slow
@pytest.mark.parametrize("begun", [NEWCOMER, AT_WORK], ids=["newcomer", "at work"])
@pytest.mark.parametrize("language", Language)
async def test_every_goal_is_near(app: App, contest: Contest, language: Language, begun: Way) -> None:
    wanderer = Wanderer(app, language, begun)
    ways = await wanderer.ways()
    for goal in goals(app, contest, language):
        leading = [way for way in ways if goal.given_by(way[-1])]
        assert leading, f"{goal} is more than {MOST_TAPS} taps from home"
        assert goal.words in words_of(await wanderer.at_the_end(leading[0]))


@pytest.mark.parametrize("language", Language)
async def test_the_consultant_of_the_own_region_is_one_tap_away(app: App, contest: Contest, language: Language) -> None:
    wanderer = Wanderer(app, language, AT_WORK)
    home = await wanderer.at_the_end(())
    consultant = next(
        button.payload for row in home.rows for button in row if button.label == app.texts.label(language, "consultant")
    )
    assert consultant is not None
    shymkent = next(region for region in contest.regions.regions if region.id == "shymkent")
    answers_for = next(each for each in contest.regions.consultants if each.id == shymkent.consultant)
    assert (shymkent.phone or answers_for.phone).printed in words_of(await wanderer.at_the_end((consultant,)))

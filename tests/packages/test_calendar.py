"""The calendar file: the deadline and the days to begin, each with an alarm, and the same event every time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from bot.app import App
from bot.services.packages.calendar import calendar
from bot.services.packages.progress import starts
from bot.services.packages.tailoring import statuses
from bot.ui.context import Context
from content.models import Contest, Language
from storage.packages.packages import DocumentStatus, Mark, Package
from storage.tables.application.packages import MarkKind
from tests.conftest import OPEN
from tests.support.asking import context
from tests.support.presence import there


@pytest.fixture
async def ctx(app: App) -> Context:
    return await context(app, 7001)


def events(content: bytes) -> dict[str, Event]:
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(each["uid"]): each for each in found if isinstance(each, Event)}


async def test_the_deadline_is_a_moment_at_a_place(ctx: Context, contest: Contest) -> None:
    event = events(calendar(ctx, contest, None))["2020-repeat-deadline@grant-assistant"]
    assert event.decoded("dtstart") == datetime(2020, 6, 3, 12, 0, tzinfo=UTC)
    assert str(event["location"]) == there(contest.submission.address).ru
    assert contest.contest.short.ru in str(event["summary"])


async def test_each_document_that_takes_days_has_a_day_to_begin(ctx: Context, contest: Contest) -> None:
    found = events(calendar(ctx, contest, None))
    expected = {
        f"2020-repeat-{start.document.id}@grant-assistant": start.day
        for start in starts(contest, statuses(contest, None), OPEN)
    }
    assert expected
    assert {uid: event.decoded("dtstart") for uid, event in found.items() if uid in expected} == expected
    others = {"2020-repeat-deadline", "2020-repeat-packing", "2020-repeat-post"}
    assert set(found) - set(expected) == {f"{each}@grant-assistant" for each in others}


async def test_what_is_begun_needs_no_day(ctx: Context, contest: Contest) -> None:
    first = starts(contest, statuses(contest, None), OPEN)[0].document
    marks = {(MarkKind.DOCUMENT, first.id): Mark(DocumentStatus.IN_PROGRESS.value, OPEN, 7001)}
    package = Package(1, contest.id, 7001, 1, None, None, archived=False, current=True, marks=marks)
    assert f"2020-repeat-{first.id}@grant-assistant" not in events(calendar(ctx, contest, package))


async def test_everything_has_an_alarm_a_day_before(ctx: Context, contest: Contest) -> None:
    for event in events(calendar(ctx, contest, None)).values():
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == -timedelta(days=1)
        assert alarm["description"] == event["summary"]


async def test_the_same_events_come_in_either_language_and_later(ctx: Context, contest: Contest) -> None:
    kazakh = replace(ctx, person=replace(ctx.person, language=Language.KK), now=ctx.now + timedelta(hours=1))
    ru, kk = (events(calendar(each, contest, None)) for each in (ctx, kazakh))
    assert list(ru) == list(kk)
    assert all(ru[uid]["summary"] != kk[uid]["summary"] for uid in ru)

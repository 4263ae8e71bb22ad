"""The walk of staff through a contest that is changed leaves out what an applicant was shown, and nothing else."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.app import build_navigation
from bot.check.crawl import Visit, Walker, crawl, walkers
from bot.check.likeness import Key, alike
from bot.payloads.entry import Help, Home
from bot.payloads.packages.packages import PackageList
from bot.payloads.questions.ask import PreviewQuestion
from bot.payloads.staff.invites import RevokeStaffInvite, StaffInviteCard
from bot.ui.navigation import Navigation
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.models import Language
from tests.support.wording import all_texts

DISTRICT = "district"
LINKS = (StaffInviteCard, RevokeStaffInvite)
"""Another one each time."""


@pytest.fixture(scope="module")
def navigation() -> Navigation:
    return build_navigation()


@pytest.fixture(scope="module")
def two(navigation: Navigation) -> list[Walker]:
    """An applicant while applications are taken, and staff."""
    contest = load_catalogue(Path("tests/data/contests"))[DISTRICT]
    every = walkers(Catalogue({DISTRICT: contest}), all_texts(), navigation)
    return [each for each in every if each.language is Language.RU and each.changeable]


@pytest.fixture(scope="module")
def quick(two: list[Walker]) -> tuple[list[Visit], list[Visit]]:
    """What the applicant is shown, and then staff."""
    visits = list(asyncio.run(crawl(two, quick=True)).visits)
    begins = [visit.at for visit in visits].index(PreviewQuestion(contest=DISTRICT).pack())
    return visits[:begins], visits[begins:]


def keys(navigation: Navigation, visits: Sequence[Visit]) -> list[Key]:
    payloads = [navigation.payload(visit.at) for visit in visits]
    return [alike(each) for each in payloads if each is not None]


@pytest.mark.slow
def test_staff_are_not_shown_again_what_the_applicant_was(
    navigation: Navigation, quick: tuple[list[Visit], list[Visit]]
) -> None:
    applicant, staff = (keys(navigation, each) for each in quick)
    assert len(staff) > 100
    assert len(staff) == len(set(staff))
    shared = {alike(each) for each in (Home(), Help(), PackageList(contest=DISTRICT))}
    assert set(applicant) & set(staff) == shared  # with more on them for staff


@pytest.mark.slow
def test_nothing_is_lost_by_leaving_that_out(
    navigation: Navigation, two: list[Walker], quick: tuple[list[Visit], list[Visit]]
) -> None:
    (at_work,) = (each for each in two if each.at_work)
    whole = {key for key in keys(navigation, asyncio.run(crawl([at_work])).visits) if key[0] not in LINKS}
    applicant, staff = (set(keys(navigation, each)) for each in quick)
    shown = {kind for kind, *_ in applicant}
    assert {kind for kind, *_ in whole} <= shown | {kind for kind, *_ in staff}
    assert {key for key in whole if key[0] not in shown} <= staff


@pytest.mark.slow
def test_a_screen_of_staff_that_breaks_is_found(two: list[Walker], monkeypatch: pytest.MonkeyPatch) -> None:
    navigation = two[0].navigation
    kind = next(each for each in navigation.acts if each.__prefix__ == "audit")

    async def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(navigation.acts, kind, breaks)
    found = asyncio.run(crawl(two, quick=True)).faults
    assert [fault.split(":")[0] for fault in found] == ["ru audit"]

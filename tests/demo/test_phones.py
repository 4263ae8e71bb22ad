"""The people whose phones the demo shows."""

from pathlib import Path

from bot.demo.page.phones import DEMO_PHONES
from content.loader import load_contest
from content.phones import dialled


def test_the_consultant_alone_has_a_number_of_the_announcement() -> None:
    contest = load_contest(Path("content/contests/2020-repeat"))
    printed = {dialled(consultant.phone) for consultant in contest.regions.consultants}
    assert [phone.id for phone in DEMO_PHONES if phone.phone_number in printed] == ["consultant"]

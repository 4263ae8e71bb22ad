"""Whoever is reminded."""

import pytest

from tests.support.conversation import Phone
from tests.support.reminding import choose


@pytest.fixture
async def director(applicant: Phone) -> Phone:
    """Has chosen a topic on 14 May, a good while before anything is due."""
    applicant.chats.app.clock.move_to("2020-05-14T12:00+06:00")  # type: ignore[attr-defined]
    await applicant.begin()
    await choose(applicant)
    return applicant

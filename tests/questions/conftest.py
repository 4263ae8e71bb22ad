"""Somebody who is about to ask."""

import pytest

from tests.support.conversation import Phone
from tests.support.questioning import choose_region


@pytest.fixture
async def asking(applicant: Phone) -> Phone:
    await applicant.begin()
    await choose_region(applicant)
    return applicant

"""Two of the staff who may change a contest."""

import pytest

from bot.access import Right
from tests.support.conversation import Chats, Phone
from tests.support.staff import with_rights


@pytest.fixture
async def second(chats: Chats) -> Phone:
    """Another who may change the contest, in Kazakh."""
    return await with_rights(chats, Right.CONTEST, name="Сәуле")

"""A bot whose broadcasts go out without a rest between their portions, and a colleague who writes them, too."""

import pytest

from bot.access import Right
from bot.services.broadcasts import dispatch, live_progress
from tests.support.conversation import Chats, Phone
from tests.support.staff import with_rights


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_progress, "SHOW_SECONDS", 0.0)
    monkeypatch.setattr(dispatch, "REST", 0.0)


@pytest.fixture
async def colleague(chats: Chats) -> Phone:
    return await with_rights(chats, Right.ANNOUNCE, name="Бауыржан")

"""A bot whose broadcasts go out without a rest between their portions."""

import pytest

from bot.services.broadcasts import dispatch, live_progress


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_progress, "SHOW_SECONDS", 0.0)
    monkeypatch.setattr(dispatch, "REST", 0.0)

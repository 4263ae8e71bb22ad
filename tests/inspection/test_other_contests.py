"""A contest without forms is inspected by what it has; one without rules has no button that leads nowhere."""

import pytest

from bot.settings import Settings
from tests.conftest import MovableClock
from tests.contests.test_shapes import DISTRICT, OPEN, SHAPES, STYLE
from tests.support.conversation import Phone


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"content_dir": SHAPES})


async def test_documents_answers_and_steps_are_enough(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin("Русский")
    await applicant.press(f"say:{STYLE}:partners:yes:0")
    await applicant.press(f"chk:{STYLE}:1")
    assert "Тема не выбрана. (объявление, раздел 4)" in applicant.text
    assert "Нет ответа" not in applicant.text
    assert "Не пройдет техническую проверку: 5" in applicant.text
    assert "Неясно в объявлении, спросите: 1" in applicant.text


async def test_without_rules_nothing_is_offered(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to(OPEN[DISTRICT])
    await applicant.begin("Русский")
    for screen in (f"docs:{DISTRICT}", f"steps:{DISTRICT}", "home"):
        await applicant.press(screen)
        assert "🔎 Проверка" not in " ".join(applicant.buttons)
    await applicant.press(f"chk:{DISTRICT}")
    assert "не заданы правила проверки" in applicant.text

"""/help by role, and the first day of those who answer and of staff: on the screen and in the documents."""

import html
import re
from pathlib import Path

import pytest

from bot.access import Right
from bot.app import App
from bot.payloads.entry import Newcomer
from content.models import Language
from tests.conftest import OPEN
from tests.support.conversation import Chats, Phone
from tests.support.staff import with_rights

HOURS = 8


async def test_an_applicant_reads_of_their_own_commands_alone(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("/help")
    assert "/documents" in applicant.text
    assert "/queue" not in applicant.text
    assert "/staff" not in applicant.text
    assert not [label for label in applicant.buttons if "алғашқы күні" in label]


async def test_a_consultant_finds_the_first_day_in_the_help(consultant: Phone) -> None:
    await consultant.send("/help")
    assert "/queue" in consultant.text
    assert "/staff" not in consultant.text
    await consultant.tap("Первый день консультанта")
    assert "рабочих часов: 8" in consultant.text
    await consultant.tap("Очередь вопросов")
    assert "Первый день" not in consultant.text


async def test_staff_find_theirs(chats: Chats, owner: Phone) -> None:
    member = await with_rights(chats, Right.CONTEST)
    await member.send("/help")
    assert "/staff" in member.text
    assert "/queue" not in member.text
    assert "Кеңесшінің алғашқы күні" not in member.buttons
    await member.tap("Қызметкердің алғашқы күні")
    assert "Қабылдау уақытына қатысты өзгерісті басқа адам растайды" in member.text
    await owner.send("/help")
    await owner.tap("Первый день сотрудника", "Назад")
    assert {"Первый день консультанта", "Первый день сотрудника"} <= set(owner.buttons)


async def test_others_are_told_that_it_is_not_for_them(applicant: Phone) -> None:
    await applicant.begin()
    for newcomer in Newcomer:
        await applicant.press(f"firstday:{newcomer.value}")
        assert "1." not in applicant.text


def as_written(text: str) -> str:
    """A screen as it stands in a document."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"</?b>", "**", text))).strip()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("newcomer", Newcomer)
def test_the_document_says_the_same(app: App, newcomer: Newcomer, language: Language) -> None:
    page = Path(f"docs/first-day.{language.value}.md")
    if not page.exists():
        pytest.skip("nobody has written it in this language yet")
    document = re.sub(r"\s+", " ", page.read_text(encoding="utf-8").replace("`", ""))
    operator = app.catalogue.current(OPEN).contest.operator.whose[language]
    screen = app.texts.render(language, f"entry/first_day_{newcomer.value}", hours=HOURS, operator=operator)
    for paragraph in screen.split("\n\n")[1:]:
        title, _, words = paragraph.partition("\n")
        assert as_written(title) in document
        assert as_written(words) in document

"""A contest of one page: what is known of it is answered, and no consultant is spoken of whom it does not have."""

import shutil
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.conftest import MovableClock
from tests.support.conversation import Phone, plain

pytestmark = pytest.mark.slow

DISTRICT = Path("tests/data/contests/district")
UNKNOWN = "Өтінімді қандай түсті қаламмен толтырамыз?"


def _published(folder: Path, settings: Settings, clock: MovableClock) -> Settings:
    clock.move_to("2025-09-05T10:00+05:00")
    return settings.model_copy(update={"content_dir": folder.parent})


class TestOneForAll:
    @pytest.fixture
    def settings(self, settings: Settings, clock: MovableClock, tmp_path: Path) -> Settings:
        folder = Path(shutil.copytree(DISTRICT, tmp_path / "contests" / DISTRICT.name))
        return _published(folder, settings, clock)

    @pytest.mark.parametrize("language", ["Қазақша", "Русский"])
    async def test_no_consultant_of_a_region_is_spoken_of(self, applicant: Phone, language: str) -> None:
        await applicant.begin(language)
        await applicant.send(UNKNOWN)
        assert "консультант" in applicant.text or "кеңесшіге жіберіңіз" in applicant.text
        assert "своего региона" not in applicant.text
        assert "өңіріңіздің" not in applicant.text

    @pytest.mark.parametrize("language", ["Қазақша", "Русский"])
    async def test_where_numbers_stand_is_said_as_it_is_printed(self, applicant: Phone, language: str) -> None:
        await applicant.begin(language)
        await applicant.press("consult")
        said = plain(applicant.messages[-2])  # the button for the number comes after it
        assert "1-бет" in said or "стр. 1" in said or "страница 1" in said, said
        assert "None" not in said


class TestNobody:
    @pytest.fixture
    def settings(self, settings: Settings, clock: MovableClock, tmp_path: Path) -> Settings:
        folder = Path(shutil.copytree(DISTRICT, tmp_path / "contests" / DISTRICT.name))
        (folder / "regions.yaml").unlink()
        contest = folder / "contest.yaml"
        lines = contest.read_text(encoding="utf-8").splitlines(keepends=True)
        contest.write_text("".join(line for line in lines if "belonging" not in line), encoding="utf-8")
        return _published(folder, settings, clock)

    @pytest.mark.parametrize(
        ("language", "staff"), [("Қазақша", "Аудан әкімдігі қызметкерлері"), ("Русский", "сотрудник")]
    )
    async def test_questions_go_to_staff(self, applicant: Phone, language: str, staff: str) -> None:
        await applicant.begin(language)
        ask = {"Қазақша": "Сұрақ қою", "Русский": "Задать вопрос"}[language]
        for words in (UNKNOWN, "Қанша адам қатысады? Төлем қалай?"):
            await applicant.send(words)
            _no_consultant(applicant)
            assert ask in applicant.buttons
        await applicant.press("who:district:")
        _no_consultant(applicant, but="не названы", and_but="аталмаған")
        assert staff in applicant.text
        await applicant.press("myasked:district")
        _no_consultant(applicant)
        await applicant.tap(ask)
        _no_consultant(applicant)
        assert "сотрудникам организатора" in applicant.text or "Аудан әкімдігі қызметкерлеріне" in applicant.text
        await applicant.send("Сәлем, сұрағым бар")
        await applicant.tap({"Қазақша": "Қарап шығу", "Русский": "Проверить"}[language])
        _no_consultant(applicant)

    @pytest.mark.parametrize("language", ["Қазақша", "Русский"])
    async def test_neither_an_answer_that_is_gone_nor_a_command_speaks_of_one(
        self, applicant: Phone, language: str
    ) -> None:
        await applicant.begin(language)
        await applicant.press("answer:district:shared:99")
        assert "енді көрсетілмейді" in applicant.text or "больше не показывается" in applicant.text
        _no_consultant(applicant)
        await applicant.send("/ask")
        _no_consultant(applicant)
        await applicant.send("/help")
        _no_consultant(applicant)

    @pytest.mark.parametrize("language", ["Қазақша", "Русский"])
    async def test_whoever_says_that_they_are_one_is_sent_to_staff(self, applicant: Phone, language: str) -> None:
        await applicant.begin(language)
        await applicant.press("consult")
        assert "шақыру сілтемесін сұраңыз" in applicant.text or "попросите ссылку-приглашение" in applicant.text

    @pytest.mark.parametrize("question", ["когда срок?", "мерзім қашан?", "Срок когда", "мерзімі қашан"])
    async def test_the_deadline_is_said(self, applicant: Phone, question: str) -> None:
        await applicant.begin()
        await applicant.send(question)
        assert "2025 жылғы 12 қыркүйек, 17:00" in applicant.text


def _no_consultant(phone: Phone, but: str = "", and_but: str = "") -> None:
    said = [phone.text, *phone.buttons]
    named = [words for words in said if "кеңесші" in words.lower() or "консультант" in words.lower()]
    assert all(but and (but in words or and_but in words) for words in named), named

"""Stages after the deadline: what people see in each, what they hear of, and what they can still mark."""

from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from content import bundles
from content.loader import load_files
from content.models import Contest
from tests.conftest import MovableClock
from tests.support.consulting import heard
from tests.support.conversation import Phone, deliver

SHAPES = Path("tests/data/contests")
STYLE = bundles.in_folder(SHAPES / "2025-style", Contest.model_fields)
OPEN, SECOND = "2025-03-20T10:00+05:00", "2025-04-22T10:00+05:00"
BEGINS = {"Қазақша": "Кезең басталды: Екінші кезең", "Русский": "Начался этап: Второй этап"}
NEARLY_OVER = {"Қазақша": "аяқталуына 3 күн қалды", "Русский": "до конца осталось: 3 дня"}
NARROW = "\N{NO-BREAK SPACE}"
CLOSED = {"Қазақша": "абылдау аяқталды", "Русский": "рием завершен"}
ESTIMATE = "setdoc:2025-style:estimate:ready:1"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"content_dir": SHAPES})


async def prepare(phone: Phone, clock: MovableClock, language: str = "Қазақша") -> None:
    clock.move_to("2025-03-06T10:00+05:00")
    await phone.begin(language)
    await phone.press("choose:2025-style:volunteers")
    clock.move_to(OPEN)


@pytest.mark.parametrize("language", BEGINS)
async def test_whoever_applied_hears_that_a_stage_begins_and_nears_its_end(
    app: App, applicant: Phone, clock: MovableClock, language: str
) -> None:
    await prepare(applicant, clock, language)
    clock.move_to("2025-04-21T08:59+05:00")
    await deliver(app)
    assert heard(applicant, BEGINS[language]) == 0
    clock.move_to("2025-04-21T09:01+05:00")
    await deliver(app)
    assert heard(applicant, BEGINS[language]) == 1
    assert "4. Смета" in applicant.plain
    clock.move_to("2025-04-29T09:01+05:00")
    await deliver(app)
    assert NEARLY_OVER[language] in applicant.plain
    await deliver(app)
    assert heard(applicant, BEGINS[language]) == 1


async def test_of_a_stage_nobody_else_hears(app: App, applicant: Phone, owner: Phone, clock: MovableClock) -> None:
    """Neither who prepared nothing, nor who turned reminders off."""
    await prepare(applicant, clock)
    await applicant.press("allreminders:0")
    clock.move_to("2025-04-21T09:01+05:00")
    await deliver(app)
    for phone, words in ((applicant, "Кезең басталды"), (owner, "Начался этап")):
        assert heard(phone, words) == 0


async def test_after_an_outage_the_last_word_on_a_stage_counts(app: App, applicant: Phone, clock: MovableClock) -> None:
    await prepare(applicant, clock)
    clock.move_to("2025-05-01T10:00+05:00")
    await deliver(app)
    assert heard(applicant, "Кезең басталды") == 0
    assert heard(applicant, f"аяқталуына 1{NARROW}күн қалды") == 1


async def test_of_a_stage_that_is_over_nothing_is_said(app: App, applicant: Phone, clock: MovableClock) -> None:
    await prepare(applicant, clock)
    clock.move_to("2025-05-03T10:00+05:00")
    await deliver(app)
    assert heard(applicant, "Екінші кезең") == heard(applicant, "Өтінім қабылдау аяқталды")


async def test_papers_of_a_later_stage_are_marked_until_its_last_day(applicant: Phone, clock: MovableClock) -> None:
    await prepare(applicant, clock, "Русский")
    clock.move_to(SECOND)
    await applicant.press("home")
    assert "Идет следующий этап: Второй этап: полный пакет" in applicant.plain
    await applicant.tap("Подготовить документы")
    await applicant.tap("Смета")
    assert "Прием завершен" not in applicant.plain
    await applicant.tap("Готово")
    assert "✅ 4. Смета" in " ".join(applicant.buttons)
    await applicant.press("setdoc:2025-style:letter:ready:1")
    assert "завершен" in applicant.plain
    clock.move_to("2025-05-02T23:50+05:00")
    await applicant.press("setdoc:2025-style:estimate:in_progress:1")
    assert "🟡 4. Смета" in applicant.buttons
    clock.move_to("2025-05-03T00:10+05:00")
    await applicant.press(ESTIMATE)
    assert "завершен" in applicant.plain
    await applicant.press("doc:2025-style:estimate:1")
    assert "Готово" not in applicant.buttons


async def test_the_chosen_contest_stays_on_home_until_its_last_stage_is_over(
    app: App, applicant: Phone, clock: MovableClock
) -> None:
    await prepare(applicant, clock)
    await applicant.press("setcontest:2025-style")
    district = bundles.in_folder(SHAPES / "district", Contest.model_fields)
    about = district["contest"].replace("id: district", "id: another").replace("2025-09-", "2025-05-")
    soon = {**district, "contest": about.replace("2025 жылғы 12 қыркүйек", "2025 жылғы 12 мамыр")}
    app.catalogue.put(load_files("another", soon), {})
    clock.move_to("2025-05-02T12:30+05:00")
    assert app.catalogue.current(clock.now()).id == "another"
    await applicant.press("home")
    assert "Үлгі конкурс" in applicant.plain
    assert "Келесі кезең жүріп жатыр: Екінші кезең" in applicant.plain
    clock.move_to("2025-05-03T10:00+05:00")
    await applicant.press("home")
    assert "Аудан конкурсы" in applicant.plain


# --- reminders that the contest chooses


async def test_the_contest_chooses_when_to_remind(app: App, applicant: Phone, clock: MovableClock) -> None:
    own = {**STYLE, "contest": STYLE["contest"] + '\nreminders: ["10d", "2d", "12h"]\n'}
    app.catalogue.put(load_files("2025-style", own), {})
    await prepare(applicant, clock)
    await applicant.press("reminders")
    offered = [label.removeprefix("✓ ") for label in applicant.buttons if "қалғанда" in label]
    assert offered == ["10 күн қалғанда", "2 күн қалғанда", "12 сағат қалғанда"]
    got = []
    for moment in ("2025-03-18T18:31", "2025-03-21T18:31", "2025-03-26T18:31", "2025-03-27T18:31", "2025-03-28T08:01"):
        before = len(applicant.messages)
        clock.move_to(f"{moment}+05:00")
        await deliver(app)
        got.append([line for line in (m.text or "" for m in applicant.messages[before:]) if "Мерзімге" in line])
    assert [len(each) for each in got] == [1, 0, 1, 0, 1]
    assert "12 сағат" not in got[2][0]


async def test_nobody_is_reminded_before_a_contest_opens(app: App, applicant: Phone, clock: MovableClock) -> None:
    clock.move_to("2025-08-20T10:00+05:00")
    await applicant.begin()
    clock.move_to("2025-08-29T17:01+05:00")
    await deliver(app)
    assert heard(applicant, "Мерзімге") == 0
    clock.move_to("2025-09-05T17:01+05:00")
    await deliver(app)
    assert heard(applicant, f"Мерзімге 7{NARROW}күн қалды") == 1


# --- forms of a later stage


FORM = """
  - id: form_{document}
    source: {{section: "5"}}
    document: {document}
    heading: {{kk: Нысан, ru: Форма}}
    mark: {{kk: нысан, ru: форма}}
    title: {{kk: Нысан, ru: Форма}}
    short: {{kk: Нысан, ru: Форма}}
    file_name: {{kk: Нысан, ru: Форма}}
    sections:
      - id: p_{document}
        source: {{section: "5"}}
        short: {{kk: Бөлім, ru: Раздел}}
        layout: rows
        fields:
          - id: w_{document}
            label: {{kk: Мақсаты, ru: Цель}}
            short: {{kk: Мақсаты, ru: Цель}}
            hint: {{kk: Қысқа, ru: Коротко}}
            good: {{kk: Жақсы, ru: Хорошо}}
            poor: {{kk: Нашар, ru: Плохо}}
            type: text
          - id: m_{document}
            label: {{kk: Міндеті, ru: Задача}}
            short: {{kk: Міндеті, ru: Задача}}
            hint: {{kk: Қысқа, ru: Коротко}}
            good: {{kk: Жақсы, ru: Хорошо}}
            poor: {{kk: Нашар, ru: Плохо}}
            type: text
"""
FIRST_FIELD, SECOND_FIELD = (f"fld:p1:w_{each}:::ru:0:0" for each in ("concept", "estimate"))


@pytest.mark.parametrize("language", BEGINS)
@pytest.mark.slow
async def test_forms_of_a_later_stage_are_written_until_its_own_last_day(
    app: App, applicant: Phone, clock: MovableClock, language: str
) -> None:
    forms = "".join(["forms:", *(FORM.format(document=each) for each in ("concept", "estimate"))])
    app.catalogue.put(load_files("2025-style", {**STYLE, "forms": forms}), {})
    await prepare(applicant, clock, language)
    await applicant.press("fpap:c2025-style:ru")
    await applicant.press(FIRST_FIELD)
    await applicant.send("Волонтеры")
    clock.move_to(SECOND)
    await applicant.press(FIRST_FIELD)
    assert CLOSED[language] in applicant.plain
    await applicant.send("Опоздали")
    await applicant.press("fno:p1:w_concept:::ru:1")
    assert CLOSED[language] in applicant.plain
    await applicant.press("forms:p1")
    assert CLOSED[language] not in applicant.plain
    await applicant.press("fsec:p1:p_estimate")
    assert CLOSED[language] not in applicant.plain
    await applicant.press(SECOND_FIELD)
    await applicant.send("Смета на 12 месяцев")
    await applicant.press("papers:2025-style")
    assert [label for label in applicant.buttons if "📥" in label]
    clock.move_to("2025-05-03T00:10+05:00")
    await applicant.press(SECOND_FIELD)
    assert "Смета на 12 месяцев" in applicant.plain
    assert CLOSED[language] in applicant.plain
    await applicant.press("papers:2025-style")
    assert not [label for label in applicant.buttons if "📥" in label]
    await applicant.press("fsec:p1:p_concept")
    assert "Волонтеры" in applicant.plain

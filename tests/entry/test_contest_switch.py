"""Several contests at a time: each person works in the one they have chosen."""

import shutil
from pathlib import Path

import pytest

from bot.app import App
from bot.check.crawl import Walker, crawl
from bot.services.entry.contest_switch import work_in
from bot.settings import Settings
from content.models import Contest, Language
from storage.entry import people
from tests.conftest import CONTENT, OPEN, MovableClock
from tests.support.asking import context
from tests.support.conversation import Chats, Phone

pytestmark = pytest.mark.slow

REPEAT, SMALL = "2020-repeat", "2020-small"
CHANGES = {
    "contest.yaml": {
        f"id: {REPEAT}": f"id: {SMALL}",
        "Қайта конкурс, 2020": "Шағын гранттар, 2020",
        "Повторный конкурс, 2020": "Малые гранты, 2020",
        'announced: "2020-05-14"': 'announced: "2020-05-18"',
        "2020-06-03T18:00:00": "2020-06-20T18:00:00",
    },
    "topics.yaml": {
        "kk: Интернетке тәуелділік\n": "kk: Кітапхана ісі\n",
        "ru: Интернет-зависимость\n": "ru: Библиотечное дело\n",
    },
}


@pytest.fixture(scope="module")
def contests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Beside the real contest a second one, announced on 18 May and open until 20 June."""
    contests = tmp_path_factory.mktemp("content") / "contests"
    shutil.copytree(CONTENT / REPEAT, contests / REPEAT)
    shutil.copytree(CONTENT / REPEAT, contests / SMALL)
    for name, changes in CHANGES.items():
        text = (contests / SMALL / name).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (contests / SMALL / name).write_text(text, encoding="utf-8")
    return contests


@pytest.fixture
def settings(settings: Settings, contests: Path) -> Settings:
    return settings.model_copy(update={"content_dir": contests})


async def chosen(app: App, phone: Phone) -> str | None:
    async with app.database.reading() as connection:
        person = await people.find(connection, phone.id)
    assert person is not None
    return person.contest_id


async def test_the_contest_chosen_in_kazakh_is_the_one_to_work_in(applicant: Phone) -> None:
    await applicant.begin()
    assert "Қайта конкурс, 2020" in applicant.text
    await applicant.tap("Баптаулар")
    assert "Конкурс: Қайта конкурс, 2020" in applicant.text
    await applicant.tap("Конкурсты ауыстыру")
    assert applicant.buttons[:2] == ["✓ Қайта конкурс, 2020", "Шағын гранттар, 2020"]
    assert "Соңғы мерзім: 2020 жылғы 20 маусым, 18:00" in applicant.text
    await applicant.tap("Шағын гранттар, 2020")
    assert applicant.toast == "Конкурс таңдалды"
    assert "Шағын гранттар, 2020" in applicant.text
    assert "2020 жылғы 20 маусым, 18:00" in applicant.text
    await applicant.tap("Тақырып таңдау")
    assert "1. Кітапхана ісі" in applicant.text
    await applicant.tap("1. ", "Осы тақырыпты таңдау")
    assert "Тақырып: 1. Кітапхана ісі" in applicant.text
    await applicant.send("/start")
    assert "Тақырып: 1. Кітапхана ісі" in applicant.text


async def test_what_was_prepared_in_one_contest_waits_there(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap(
        "Документы", " 1. ", "Готово", "На главную", "Настройки", "Сменить конкурс", "Малые гранты, 2020"
    )
    assert "Готовые документы: 0 / 9" in applicant.text
    await applicant.tap("Настройки")
    assert "Конкурс: Малые гранты, 2020" in applicant.text
    await applicant.tap("Сменить конкурс", "Повторный конкурс, 2020")
    assert applicant.toast == "Конкурс выбран"
    assert "Готовые документы: 1 / 9" in applicant.text


async def test_a_double_tap_chooses_once_and_turns_nothing_back(app: App, chats: Chats, applicant: Phone) -> None:
    await applicant.begin()
    for _ in range(2):
        chats.telegram.press(applicant.id, applicant.last.message_id, f"setcontest:{SMALL}")
    await chats.settle(at_once=True)
    assert "Шағын гранттар, 2020" in applicant.text
    assert await chosen(app, applicant) == SMALL


async def test_when_the_chosen_contest_closes_home_goes_on_with_the_other(
    app: App, applicant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await applicant.press(f"setcontest:{REPEAT}")
    assert await chosen(app, applicant) == REPEAT
    clock.move_to("2020-06-03T18:00+06:00")
    await applicant.send("/start")
    assert "Шағын гранттар, 2020" in applicant.text
    assert "Өтінім қабылданып жатыр" in applicant.text
    await applicant.press(f"setcontest:{REPEAT}")
    assert "қабылдау аяқталды" in applicant.text
    await applicant.tap("Басты бет")
    assert "Шағын гранттар, 2020" in applicant.text


async def test_the_choice_holds_though_another_contest_closes_first(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to("2020-05-15T10:00+06:00")
    await applicant.begin("Русский")
    await applicant.tap("Настройки", "Сменить конкурс")
    assert "Прием начнется 18 мая 2020 года" in applicant.text
    await applicant.tap("Малые гранты, 2020")
    assert "Прием начнется 18 мая 2020 года" in applicant.text
    clock.move_to("2020-05-18T10:00+06:00")
    await applicant.send("/start")
    assert "Малые гранты, 2020" in applicant.text
    assert "Заявки принимают" in applicant.text


@pytest.mark.parametrize(("moment", "ended"), [("2020-06-10T10:00+06:00", False), ("2020-07-01T10:00+06:00", True)])
async def test_with_one_contest_left_there_is_nothing_to_choose(
    applicant: Phone, clock: MovableClock, moment: str, ended: bool
) -> None:
    clock.move_to(moment)
    await applicant.begin()
    await applicant.tap("Баптаулар")
    assert "онкурс" not in applicant.text
    assert "Конкурсты ауыстыру" not in applicant.buttons
    await applicant.press("contests")
    assert "басқа конкурс жоқ" in applicant.text
    assert ("✓ Шағын гранттар, 2020" in applicant.buttons) is not ended
    assert "🏠 Басты бет" in applicant.buttons


async def test_a_contest_that_is_gone_is_no_choice_any_more(app: App, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("setcontest:2019")
    assert "ботта енді жоқ" in applicant.text
    async with app.database.writing() as connection:
        await people.set_contest(connection, applicant.id, "2019")
    await applicant.send("/start")
    assert "Қайта конкурс, 2020" in applicant.text


async def test_who_takes_a_topic_by_a_link_to_another_contest_works_there(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send(f"/start {SMALL}-topic_1")
    assert "1. " in applicant.text
    await applicant.tap("Басты бет")
    assert "Қайта конкурс, 2020" in applicant.text
    await applicant.send(f"/start {SMALL}-topic_1")
    await applicant.tap("Осы тақырыпты таңдау")
    assert "Шағын гранттар, 2020" in applicant.text
    assert "Тақырып: 1. Кітапхана ісі" in applicant.text


async def test_who_works_on_a_package_of_another_contest_finds_it_at_home(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.press(f"newpack:{SMALL}:1:1")
    assert "Малые гранты, 2020" in applicant.text
    await applicant.press(f"setcontest:{REPEAT}")
    await applicant.press(f"newpack:{SMALL}:2:1")
    await applicant.press(f"setcontest:{REPEAT}")
    await applicant.press(f"workon:{SMALL}:1")
    assert "Малые гранты, 2020" in applicant.text


async def test_a_package_of_a_contest_that_is_over_leaves_the_choice_alone(
    app: App, applicant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await applicant.press(f"newpack:{REPEAT}:1:1")
    await applicant.press(f"setcontest:{SMALL}")
    clock.move_to("2020-06-10T10:00+06:00")
    await applicant.press(f"workon:{REPEAT}:1")
    assert await chosen(app, applicant) == SMALL


async def test_a_link_that_names_no_contest_leads_into_the_chosen_one(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press(f"setcontest:{SMALL}")
    await applicant.send("/start topic_1")
    await applicant.tap("Артқа")
    assert "Кітапхана ісі" in applicant.text


async def test_who_joins_a_team_of_another_contest_finds_it_at_home(chats: Chats, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press(f"setcontest:{SMALL}")
    await applicant.tap("Құжаттар", " 1. ", "Дайын", "Басты бет", "Өтінімдерім", "1-өтінім", "Топ")
    await applicant.tap("Әріптестерді шақыру")
    link = applicant.copied
    colleague = chats.person(7002, "ru", "Данияр")
    await colleague.begin("Русский")
    await colleague.send(f"/start {link.partition('?start=')[2]}")
    assert "Малые гранты, 2020" in colleague.text
    await colleague.tap("На главную")
    assert "Малые гранты, 2020" in colleague.text
    assert "Готовые документы: 1 / 9" in colleague.text


@pytest.mark.slow
async def test_every_screen_of_one_of_two_contests_is_sound(app: App, contest: Contest) -> None:
    """What one contest has alone is walked elsewhere."""
    walk = await crawl([Walker(app.catalogue, app.texts, app.navigation, contest, Language.KK, OPEN)])
    assert walk.faults == ()
    assert {"contests", f"setcontest:{SMALL}", f"setcontest:{REPEAT}"} <= {visit.at for visit in walk.visits}


@pytest.mark.parametrize(
    ("moment", "contest_id", "chosen"),
    [
        ("2020-05-20T10:00+06:00", SMALL, SMALL),
        ("2020-05-20T10:00+06:00", REPEAT, REPEAT),  # there already, and it stays so
        ("2020-06-10T10:00+06:00", REPEAT, None),  # closed
        ("2020-06-10T10:00+06:00", SMALL, SMALL),
    ],
)
async def test_home_follows_whoever_begins_something_in_an_open_contest(
    app: App, clock: MovableClock, moment: str, contest_id: str, chosen: str | None
) -> None:
    clock.move_to(moment)
    ctx = await context(app, 7001)
    async with app.database.writing() as connection:
        await work_in(ctx, connection, ctx.contest(contest_id))
        kept = await people.find(connection, 7001)
    assert kept is not None
    assert kept.contest_id == ctx.person.contest_id == chosen

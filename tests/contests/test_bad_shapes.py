"""What a folder of a contest may be like that nobody wants: each is named in words, or borne."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.app import App
from bot.services.contests import upload
from bot.settings import Settings
from content import bundles
from content.loader import load_files
from content.models import Contest, Language
from content.texts.complaints import told
from content.yaml_file import ContentError
from tests.conftest import MovableClock
from tests.support.consulting import heard
from tests.support.conversation import Phone, deliver
from tests.support.publishing import quick, zipped
from tests.support.wording import all_texts

SHAPES = Path("tests/data/contests")
STYLE, DISTRICT = (bundles.in_folder(SHAPES / name, Contest.model_fields) for name in ("2025-style", "district"))
Files = Mapping[str, str]
MANY = 200


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"content_dir": SHAPES})


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


def replaced(files: Files, name: str, *changes: tuple[str, str]) -> Files:
    text = files[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return {**files, name: text}


def without_item(text: str, item_id: str) -> str:
    """A list without one of its items, which stand two spaces in."""
    begin = text.index(f"  - id: {item_id}\n")
    end = text.find("\n  - id: ", begin)
    after = text.find("\n\n", begin)
    stop = min(each for each in (end, after, len(text)) if each > 0)
    return text[:begin] + text[stop:].removeprefix("\n")


FEWER = {
    **STYLE,
    "contest": without_item(STYLE["contest"], "second_stage"),
    "documents": without_item(STYLE["documents"], "estimate"),
}
"""Without its second stage, and what that asks for."""


def wrong(what: str, name: str, change: tuple[str, str], *, ru: str, kk: str) -> object:
    """A change of one file, and what is said of that file."""
    return pytest.param(replaced(STYLE, name, change), name, ru, kk, id=what)


def with_reminders(reminders: str) -> tuple[str, str]:
    return "id: 2025-style\n", f"id: 2025-style\nreminders: {reminders}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "file", "ru", "kk"),
    [
        wrong(
            "stages overlap",
            "contest",
            ('starts: "2025-04-07"', 'starts: "2025-04-02"'),
            ru="этап experts начинается, пока не кончился предыдущий",
            kk="experts кезеңі алдыңғысы аяқталмай басталады",
        ),
        wrong(
            "a stage begins before the deadline",
            "contest",
            ('starts: "2025-03-31"', 'starts: "2025-03-20"'),
            ru="этап completeness начинается, пока не кончился предыдущий",
            kk="completeness кезеңі алдыңғысы аяқталмай басталады",
        ),
        wrong(
            "a stage runs backwards",
            "contest",
            ('ends: "2025-04-18"', 'ends: "2025-04-05"'),
            ru="этап experts кончается раньше, чем начинается",
            kk="experts кезеңі басталмай жатып аяқталады",
        ),
        pytest.param(
            {**STYLE, "documents": FEWER["documents"]},
            "contest",
            "на этапе second_stage принимают документы, но ни у одного документа нет stage: second_stage",
            "бір де бір құжатта",
            id="a stage without documents",
        ),
        wrong(
            "weights that do not sum",
            "criteria",
            ("weight: 60", "weight: 50"),
            ru="веса дают в сумме 90, а должно быть 100",
            kk="салмақтардың қосындысы 90, 100 болуы керек",
        ),
        wrong(
            "a weight and points",
            "criteria",
            ("weight: 60", "weight: 60\n    points: 20"),
            ru="weight в процентах или points, но не оба сразу",
            kk="пайызбен weight не points, екеуі бірге емес",
        ),
        wrong(
            "a kind without topics",
            "topics",
            ("kind: one_year", "kind: two_years"),
            ru="ни одна тема не относится к виду one_year",
            kk="one_year түріне бір де бір тақырып жатпайды",
        ),
        wrong(
            "a reminder that is no time before the deadline",
            "contest",
            with_reminders('["7d", "start"]'),
            ru="start — не время до срока",
            kk="start — мерзімге дейінгі уақыт емес",
        ),
        wrong(
            "a reminder that there is not",
            "contest",
            with_reminders('["4d"]'),
            ru="нужно одно из значений",
            kk="мына мәндердің бірі керек",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_words(files: Files, file: str, ru: str, kk: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_files("2025-style", files)
    texts = all_texts()
    for language, words in ((Language.RU, ru), (Language.KK, kk)):
        lines = told(texts, language, caught.value.faults)
        assert [line for line in lines if line.startswith(f"{file}.yaml:") and words in line], lines


# --- the deadline and the stages behind it


async def test_a_deadline_is_not_moved_into_the_next_stage(app: App, owner: Phone, clock: MovableClock) -> None:
    clock.move_to("2025-03-20T10:00+05:00")
    await owner.press("cdecide:2025-style:extend:")
    await owner.send("3.04.2025 18:30")
    await owner.send("5, 20.03.2025, example.kz")
    assert "этап completeness начинается, пока не кончился предыдущий" in owner.text
    assert app.catalogue.get("2025-style") is not None
    await owner.press("cdesk:2025-style")
    assert "28 марта 2025" in owner.text


# --- a version that takes away a stage


async def test_a_stage_in_which_people_are_does_not_vanish_silently(
    app: App, owner: Phone, applicant: Phone, clock: MovableClock
) -> None:
    clock.move_to("2025-03-20T10:00+05:00")
    await applicant.begin()
    await applicant.press("choose:2025-style:volunteers")
    await applicant.press("setdoc:2025-style:estimate:ready:1")
    clock.move_to("2025-04-21T08:30+05:00")
    await owner.press("cfiles:2025-style")
    await owner.send_file("contest.zip", zipped(FEWER, "2025-style"), "application/zip")
    assert "⚠️ Убрано: Этап «Второй этап: полный пакет». Сейчас на этом этапе заявок: 1" in owner.plain
    assert "⚠️ Убрано: Документ 4 «Смета»" in owner.plain
    await owner.tap("Опубликовать")
    clock.move_to("2025-04-21T09:30+05:00")
    await deliver(app)
    assert heard(applicant, "Кезең басталды") == 0
    await applicant.press("doc:2025-style:estimate:1")
    assert "құжат" in applicant.text.casefold()
    for screen in ("home", "docs:2025-style", "rule:2025-style:stages", "packs:2025-style"):
        await applicant.press(screen)
        assert "Смета" not in applicant.plain, screen


async def test_news_of_a_stage_that_goes_meanwhile_is_not_sent(app: App, applicant: Phone, clock: MovableClock) -> None:
    clock.move_to("2025-03-20T10:00+05:00")
    await applicant.begin()
    await applicant.press("choose:2025-style:volunteers")
    clock.move_to("2025-04-21T09:01+05:00")
    await app.planner.tick()
    app.catalogue.put(load_files("2025-style", FEWER), {})
    await deliver(app)
    assert heard(applicant, "Кезең басталды") == 0


# --- many topics, and next to nothing


def many_topics() -> Files:
    """A district with hundreds of topics."""
    item = """  - id: village_{number}
    source: {{page: 1}}
    number: {number}
    title: {{kk: Ауылды көгалдандыру {number}, ru: Озеленение села {number}}}
    short: {{kk: Көгалдандыру {number}, ru: Озеленение {number}}}
    amount: {{most: 1500000}}
"""
    head = "source: {page: 1}\ntopics:\n"
    items = "".join(item.format(number=number) for number in range(1, MANY + 1))
    return {**DISTRICT, "topics": head + items}


@pytest.mark.parametrize(
    ("language", "next_page", "found"),
    [
        ("Қазақша", "›", "Көгалдандыру 187"),
        ("Русский", "›", "Озеленение 187"),
    ],
)
@pytest.mark.slow
async def test_hundreds_of_topics_are_paged_and_found(
    app: App, applicant: Phone, clock: MovableClock, language: str, next_page: str, found: str
) -> None:
    app.catalogue.put(load_files("district", many_topics()), {})
    clock.move_to("2025-09-05T10:00+05:00")
    await applicant.begin(language)
    await applicant.press("topics:district")
    seen: set[str] = set()
    for _ in range(MANY):
        seen |= {label for label in applicant.buttons if found.split(maxsplit=1)[0] in label}
        onward = [label for label in applicant.buttons if next_page in label]
        if not onward:
            break
        await applicant.tap(onward[-1])
    assert len(seen) == MANY
    await applicant.press("search:district")
    await applicant.send(found)
    assert [label for label in applicant.buttons if "187" in label]
    await applicant.press("choose:district:village_187")
    assert "187" in applicant.plain


NEEDED = {"contest", "submission", "topics", "documents"}


def bare() -> Files:
    """Only what a contest must have, in its files as well."""
    keys = ("zone_label", "belonging", "basis")
    about = DISTRICT["contest"].replace('begins: "2025-09-02T12:00:00"\n', "")
    assert keys[0] in about
    topics = DISTRICT["topics"].replace("    amount: {most: 1500000}\n", "").replace("    grants: 1\n", "")
    lines = about.splitlines(keepends=True)
    return {
        "contest": "".join(line for line in lines if "belonging" not in line),
        "submission": "ways: []\n",
        "topics": topics,
        "documents": DISTRICT["documents"],
    }


@pytest.mark.parametrize("language", ["Қазақша", "Русский"])
@pytest.mark.slow
async def test_a_folder_without_any_optional_part_is_walked(
    app: App, applicant: Phone, clock: MovableClock, language: str
) -> None:
    app.catalogue.put(load_files("district", bare()), {})
    clock.move_to("2025-09-05T10:00+05:00")
    await applicant.begin(language)
    for screen in (
        *("topics:district", "topic:district:village", "choose:district:village", "docs:district"),
        *("doc:district:application", "setdoc:district:application:ready:1", "packs:district", "rules:district"),
        *("rule:district:when", "faq:district", "may:district", "assess:district", "steps:district", "askc:district"),
        *("reminders", "settings", "ics:district", "home"),
    ):
        await applicant.press(screen)
        assert "None" not in applicant.plain, screen
        assert "ескірген" not in applicant.plain, screen
        assert "устарела" not in applicant.plain, screen
    for words in ("мерзім қашан?", "когда срок?", "сколько денег?", "куда отправлять?"):
        await applicant.send(words)
        assert "None" not in applicant.plain, words
    clock.move_to("2025-09-12T18:01+05:00")
    await deliver(app)
    assert heard(applicant, "Өтінім қабылдау аяқталды") + heard(applicant, "Прием заявок завершен") == 1


# --- two at once


@pytest.mark.parametrize(
    ("language", "left"), [("Қазақша", "Мерзімге 7 күн қалды"), ("Русский", "До срока осталось: 7 дней")]
)
async def test_two_contests_open_at_once_keep_apart(
    app: App, applicant: Phone, clock: MovableClock, language: str, left: str
) -> None:
    about = DISTRICT["contest"].replace("2025-09-12T", "2025-03-20T").replace("2025-09-", "2025-03-")
    about = about.replace("12 қыркүйек", "20 наурыз").replace("12 сентября", "20 марта")
    app.catalogue.put(load_files("district", {**DISTRICT, "contest": about}), {})
    clock.move_to("2025-03-06T10:00+05:00")
    await applicant.begin(language)
    await applicant.press("choose:2025-style:volunteers")
    await applicant.press("home")
    work = ("Волонтерлік", "Волонтерство")
    assert any(words in applicant.plain for words in work)
    await applicant.press("choose:district:village")
    await applicant.press("setdoc:district:application:ready:0")
    await applicant.press("home")
    assert not any(words in applicant.plain for words in work)
    assert "1 / 1" in applicant.plain
    await applicant.press("setcontest:2025-style")
    assert any(words in applicant.plain for words in work)
    assert "1 / 1" not in applicant.plain
    told: list[str] = []
    for moment in ("2025-03-13T17:01", "2025-03-21T18:31"):
        before = len(applicant.messages)
        clock.move_to(f"{moment}+05:00")
        await deliver(app)
        fresh = [(message.text or "").replace("\N{NO-BREAK SPACE}", " ") for message in applicant.messages[before:]]
        told += [each.splitlines()[1] for each in fresh if left in each]
    assert [each.split()[0] for each in told] in (["Аудан", "Үлгі"], ["Районный", "Примерный"])

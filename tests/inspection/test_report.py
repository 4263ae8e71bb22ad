"""The inspection from a phone: reached from where people work, and from each remark to where it is put right."""

import pytest

from bot.app import App
from content.models import Contest, Language
from storage.packages.packages import DocumentStatus
from tests.inspection.test_summary import words
from tests.support.conversation import Phone
from tests.support.whole_applications import WholeApplication, plain, said, whole, write

LINES = 45
"""One and a half times what a phone of 390×844 shows, buttons and all."""
LINE = 38
"""Letters that fit a line."""


def lines(phone: Phone) -> int:
    """How tall a screen is, in lines of text; a button is worth two."""
    return sum(max(1, -(-len(line) // LINE)) for line in phone.plain.split("\n")) + 2 * len(phone.rows)


async def inspect(phone: Phone, app: App, made: WholeApplication, language: Language = Language.KK) -> None:
    package = await write(app, made, phone.id, language)
    await phone.send("/start")
    await phone.press(f"chk:2020-repeat:{package}")


async def test_from_home_to_the_fault_and_its_field_in_two_taps(app: App, applicant: Phone, contest: Contest) -> None:
    made = whole(contest, 11)
    made.texts["outcomes"] = said("Жақсы болады", "Станет лучше")
    await write(app, made, applicant.id)
    await applicant.send("/start")
    await applicant.tap("Өтінімді тексеру")
    assert "Балл азаяды: 1" in applicant.text
    assert "1. Бірде-бір сан жоқ: Күтілетін нәтижелер." in applicant.text
    assert "(4-көрсеткіш, 2-тармақша; хабарландыру, 4-қосымша, 1-тармақ)" in applicant.text
    await applicant.tap("1. Күтілетін нәтижелер")
    assert "Жақсы болады" in applicant.text
    assert "Жақсы мысал" in applicant.text


async def test_the_same_in_russian(app: App, applicant: Phone, contest: Contest) -> None:
    made = whole(contest, 11)
    made.facts["signer"] = "deputy"
    made.money[1][2]["price"] = plain(5500)
    await inspect(applicant, app, made, Language.RU)
    assert "Не пройдет техническую проверку: 1" in applicant.text
    assert "Неясно в объявлении, спросите: 2" in applicant.text
    assert "банк" in applicant.text
    await applicant.tap("1. Смета расходов")
    assert "5 500" in applicant.plain.replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("spoil", "button", "there"),
    [
        (lambda made: made.organisation.pop("acc_email"), "Есепшінің поштасы", "Есепшінің поштасы"),
        (lambda made: made.documents.update(doc_6=DocumentStatus.IN_PROGRESS), "Жарғының көшірмесі", "Күйі: 🟡"),
        (lambda made: made.facts.pop("other_funds"), "Өтінім туралы сұрақ", "басқа біреу де қаржы бере ме"),
        (lambda made: made.steps.pop("sewn"), "Өтінімді жинау", "Тігу және қол қою"),
        (lambda made: made.judged["criterion_3"].update({5: False}), "1. ", "көрсеткіш"),
        (lambda made: made.tables["media"][0].pop("channel"), "1. ", "Арна (kk): жазылмаған"),
        (lambda made: made.tables.pop("risks"), "Тәуекелдер", "Жол қосу"),
        (lambda made: setattr(made, "topic", ""), "Тақырып", "тақырып"),
        (lambda made: made.money[0][2].update(price=plain(1)), "Шығыстар сметасы", "Үйлестіруші"),
    ],
    ids=["organisation", "document", "question", "steps", "criterion", "row", "table", "topic", "budget"],
)
async def test_each_remark_leads_to_its_place(
    app: App, applicant: Phone, contest: Contest, spoil: object, button: str, there: str
) -> None:
    made = whole(contest, 11)
    spoil(made)  # type: ignore[operator]
    await inspect(applicant, app, made)
    await applicant.tap(next(label for label in applicant.buttons if button in label))
    assert there in applicant.text + " ".join(applicant.buttons)


async def test_what_is_open_becomes_a_question_with_its_place(app: App, applicant: Phone, contest: Contest) -> None:
    made = whole(contest, 11)
    made.facts["signer"] = "deputy"
    await inspect(applicant, app, made)
    await applicant.tap(next(label for label in applicant.buttons if "Өтінім туралы сұрақ" in label))
    await applicant.tap("Ақмола")
    await applicant.tap("сұрақ жазу")
    assert "Басшының орынбасары тек тігілген құжаттарда аталған" in applicant.text
    assert "хабарландыру, 5-бөлім" in applicant.text


async def test_what_is_asked_twice_stands_in_the_question_once(app: App, applicant: Phone, contest: Contest) -> None:
    made = whole(contest, 11)
    made.facts["signer"] = "deputy"
    await inspect(applicant, app, made)
    for _ in range(2):
        await applicant.press("chkask:2020-repeat:deputy_signs:1")
    await applicant.tap("Ақмола", "сұрақ жазу")
    assert applicant.text.count("тігілген құжаттарда") == 1


async def test_what_was_put_right_is_not_asked_about(app: App, applicant: Phone, contest: Contest) -> None:
    await inspect(applicant, app, whole(contest, 11))
    await applicant.press("chkask:2020-repeat:deputy_signs:1")
    assert applicant.toast == "Бұл енді түзетілген"
    assert "Өтінімді тексеру" in applicant.text


async def test_a_whole_application_is_told_so_without_a_promise(app: App, applicant: Phone, contest: Contest) -> None:
    await inspect(applicant, app, whole(contest, 6))
    assert "Ескертпе жоқ. Бұл өтінім өтеді деген сөз емес." in applicant.text
    assert "Мазмұны бағаланбайды" in applicant.text


@pytest.mark.parametrize("language", ["Қазақша", "Русский"])
async def test_a_long_report_is_turned_page_by_page(applicant: Phone, language: str) -> None:
    await applicant.begin(language)
    await applicant.press("chk:2020-repeat")
    pages = 0
    while True:
        pages += 1
        assert lines(applicant) <= LINES, applicant.text
        following = [label for label in applicant.buttons if "›" in label]
        if not following:
            break
        await applicant.tap(following[0])
    assert pages > 2


BEGUN = {Language.KK: "нысанына әлі ештеңе жазылмаған", Language.RU: "пока ничего не написано"}


@pytest.mark.parametrize("written", [True, False], ids=["one_answer", "nothing"])
@pytest.mark.parametrize("language", Language)
async def test_a_form_in_which_nothing_is_written_is_named_once(
    app: App, applicant: Phone, contest: Contest, language: Language, *, written: bool
) -> None:
    """With the first answer in it its gaps are told one by one."""
    made = whole(contest, 5)
    made.texts = {"needs": said("Керек", "Нужно")} if written else {}
    made.tables.clear()
    made.money.clear()
    await inspect(applicant, app, made, language)
    everything = applicant.text
    for _ in range(2):
        if following := [label for label in applicant.buttons if "›" in label]:
            await applicant.tap(following[0])
            everything += applicant.text
    assert everything.count(BEGUN[language]) == (2 if written else 3)
    gaps = {Language.KK: "Мақсаты; Міндеттері", Language.RU: "Цель; Задачи"}[language]
    assert (gaps in everything) is written


async def test_from_an_empty_form_one_tap_leads_into_it(app: App, applicant: Phone, contest: Contest) -> None:
    made = whole(contest, 5)
    made.money.clear()
    await inspect(applicant, app, made)
    assert "Техникалық тексеруден өтпейді: 1" in applicant.text
    assert "«Шығыстар сметасы» нысанына әлі ештеңе жазылмаған. Ондағы бөлім саны: 1." in applicant.text
    await applicant.tap("1. Шығыстар сметасы")
    assert "Шығыстар сметасы" in applicant.text.split("\n")[0]
    assert any("Смета" in label for label in applicant.buttons)


async def test_an_empty_application_is_told_in_few_pages(app: App, applicant: Phone) -> None:
    """What is missing is counted alike on the screen and on the page to take along."""
    await applicant.begin()
    await applicant.press("chk:2020-repeat")
    assert "Техникалық тексеруден өтпейді: 13" in applicant.text
    assert any("2/5" in label for label in applicant.buttons)
    await applicant.press("chkx:2020-repeat:word:0")
    assert "Техникалық тексеруден өтпейтіні: 13" in words(applicant.received)


async def test_before_it_counts_as_handed_in_one_hears_what_was_found(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("did:2020-repeat:handed_in:by_hand:0")
    assert "Өтінімді тексергенде табылғаны" in applicant.text
    await applicant.tap("Өтінімді тексеру")
    assert "Тақырып таңдалмаған" in applicant.text


@pytest.mark.parametrize("screen", ["home", "docs:2020-repeat", "steps:2020-repeat"])
async def test_it_is_reached_from_where_people_work(applicant: Phone, screen: str) -> None:
    await applicant.begin()
    await applicant.press(screen)
    await applicant.tap("Өтінімді тексеру")
    assert "Тақырып таңдалмаған" in applicant.text


async def test_others_do_not_see_it(app: App, applicant: Phone, owner: Phone, contest: Contest) -> None:
    await inspect(applicant, app, whole(contest, 11))
    await owner.press("chk:2020-repeat:1")
    assert "проверк" not in owner.text.lower()

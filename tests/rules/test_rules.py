"""The rules: our words first, then the announcement's, its clause, and what it leaves open."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from content.models import Contest, Language
from content.rules.dates import Door, office
from content.texts.labels import read_labels
from content.texts.render import HERE, Wording
from tests.conftest import MovableClock
from tests.support.conversation import Phone
from tests.support.presence import there

ALMATY = ZoneInfo("Asia/Almaty")
OPENS = {"kk": ("Қазақша", "Ережелер"), "ru": ("Русский", "Правила")}


async def test_the_address_and_the_e_mail_are_copied_and_the_map_opens(applicant: Phone, contest: Contest) -> None:
    await applicant.begin()
    await applicant.tap("Ережелер", "Қайда және қалай тапсыру")
    keys = {button.text: button for row in applicant.rows for button in row}
    address, email = keys["Мекенжайды көшіру"].copy_text, keys["Поштаны көшіру"].copy_text
    assert address is not None
    assert address.text == there(contest.submission.address).kk
    assert email is not None
    assert email.text == "grants@cisc.kz"
    assert (keys["Картадан іздеу"].url or "").startswith("https://")
    assert "Тек электрондық поштамен жіберу жеткіліксіз" in applicant.text


@pytest.mark.parametrize("language", Language)
async def test_every_rule_is_quoted_on_its_pages_with_what_it_leaves_open(
    applicant: Phone, contest: Contest, language: Language
) -> None:
    own, rules = OPENS[language]
    await applicant.begin(own)
    await applicant.tap(rules)
    for group in contest.submission.groups:
        await applicant.tap(group.title[language])
        text = applicant.text
        for rule in contest.submission.quoted(group):
            assert rule.text[language] in text
            assert rule.unclear is None or rule.unclear[language] in text
        assert text.index(group.plain[0][language]) < text.index(contest.submission.quoted(group)[0].text[language])
        await applicant.tap("‹")


async def test_clauses_on_signing_that_differ_stand_side_by_side(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Правила", "Прошивка, подпись, печать")
    quoted = [
        each.extract_from(applicant.text)
        for each in applicant.last.entities or ()
        if each.type == "expandable_blockquote"
    ]
    for words in (
        "с подписью первого руководителя, можно направить",
        "с подписью руководителя и печатью в формате PDF",
        "первым руководителем заявителя либо его заместителем и скрепляются печатью (при наличии)",
        "с подписью первого руководителя (либо исполняющего его обязанности)",
    ):
        assert any(words in each for each in quoted)


@pytest.mark.parametrize("language", Language)
async def test_grounds_of_refusal_and_of_a_void_contest_have_their_clauses(
    applicant: Phone, contest: Contest, language: Language
) -> None:
    own, rules = OPENS[language]
    await applicant.begin(own)
    labels = (
        ("Бас тарту негіздері", "Өткізілмеді деп танылса"),
        ("Основания для отказа", "Когда конкурс не состоится"),
    )
    refusal, void = labels[language is Language.RU]
    for label, grounds in ((refusal, contest.grounds.refusal), (void, contest.grounds.void)):
        await applicant.tap(rules, label)
        plain = place = 0
        for ground in grounds:
            plain = applicant.text.index(ground.plain[language], plain)
            place = applicant.text.index(ground.text[language], max(plain, place))
            clause = {"kk": f"2-бөлім, {ground.source.item}-тармақ", "ru": f"раздел 2, пункт {ground.source.item}"}
            place = applicant.text.index(clause[language], place)
            assert ground.unclear is None or ground.unclear[language] in applicant.text
        await applicant.tap("🏠")


async def test_many_clauses_are_folded_into_one(applicant: Phone, contest: Contest) -> None:
    """So that the answer, and the way on, are on the first screen."""
    await applicant.begin("Русский")
    for words in (("Правила", "Куда и как сдать"), ("Правила", "Когда конкурс не состоится")):
        await applicant.tap(*words)
        folded = [e for e in applicant.last.entities or () if e.type == "expandable_blockquote"]
        assert folded[0].extract_from(applicant.text).count("Источник:") == 5
        await applicant.tap("🏠")


async def test_what_the_announcement_does_not_say_is_listed(applicant: Phone, contest: Contest) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Правила", "О чем не сказано")
    for rule in contest.submission.not_stated:
        assert rule.text.ru in applicant.text
    assert applicant.text.count("консультант") == 1


async def test_who_may_take_part_leads_to_the_check(applicant: Phone, contest: Contest) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Правила", "Кто может участвовать")
    assert there(contest.grounds.eligibility).text.ru in applicant.text
    await applicant.tap("Подходим ли мы?")
    assert "1 / 7" in applicant.text


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2020-05-20T10:00+06:00", "офис сейчас открыт. Обед начнется в 13:00"),
        ("2020-05-20T13:10+06:00", "обеденный перерыв. Офис откроется в 14:30"),
        ("2020-05-20T16:00+06:00", "офис сейчас открыт. Закроется в 18:00"),
        ("2020-05-22T19:00+06:00", "закрыт. Откроется: 25 мая 2020 года, 09:00 (время Нур-Султана)"),
        ("2020-06-03T18:00+06:00", "Прием завершен"),
    ],
)
async def test_the_office_hours_say_what_holds_now(
    applicant: Phone, clock: MovableClock, moment: str, words: str
) -> None:
    clock.move_to(moment)
    await applicant.begin("Русский")
    await applicant.tap("Правила", "Когда сдать")
    assert words in applicant.text
    assert "Понедельник–пятница, 09:00–18:00\nОбеденный перерыв: 13:00–14:30" in applicant.text
    assert "Срок: до 3 июня 2020 года, 18:00 (время Нур-Султана)" in applicant.text
    assert ("офис" in applicant.text.lower()) is (moment < "2020-06-03")


async def test_the_office_hours_in_kazakh(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Ережелер", "Қашан тапсыру")
    assert "кеңсе қазір ашық. Түскі үзіліс басталады: 13:00" in applicant.text
    assert "Дүйсенбі–жұма, 09:00–18:00" in applicant.text
    assert "Барлығы Нұр-Сұлтан уақыты бойынша" in applicant.text


@pytest.mark.parametrize(
    ("now", "door", "until", "then"),
    [
        ("2020-05-20T08:59:59.999999+06:00", Door.CLOSED, "2020-05-20T09:00+06:00", Door.OPEN),
        ("2020-05-20T09:00:00+06:00", Door.OPEN, "2020-05-20T13:00+06:00", Door.LUNCH),
        ("2020-05-20T12:59:59.999999+06:00", Door.OPEN, "2020-05-20T13:00+06:00", Door.LUNCH),
        ("2020-05-20T13:00:00+06:00", Door.LUNCH, "2020-05-20T14:30+06:00", Door.OPEN),
        ("2020-05-20T14:29:59+06:00", Door.LUNCH, "2020-05-20T14:30+06:00", Door.OPEN),
        ("2020-05-20T14:30:00+06:00", Door.OPEN, "2020-05-20T18:00+06:00", Door.CLOSED),
        ("2020-05-20T17:59:59+06:00", Door.OPEN, "2020-05-20T18:00+06:00", Door.CLOSED),
        ("2020-05-20T18:00:00+06:00", Door.CLOSED, "2020-05-21T09:00+06:00", Door.OPEN),
        ("2020-05-22T18:00:00+06:00", Door.CLOSED, "2020-05-25T09:00+06:00", Door.OPEN),
        ("2020-05-24T12:00:00+06:00", Door.CLOSED, "2020-05-25T09:00+06:00", Door.OPEN),
        # Sunday evening in UTC is Monday morning there
        ("2020-05-24T23:00:00+00:00", Door.CLOSED, "2020-05-25T09:00+06:00", Door.OPEN),
        ("2020-05-25T03:00:00+00:00", Door.OPEN, "2020-05-25T13:00+06:00", Door.LUNCH),
        # one person in the west at five to nine by the clock on their wall
        ("2020-05-20T08:55:00+05:00", Door.OPEN, "2020-05-20T13:00+06:00", Door.LUNCH),
        # the zone moved to +05 on 1 March 2024: by the old offset it would be lunch
        ("2024-03-04T07:30:00+00:00", Door.OPEN, "2024-03-04T13:00+05:00", Door.LUNCH),
    ],
)
def test_the_edges_of_the_office_hours(contest: Contest, now: str, door: Door, until: str, then: Door) -> None:
    found = office(there(contest.submission.office_hours), datetime.fromisoformat(now), ALMATY)
    assert (found.door, found.until, found.then) == (door, datetime.fromisoformat(until), then)


def test_an_office_of_one_day_opens_again_in_a_week(contest: Contest) -> None:
    hours = there(contest.submission.office_hours).model_copy(update={"weekdays": (3,)})
    found = office(hours, datetime.fromisoformat("2020-05-20T18:00+06:00"), ALMATY)
    assert (found.door, found.until.isoformat()) == (Door.CLOSED, "2020-05-27T09:00:00+06:00")


@pytest.mark.parametrize(
    ("days", "words"),
    [((1, 2, 3, 4, 5), "понедельник–пятница"), ((1, 3, 5), "понедельник, среда, пятница"), ((7,), "воскресенье")],
)
def test_weekdays_are_named(days: tuple[int, ...], words: str) -> None:
    assert Wording(HERE, Language.RU, read_labels(HERE)).weekdays(days) == words


@pytest.mark.parametrize("data", ["rulesof:2020-repeat:nothing", "rules:2019", "rule:2020-repeat:whatever"])
async def test_a_page_that_is_gone_is_explained(applicant: Phone, data: str) -> None:
    await applicant.begin()
    await applicant.press(data)
    assert "енді" in applicant.text
    assert "🏠 Басты бет" in applicant.buttons

"""A package shared by a director, an accountant, a project lead."""

import pytest

from handlers.packages.team import MOST_MEMBERS
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone


async def invitation(owner: Phone) -> str:
    """Opens a package with a document ready and returns the parameter of its invitation."""
    await owner.begin()
    await owner.tap("Құжаттар", " 1. ", "Дайын", "Басты бет", "Өтінімдерім", "1-өтінім", "Топ")
    await owner.tap("Әріптестерді шақыру")
    copied = owner.copied
    assert copied in owner.text
    return copied.partition("?start=")[2]


@pytest.fixture
def accountant(chats: Chats) -> Phone:
    return chats.person(7002, "ru", "Данияр")


async def test_a_stranger_with_a_link_chooses_a_language_and_is_in_the_team(
    applicant: Phone, accountant: Phone
) -> None:
    link = await invitation(applicant)
    await accountant.send(f"/start {link}")
    await accountant.tap("Русский")
    assert "Вы в команде: Заявка 1" in accountant.plain
    await accountant.tap("На главную")
    assert "Готовые документы: 1 / 9" in accountant.text
    await applicant.press("team:2020-repeat:1")
    assert "Данияр" in applicant.text


async def test_both_work_on_one_list_and_see_who_marked_what(applicant: Phone, accountant: Phone) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    await accountant.tap("Документы", " 7. ", "Готово")
    await applicant.press("doc:2020-repeat:doc_7:1")
    assert "Белгілеген: Данияр, 2020 жылғы 20 мамыр" in applicant.text
    await accountant.press("doc:2020-repeat:doc_1:1")
    assert "Отметка: Айгүл" in accountant.text


async def test_who_did_a_step_stands_on_its_card(applicant: Phone, accountant: Phone) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    await accountant.tap("Документы", " 5. ", "Видеообзор", "Сделано")
    await accountant.press("step:2020-repeat:video:1")
    assert "✅ Сделано, 20 мая 2020 года" in accountant.text
    assert "Отметка" not in accountant.text
    await applicant.press("step:2020-repeat:video:1")
    assert "✅ Жасалды\nБелгілеген: Данияр, 2020 жылғы 20 мамыр\n" in applicant.text
    await applicant.tap("Әлі жасалмады")
    await accountant.press("step:2020-repeat:video:1")
    assert "✅" not in accountant.text
    assert "Отметка: Айгүл, 20 мая 2020 года" in accountant.text


async def test_who_answered_a_question_stands_on_its_card(applicant: Phone, accountant: Phone) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    await accountant.press("say:2020-repeat:stamp:no:1")
    await accountant.press("ask:2020-repeat:stamp:1")
    assert "Отметка" not in accountant.text
    await applicant.press("ask:2020-repeat:stamp:1")
    assert "Белгілеген: Данияр, 2020 жылғы 20 мамыр" in applicant.text
    assert "✓ Жоқ" in applicant.buttons
    await applicant.press("say:2020-repeat:stamp:yes:1")
    await accountant.press("ask:2020-repeat:stamp:1")
    assert "Отметка: Айгүл, 20 мая 2020 года" in accountant.text


@pytest.mark.parametrize(
    ("change", "card"),
    [
        ("setdoc:2020-repeat:doc_2:ready:1", "doc:2020-repeat:doc_2:1"),
        ("did:2020-repeat:video:done:1", "step:2020-repeat:video:1"),
        ("say:2020-repeat:stamp:no:1", "ask:2020-repeat:stamp:1"),
    ],
)
async def test_of_who_has_left_the_work_stays_and_the_name_goes(
    applicant: Phone, accountant: Phone, change: str, card: str
) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    await accountant.press(change)
    await applicant.press(card)
    assert "Белгілеген: Данияр" in applicant.text
    await accountant.press("leave:2020-repeat:1")
    await applicant.press(card)
    assert "Белгілеген" not in applicant.text
    assert [label for label in applicant.buttons if label in {"✓ Дайын", "✓ Жасалды", "✓ Жоқ"}]


async def test_two_changing_one_document_at_once_leave_one_of_their_words(
    chats: Chats, applicant: Phone, accountant: Phone
) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    for phone, status in ((applicant, "ready"), (accountant, "in_progress")):
        chats.telegram.press(phone.id, phone.last.message_id, f"setdoc:2020-repeat:doc_2:{status}:1")
    await chats.settle(at_once=True)
    await applicant.press("doc:2020-repeat:doc_2:1")
    assert "✓ Дайын" in applicant.buttons or "✓ Дайындалып жатыр" in applicant.buttons


async def test_a_link_used_twice_or_by_its_owner_changes_nothing(applicant: Phone, accountant: Phone) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    for phone in (accountant, accountant, applicant):
        await phone.send(f"/start {link}")
    await applicant.press("team:2020-repeat:1")
    assert applicant.text.count("Данияр") == 1
    assert applicant.text.count("Айгүл") == 1


async def test_a_revoked_or_invented_link_is_explained(applicant: Phone, accountant: Phone) -> None:
    link = await invitation(applicant)
    await applicant.tap("Сілтемені жарамсыз ету")
    await accountant.begin("Русский")
    for parameter in (link, "join_", "join_nonsense"):
        await accountant.send(f"/start {parameter}")
        assert "больше не действует" in accountant.text


async def test_who_leaves_or_is_removed_sees_nothing_more(applicant: Phone, accountant: Phone) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    await applicant.press("team:2020-repeat:1")
    await applicant.tap("Топтан шығару: Данияр", "Иә, топтан шығару")
    assert "Данияр" not in applicant.text
    await accountant.press("docs:2020-repeat:1")
    assert "другой заявке" in accountant.text
    await accountant.send(f"/start {link}")
    assert "больше не действует" in accountant.text
    await applicant.tap("Әріптестерді шақыру")
    await accountant.send(f"/start {applicant.copied.partition('?start=')[2]}")
    await accountant.press("team:2020-repeat:1")
    await accountant.tap("Выйти из команды")
    await accountant.press("docs:2020-repeat:1")
    assert "другой заявке" in accountant.text


async def test_a_link_lets_people_in_for_a_week(applicant: Phone, accountant: Phone, clock: MovableClock) -> None:
    link = await invitation(applicant)
    assert "27 мамыр" in applicant.text
    clock.advance(days=7)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    assert "больше не действует" in accountant.text
    await applicant.press("team:2020-repeat:1")
    await applicant.tap("Әріптестерді шақыру")
    assert applicant.copied.partition("?start=")[2] != link
    await accountant.send(f"/start {applicant.copied.partition('?start=')[2]}")
    assert "Вы в команде: Заявка 1" in accountant.plain


async def test_a_link_that_went_round_fills_the_team_and_no_more(applicant: Phone, chats: Chats) -> None:
    link = await invitation(applicant)
    phones = [chats.person(7100 + number, "ru", f"Коллега {number}") for number in range(MOST_MEMBERS)]
    for phone in phones:
        await phone.begin("Русский")
        await phone.send(f"/start {link}")
    assert "больше нет мест" in phones[-1].text
    await applicant.press("team:2020-repeat:1")
    assert applicant.text.count("Коллега") == MOST_MEMBERS - 1


@pytest.mark.parametrize("data", ["invite:2020-repeat:1", "revoke:2020-repeat:1", "remove:2020-repeat:1:7001"])
async def test_only_the_owner_rules_the_team(applicant: Phone, accountant: Phone, data: str) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    await accountant.press(data)
    assert "только владелец" in accountant.text
    await applicant.press("leave:2020-repeat:1")
    assert "иесі топтан шыға алмайды" in applicant.text


async def test_when_the_owner_is_forgotten_the_team_keeps_the_package(applicant: Phone, accountant: Phone) -> None:
    link = await invitation(applicant)
    await accountant.begin("Русский")
    await accountant.send(f"/start {link}")
    await applicant.press("forget")
    await applicant.send("ЖОЮ")
    await accountant.press("team:2020-repeat:1")
    assert "владелец заявки" in accountant.text
    assert "Айгүл" not in accountant.text
    await accountant.press("docs:2020-repeat:1")
    assert "1 / 9" in accountant.text

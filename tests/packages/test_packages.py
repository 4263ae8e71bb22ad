"""Several applications of one person: each with its own topic, documents and steps."""

from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone


async def second(phone: Phone) -> None:
    """A package with a topic and a document, and a second, empty one."""
    await phone.begin()
    await phone.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау", "Құжаттарды дайындау", " 1. ", "Дайын")
    await phone.tap("Басты бет", "Өтінімдерім", "Жаңа өтінім ашу", "Иә, жаңасын")


async def test_a_second_application_begins_empty_and_the_first_keeps_its_work(applicant: Phone) -> None:
    await second(applicant)
    assert "Тақырып: әлі таңдалмаған" in applicant.text
    assert "Дайын құжаттар: 0 / 9" in applicant.text
    await applicant.tap("Өтінімдерім", "Интернетке тәуелділік", "Осы өтініммен жұмыс істеу")
    assert "Дайын құжаттар: 1 / 9" in applicant.text


async def test_each_is_chosen_named_and_found_in_the_list(applicant: Phone) -> None:
    await second(applicant)
    await applicant.tap("Өтінімдерім", "2-өтінім", "Атын өзгерту")
    await applicant.send("  Ауылдағы <b>жаттығу</b>  \n лагері ")
    assert "Ауылдағы <b>жаттығу</b> лагері" in applicant.text
    await applicant.tap("Басты бет")
    assert "Өтінім: Ауылдағы <b>жаттығу</b> лагері" in applicant.text
    await applicant.tap("Өтінімдерім")
    assert "✓ Ауылдағы <b>жаттығу</b> лагері" in applicant.buttons


async def test_any_button_and_cancel_leave_the_question_for_a_name(applicant: Phone) -> None:
    await second(applicant)
    await applicant.tap("Өтінімдерім", "2-өтінім", "Атын өзгерту", "Артқа")
    await applicant.send("интернет")
    assert "Атын өзгерту" not in applicant.buttons
    await applicant.press("name:2020-repeat:2")
    await applicant.send("/cancel")
    await applicant.send("интернет")
    await applicant.press("pack:2020-repeat:2")
    assert "2-өтінім" in applicant.text


async def test_a_double_tap_opens_one_more_only(chats: Chats, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Өтінімдерім", "Жаңа өтінім ашу")
    message, place = applicant.last.message_id, applicant.find("Иә, жаңасын ашу")
    for _ in range(2):
        chats.telegram.tap(applicant.id, message, *place)
    await chats.settle(at_once=True)
    await applicant.tap("Өтінімдерім")
    assert len([label for label in applicant.buttons if "-өтінім" in label]) == 1


async def test_an_archived_one_is_kept_and_comes_back(applicant: Phone) -> None:
    await second(applicant)
    await applicant.tap("Өтінімдерім", "Интернетке тәуелділік")
    data = "setdoc:2020-repeat:doc_2:ready:1"
    await applicant.tap("Мұрағатқа салу")
    assert any(label.startswith("🗄") for label in applicant.buttons)
    await applicant.press(data)
    assert "мұрағатта" in applicant.text
    await applicant.tap("Басты бет", "Өтінімдерім", "🗄", "Мұрағаттан шығару")
    await applicant.press(data)
    assert "2 / 9" in applicant.text


async def test_packages_of_others_are_out_of_reach(chats: Chats, applicant: Phone) -> None:
    await second(applicant)
    other = chats.person(7002, name="Данияр")
    await other.begin()
    for data in (
        "pack:2020-repeat:1",
        "workon:2020-repeat:1",
        "name:2020-repeat:1",
        "archive:2020-repeat:1:1",
        "steps:2020-repeat:1",
        "ask:2020-repeat:partners:1",
        "say:2020-repeat:partners:yes:1",
        "handed:2020-repeat:by_post:1",
    ):
        await other.press(data)
        assert "басқа өтінімге тиесілі" in other.text, data


async def test_after_the_deadline_none_is_opened(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    clock.move_to("2020-06-04T09:00+06:00")
    await applicant.press("newpack:2020-repeat:1")
    assert "қабылдау аяқталды" in applicant.text

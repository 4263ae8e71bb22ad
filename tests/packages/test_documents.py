"""The checklist of documents."""

import pytest

from content.models import Contest
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone


async def test_one_screen_shows_nine_documents_and_how_far_they_are(applicant: Phone, contest: Contest) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Документы")
    assert "готово 0 / 9" in applicant.text
    assert len([label for label in applicant.buttons if label.startswith("▫️")]) == contest.documents.count
    assert "▫️ не начато: 1, 2, 3, 4, 5, 6, 7, 8, 9" in applicant.text


async def test_a_card_explains_names_and_warns(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Документы", "7. ")
    assert "31 марта 2020 года" in applicant.text
    assert "Где можно ошибиться" in applicant.text
    assert "Источник: объявление, раздел 5, пункт 7" in applicant.text


@pytest.mark.parametrize(
    ("label", "sign", "words"),
    [("Дайындалып жатыр", "🟡", "дайындалып жатыр"), ("Дайын", "✅", "дайын"), ("Басталмаған", "▫️", "басталмаған")],
)
async def test_a_status_is_set_and_shown_in_words_and_sign(applicant: Phone, label: str, sign: str, words: str) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", "3. ", label)
    assert applicant.toast == "Белгіленді"
    assert f"{sign} {words}: " in applicant.text
    assert f"{sign} 3. Әлеует туралы мәліметтер" in applicant.buttons
    await applicant.tap("3. ")
    assert f"✓ {label}" in applicant.buttons


async def test_setting_the_same_status_twice_leaves_it_set(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", "1. ")
    data = applicant.payload("Дайын")
    for _ in range(2):
        await applicant.press(data)
    assert "1 / 9" in applicant.text


async def test_not_needed_is_offered_only_where_the_announcement_allows_it(applicant: Phone) -> None:
    await applicant.begin()
    for number in range(1, 10):
        await applicant.tap(*([] if number > 1 else ["Құжаттар"]), f"{number}. ")
        assert ("Қажет емес" in applicant.buttons) is (number in {8, 9})
        await applicant.tap("Артқа")


async def test_a_forged_not_needed_is_explained(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("setdoc:2020-repeat:doc_6:not_needed:0")
    assert "міндетті" in applicant.text
    await applicant.tap("Басты бет")
    assert "0 / 9" in applicant.text


async def test_what_is_not_needed_leaves_the_count(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", "9. ", "Қажет емес")
    assert "0 / 8" in applicant.text


async def test_everything_ready_leads_on_to_the_self_assessment(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау", "Құжаттарды дайындау")
    for number in range(1, 10):
        await applicant.tap(f"{number}. ", "Дайын")
    assert "9 / 9" in applicant.text
    await applicant.tap("Басты бет")
    assert applicant.buttons[0] == "Өтінімді бағалау"


async def test_a_button_from_before_a_restart_or_of_an_older_version_still_works(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("doc:2020-repeat:doc_2")
    assert "Сауалнама" in applicant.text
    await applicant.press("setdoc:2020-repeat:doc_2:ready")
    assert "1 / 9" in applicant.text


async def test_nobody_reads_or_changes_a_package_of_somebody_else(chats: Chats, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", "1. ", "Дайын")
    foreign = applicant.payload("1. ")
    other = chats.person(7002, name="Данияр")
    await other.begin()
    for data in (foreign, foreign.replace("doc:", "setdoc:").replace("doc_1:", "doc_1:not_started:")):
        await other.press(data)
        assert "басқа өтінімге тиесілі" in other.text
    await applicant.send("/start")
    assert "1 / 9" in applicant.text


async def test_after_the_deadline_documents_are_read_but_not_changed(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", "1. ")
    data = applicant.payload("Дайын")
    clock.move_to("2020-06-03T18:00:01+06:00")
    await applicant.press(data)
    assert "қабылдау аяқталды" in applicant.text
    await applicant.press("doc:2020-repeat:doc_1:0")
    assert "оқуға ғана болады" in applicant.text
    assert applicant.buttons == ["Нысанды толтыру", "📄 Файлдары", "💬 Осы туралы сұрау", "‹ Артқа", "🏠 Басты бет"]

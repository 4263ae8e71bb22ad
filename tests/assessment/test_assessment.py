"""The self-assessment: honest about the application and about the announcement."""

from content.models import Contest
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone

YES, NO = "Иә", "Жоқ"


async def begin(phone: Phone) -> None:
    await phone.begin()
    await phone.tap("Өзін-өзі бағалау", "Бағалауды бастау")


async def answer(phone: Phone, *words: str) -> None:
    """Answers the sub-points of the criterion on the screen, from the first on."""
    for number, word in enumerate(words, 1):
        await phone.tap(f"{number}) {word}")


async def onward(phone: Phone) -> None:
    await phone.tap("көрсеткішке өту")


async def complete(phone: Phone, contest: Contest, word: str = YES) -> None:
    """Answers every criterion alike and opens the result."""
    for criterion in contest.scored:
        await answer(phone, *[word] * len(criterion.sub_points))
        if any("толық емес" in label for label in phone.buttons):
            await phone.tap("толық емес")
        if criterion is not contest.scored[-1]:
            await onward(phone)
    await phone.tap("Нәтижені көру")


async def test_sub_points_lead_to_the_printed_level(applicant: Phone) -> None:
    await begin(applicant)
    await answer(applicant, YES, NO, YES)
    assert "Деңгейі" not in applicant.text
    await applicant.tap("4) Жоқ")
    assert "Деңгейі: 3 / 5" in applicant.text
    assert "екеуіне сәйкес келеді" in applicant.text


async def test_the_level_stands_before_the_answers_once_it_is_known(applicant: Phone) -> None:
    """What is asked next, or what came out, is in sight; the sub-points fold and keep their answers."""
    await begin(applicant)
    await applicant.tap("Артқа", "3. ")
    await answer(applicant, *[YES] * 4)
    assert "5) Тәсіліңізде жаңа нәрсе бар ма?\nжауап берілмеген" in applicant.plain
    await applicant.tap("5) Иә")
    for asked in ("Толық сәйкес пе?", "Деңгейі: 7 / 7"):
        outcome, answers = applicant.text.index(asked), applicant.text.index("Тармақшалар және жауаптарыңыз")
        assert outcome < answers < applicant.text.index("5) Тәсіліңізде жаңа нәрсе бар ма? ✓ Иә")
        await applicant.tap("Бесеуі де толық")


async def test_an_answer_is_set_not_toggled(applicant: Phone) -> None:
    await begin(applicant)
    data = applicant.payload("1) Иә")
    for _ in range(3):
        await applicant.press(data)
    assert "✓ 1) Иә" in applicant.buttons
    await applicant.tap("1) Жоқ")
    assert "✓ 1) Жоқ" in applicant.buttons


async def test_criterion_2_with_nothing_met_is_not_computed(applicant: Phone) -> None:
    await begin(applicant)
    await applicant.tap("Артқа", "2. ")
    await answer(applicant, NO, NO, NO)
    assert "Деңгейі есептелмейді" in applicant.text
    assert "Деңгейі:" not in applicant.text


async def test_criterion_3_asks_whether_all_five_are_met_in_full(applicant: Phone) -> None:
    await begin(applicant)
    await applicant.tap("Артқа", "3. ")
    await answer(applicant, YES, YES, YES, YES, YES)
    assert "Толық сәйкес пе?" in applicant.text
    assert "Деңгейі" not in applicant.text
    partly, fully = (label for label in applicant.buttons if "олық" in label)
    await applicant.tap(partly)
    assert "Деңгейі: 6 / 7" in applicant.text
    await applicant.tap(fully)
    assert "Деңгейі: 7 / 7" in applicant.text
    await applicant.tap("5) Жоқ")
    assert "Деңгейі: 5 / 7" in applicant.text
    assert not any("олық" in label for label in applicant.buttons)


async def test_the_result_adds_up_names_the_weakest_and_predicts_nothing(applicant: Phone, contest: Contest) -> None:
    await begin(applicant)
    await answer(applicant, NO, NO, NO, NO)  # 1 of 5
    await onward(applicant)
    await answer(applicant, YES, NO, NO)  # 1 of 3
    await onward(applicant)
    await answer(applicant, YES, YES, NO, NO, NO)  # 3 of 7
    await onward(applicant)
    await answer(applicant, YES, YES, YES, YES)  # 5 of 5
    await onward(applicant)
    await answer(applicant, YES, YES, YES, NO)  # 4 of 5
    await applicant.tap("Нәтижені көру")
    assert "14 / 25" in applicant.text
    weak = applicant.text.index("Ең әлсіз")
    first, second, third = (applicant.text.index(f"\n{number}. ", weak) for number in (1, 2, 3))
    assert first < second < third
    assert f"\n{5}. " not in applicant.text[weak:]
    for number, sub_point in ((1, 0), (2, 1), (3, 4)):
        assert contest.criteria.criteria[number - 1].sub_points[sub_point].lift.kk in applicant.text
    assert "50 (елу) пайыздан жоғары" in applicant.text
    assert "болжамайды" in applicant.text


async def test_what_is_not_computed_stays_out_of_sum_and_maximum(applicant: Phone, contest: Contest) -> None:
    await begin(applicant)
    await complete(applicant, contest, NO)
    assert "4 / 25" in applicant.text
    assert "2-көрсеткіш есептелмеді" in applicant.text


async def test_it_goes_on_where_it_was_left(chats: Chats, applicant: Phone) -> None:
    await begin(applicant)
    await answer(applicant, YES, YES)
    await applicant.send("/start")
    await applicant.tap("Өзін-өзі бағалау")
    assert "0 / 5" in applicant.text
    await applicant.tap("1-көрсеткішке өту")
    assert {"✓ 1) Иә", "✓ 2) Иә", "3) Иә"} <= set(applicant.buttons)


async def test_every_finished_attempt_is_kept_and_compared_with_the_one_before(
    applicant: Phone, contest: Contest
) -> None:
    await begin(applicant)
    await complete(applicant, contest, NO)
    await applicant.tap("Артқа", "Соңғы жауаптарымды жаңарту")
    assert "Жауап берілген көрсеткіштер: 5 / 5" in applicant.text
    await applicant.tap("1. ", "1) Иә", "Нәтижені көру")
    assert "5 / 25" in applicant.text
    assert "4 / 25" in applicant.text
    assert "(бұрын 1)" in applicant.text


async def test_a_finished_attempt_takes_no_more_answers(applicant: Phone, contest: Contest) -> None:
    await begin(applicant)
    stale = applicant.payload("1) Жоқ")
    await complete(applicant, contest, YES)
    before = applicant.text
    await applicant.press(stale)
    assert "аяқталған" in applicant.text
    await applicant.tap("Басты бет", "Өзін-өзі бағалау", "Соңғы нәтиже")
    assert applicant.text == before


async def test_starting_twice_and_finishing_twice_make_one_attempt(chats: Chats, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Өзін-өзі бағалау")
    message, place = applicant.last.message_id, applicant.find("Бағалауды бастау")
    for _ in range(2):
        chats.telegram.tap(applicant.id, message, *place)
    await chats.settle(at_once=True)
    assert applicant.payload("1) Иә") == "point:1:criterion_1:1:1"


async def test_finishing_too_early_leads_to_what_is_open(applicant: Phone) -> None:
    await begin(applicant)
    await applicant.press("finish:1")
    assert "1-көрсеткіш" in applicant.text
    await applicant.press("result:1")
    assert "Жауап берілген көрсеткіштер: 0 / 5" in applicant.text


async def test_attempts_of_others_and_forged_answers_are_explained(chats: Chats, applicant: Phone) -> None:
    await begin(applicant)
    other = chats.person(7002, name="Данияр")
    await other.begin()
    for data in ("crit:1:criterion_1", "point:1:criterion_1:1:1", "result:1", "finish:1", "level:1:criterion_3:7"):
        await other.press(data)
        assert "Бұл бағалау табылмады" in other.text
    for data in ("point:1:criterion_6:1:1", "point:1:criterion_1:9:1", "crit:1:criterion_9"):
        await applicant.press(data)
        assert "қазір жоқ" in applicant.text


async def test_a_forged_level_does_not_count(applicant: Phone) -> None:
    await begin(applicant)
    for data in ("level:1:criterion_1:5", "level:1:criterion_3:99", "level:1:criterion_3:1"):
        await applicant.press(data)
        assert "қазір жоқ" in applicant.text
    await applicant.press("crit:1:criterion_1")
    await answer(applicant, NO, NO, NO, NO)
    assert "Деңгейі: 1 / 5" in applicant.text


async def test_after_the_deadline_the_result_is_read_and_nothing_begins(
    applicant: Phone, contest: Contest, clock: MovableClock
) -> None:
    await begin(applicant)
    await complete(applicant, contest, YES)
    clock.move_to("2020-06-04T09:00+06:00")
    await applicant.send("/start")
    await applicant.tap("Өзін-өзі бағалау")
    assert applicant.buttons == ["Соңғы нәтиже", "🏠 Басты бет"]
    await applicant.press("begin:2020-repeat:1:0")
    assert "қабылдау аяқталды" in applicant.text


async def test_the_russian_walk_reads_russian(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Самооценка", "Начать", "1) Да", "2) Нет", "3) Да", "4) Да")
    assert "Уровень: 4 / 5" in applicant.text
    assert "К показателю 2 ›" in applicant.buttons


async def test_a_sub_point_is_put_in_plain_words_with_an_example_and_as_printed(
    applicant: Phone, contest: Contest
) -> None:
    await begin(applicant)
    point = contest.scored[0].sub_points[0]
    assert "1) Жоба жарғыда жазылған қызметіңізге сай ма?" in applicant.plain
    assert "Мысалы: жарғыда жастармен жұмыс бар" in applicant.plain
    assert f"1) {point.kk}" in applicant.plain
    assert "ойдан алынған мысал" in applicant.plain


async def test_every_criterion_as_weak_as_the_third_gets_advice(applicant: Phone, contest: Contest) -> None:
    await begin(applicant)
    await complete(applicant, contest, NO)
    weak = applicant.plain[applicant.plain.index("Ең әлсіз") :]
    assert all(f"\n{number}. " in weak for number in (1, 2, 4, 5))  # three of them have a fifth of their maximum
    for criterion in contest.scored:
        if criterion.number != 3:
            assert all(point.lift.kk in weak for point in criterion.sub_points)


async def test_the_sum_says_how_much_was_judged(applicant: Phone, contest: Contest) -> None:
    await begin(applicant)
    await complete(applicant, contest, NO)
    assert "Балл есептелген көрсеткіштер: 4 / 5, бұлардың ең көп балы — 22." in applicant.plain


async def test_from_an_advice_one_tap_leads_to_the_section_of_the_form(applicant: Phone, contest: Contest) -> None:
    await begin(applicant)
    await answer(applicant, YES, YES, YES, YES)
    await onward(applicant)
    await answer(applicant, YES, YES, YES)
    await onward(applicant)
    await answer(applicant, YES, YES, YES, YES, YES)
    await applicant.tap("Бесеуі де толық")
    await onward(applicant)
    await answer(applicant, YES, YES, YES, YES)
    await onward(applicant)
    await answer(applicant, NO, YES, YES, YES)
    await applicant.tap("Нәтижені көру")
    assert [label for label in applicant.buttons if label.startswith("✍️")] == ["✍️ Смета"]
    await applicant.tap("✍️ Смета")
    assert "мета" in applicant.plain.splitlines()[0]

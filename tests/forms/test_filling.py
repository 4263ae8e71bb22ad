"""Filling in a form on the phone: from home to the first answer, one question after the other, and back."""

import pytest

from tests.conftest import MovableClock
from tests.support.conversation import Phone


async def open_form(phone: Phone, document: str, *labels: str) -> None:
    await phone.tap("Құжаттар", document, "Нысанды толтыру", *labels)


async def test_from_home_to_a_filled_first_field_in_four_taps(applicant: Phone) -> None:
    await applicant.begin()
    await open_form(applicant, "4. ", "Бастау")
    assert "Мақсаты" in applicant.text
    assert "Жақсы мысал" in applicant.text
    await applicant.send("300 жас оқиды")
    assert "Сақталды" in applicant.text
    assert "300 жас оқиды" in applicant.text
    assert "Таңба саны: 13 / 500" in applicant.text
    assert "Жазған: сіз, 2020 жылғы 20 мамыр" in applicant.text


async def test_a_long_text_comes_in_several_messages(applicant: Phone) -> None:
    await applicant.begin()
    await open_form(applicant, "4. ", "Бастау")
    await applicant.send("Бірінші бөлігі")
    await applicant.send("Екінші бөлігі")
    assert "Бірінші бөлігі\nЕкінші бөлігі" in applicant.text
    await applicant.tap("Басынан жазу")
    await applicant.send("Жаңадан")
    assert "Бірінші" not in applicant.text
    await applicant.tap("Нұсқалары")
    assert "нұсқалар (3)" in applicant.text
    await applicant.tap("2-нұсқа", "Осы нұсқаға қайту")
    assert "Бірінші бөлігі\nЕкінші бөлігі" in applicant.text
    assert "бұрынғы нұсқадан қайтарылған" in applicant.text


async def test_skip_back_and_where_was_i(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Документы", "4. ", "Заполнить форму", "Начать", "Пропустить")
    assert "Задачи" in applicant.text
    await applicant.tap("Пропустить")
    await applicant.send("Тренинги в 6 селах")
    await applicant.press("form:c2020-repeat:form_4")
    assert "Последнее: Мероприятия" in applicant.buttons
    assert "Заполнено: 1 / 18" in applicant.text
    await applicant.tap("Продолжить")
    assert "Цель" in applicant.text


@pytest.mark.parametrize("way", ["voice", "file", "sticker"])
async def test_what_is_no_text_is_refused_with_the_way_to_type(applicant: Phone, way: str) -> None:
    await applicant.begin()
    await open_form(applicant, "4. ", "Бастау")
    if way == "voice":
        await applicant.send_voice()
        assert "микрофонды" in applicant.text
    elif way == "file":
        await applicant.send_file("goal.docx", b"x", "application/msword")
        assert "мәтін керек" in applicant.text
    else:
        await applicant.send_sticker()
    await applicant.send("Енді мәтін")
    assert "Енді мәтін" in applicant.text
    assert "Сақталды" in applicant.text


async def test_a_suggestion_is_shown_and_only_then_taken(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау", "Құжаттарды дайындау")
    await applicant.tap("4. ", "Нысанды толтыру", "Бастау", "Тақырыптың мақсатын көру")
    assert "Хабарландыруда" in applicant.text
    await applicant.tap("Артқа")
    assert "Қазір тұрғаны" not in applicant.text
    await applicant.tap("Тақырыптың мақсатын көру", "Осыны алу")
    assert "тақырыптан алынған" in applicant.text


async def test_a_section_goes_as_one_message_to_edit(applicant: Phone) -> None:
    await applicant.begin()
    await open_form(applicant, "4. ", "2. Негіздеме", "Бір хабарламамен")
    assert "#1 Қазіргі жағдай" in applicant.text
    await applicant.send("#1 Қазіргі жағдай\nҚиын\n\n#3 Қажеттілікті бағалау\nСұрадық")
    assert "Оқылғаны: 2" in applicant.text
    await applicant.send("белгісіз мәтін")
    assert "белгілер сақталмаған" in applicant.text
    await applicant.tap("Артқа")
    assert "Қиын" in applicant.text
    assert "Сұрадық" in applicant.text


async def test_rows_are_added_copied_moved_and_removed(applicant: Phone) -> None:
    await applicant.begin()
    await open_form(applicant, "4. ", "8. Тәуекелдер", "➕ Жол қосу")
    await applicant.send("Карантин")
    assert "Не істейсіз" in applicant.text
    await applicant.send("Zoom")
    assert "1-жол, барлығы 1" in applicant.text
    await applicant.tap("Көшірме жасау", "✅ Тәуекел")
    await applicant.send("Баға өседі")
    await applicant.press("ftab:c2020-repeat:risks:1")
    assert "1. Карантин: Zoom\n2. Баға өседі: Zoom" in applicant.text
    await applicant.tap("2. Баға өседі", "↑ Жоғары", "Артқа")
    assert "1. Баға өседі" in applicant.text
    await applicant.tap("1. Баға өседі", "Жолды алып тастау", "Иә, алып тастау")
    assert "2. " not in applicant.text.partition("Дереккөз")[0].replace("8. ", "")
    await applicant.tap("↩️ Қайтару: Баға өседі", "Артқа")
    assert "Баға өседі" in applicant.text


async def test_a_row_after_one_that_was_taken_out_is_a_new_one(applicant: Phone) -> None:
    await applicant.begin()
    await open_form(applicant, "4. ", "8. Тәуекелдер", "➕ Жол қосу")
    await applicant.send("Карантин")
    await applicant.press("ftab:p1:risks:1")
    await applicant.tap("1. Карантин", "Жолды алып тастау", "Иә, алып тастау", "➕ Жол қосу")
    assert "Жаңа жол" in applicant.text
    await applicant.send("Баға өседі")
    await applicant.press("ftab:p1:risks:1")
    assert "1. Баға өседі" in applicant.text
    assert "Карантин" not in applicant.text


async def test_months_are_chosen_inside_the_topic(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау", "Құжаттарды дайындау")
    await applicant.tap("4. ", "Нысанды толтыру", "7. Күнтізбелік", "➕ Жол қосу")
    await applicant.send("Тренинг")
    assert "Нысанда: 1-ай … 6-ай" in applicant.plain
    await applicant.send("09.2020 – 12.2020")
    assert "27 қараша" in applicant.text
    await applicant.send("05.2020 – 07.2020")
    assert "тақырыптың мерзіміне кірмейді" in applicant.text
    await applicant.tap("Басталуы: Шілде 2020", "Аяқталуы: Қыркүйек 2020")
    assert "07.2020 – 09.2020" in applicant.text


BAD = [
    ("БСН", "99014000038", "12 саннан тұрады, сіз 11"),
    ("БСН", "160340001239", "соңғы саны"),
    ("Тіркелген күні", "31.06.2020", "мұндай күн жоқ"),
    ("Тіркелген күні", "кеше", "25.05.2020"),
]


@pytest.mark.parametrize(("field", "typed", "fault"), BAD)
async def test_what_is_wrong_is_said_and_not_kept(applicant: Phone, field: str, typed: str, fault: str) -> None:
    await applicant.begin()
    await applicant.press("fsec:o0:names")
    await applicant.tap(f"▫️ {field}")
    await applicant.send(typed)
    assert fault in applicant.text
    assert "Қазір тұрғаны" not in applicant.text


async def test_the_organisation_is_written_once_and_stands_in_the_forms(applicant: Phone) -> None:
    await applicant.begin()
    await open_form(applicant, "2. ", "Ұйым")
    await applicant.tap("Бастау")
    await applicant.send("«Ауыл жастары» қоғамдық бірлестігі")
    await applicant.press("form:c2020-repeat:form_1")
    assert "Толтырылғаны: 1 / 3" in applicant.text


async def test_a_closed_contest_is_read_and_not_written(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    await open_form(applicant, "4. ", "Бастау")
    await applicant.send("300 жас")
    clock.move_to("2020-06-03T18:00:01+06:00")
    await applicant.send("кеш қалды")
    assert "қабылдау аяқталды" in applicant.text
    await applicant.press("fld:c2020-repeat:goal:::kk")
    assert "300 жас" in applicant.text
    assert "Өшіру" not in applicant.buttons


async def test_the_budget_counts_and_is_held_against_the_contest(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау", "Құжаттарды дайындау")
    await applicant.tap("5. ", "Нысанды толтыру", "Бастау", "Әкімшілік", "Жалақы", "➕ Жол қосу")
    for typed in ("Үйлестіруші", "ай", "6", "1 500 000,50"):
        await applicant.send(typed)
    await applicant.press("fbud:c2020-repeat:budget:salary:")
    assert "9 000 003" in applicant.plain.replace("\N{NARROW NO-BREAK SPACE}", " ")
    await applicant.tap("Үйлестіруші", "Қалғаны гранттан")
    assert "көрсетілмегені" not in applicant.text
    await applicant.press("fchk:c2020-repeat")
    assert "✅ Әр жолдың сомасы көздердің қосындысына тең" in applicant.text
    assert "бейне шолуы: мұндай сөз таппадым" in applicant.text
    assert "пайыз" in applicant.text


async def test_tiyn_have_two_places_wherever_money_is_shown(applicant: Phone) -> None:
    await applicant.begin()
    for part, typed in (("quantity", "1"), ("price", "1 500 000,50")):
        await applicant.press(f"fld:c2020-repeat:budget:bank:{part}:")
        await applicant.send(typed)
    for screen in ("frow:p1:budget:bank", "fbud:p1:budget:admin", "fbud:p1:budget", "fchk:p1"):
        await applicant.press(screen)
        shown = applicant.plain.replace("\N{NO-BREAK SPACE}", " ")
        assert "1 500 000,50" in shown, screen
        assert "1 500 000,5 " not in shown


@pytest.mark.parametrize(
    ("language", "way", "kept", "unchanged"),
    [
        ("Қазақша", ("Құжаттар", "4. ", "Нысанды толтыру", "Бастау"), "Сақталды", "жауап өзгерген жоқ"),
        ("Русский", ("Документы", "4. ", "Заполнить форму", "Начать"), "Сохранено", "ответ в форме не изменился"),
    ],
)
async def test_whoever_edits_a_message_is_told_that_the_answer_stays(
    applicant: Phone, language: str, way: tuple[str, ...], kept: str, unchanged: str
) -> None:
    await applicant.begin(language)
    await applicant.tap(*way)
    await applicant.send("300 жас")
    written = applicant.last.message_id - 1
    assert kept in applicant.text
    await applicant.edit(written, "400 жас")
    assert unchanged in applicant.text
    await applicant.tap(applicant.buttons[0])
    assert "300 жас" in applicant.text
    assert "400 жас" not in applicant.text


async def test_an_edited_message_elsewhere_says_nothing_of_forms(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("дедлайн қашан")
    asked = applicant.last.message_id - 1
    shown = applicant.last.message_id
    await applicant.edit(asked, "дедлайн қай күні")
    assert applicant.last.message_id == shown

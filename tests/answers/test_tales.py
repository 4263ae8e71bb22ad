"""Whoever tells of themselves first, and asks at the end."""

import pytest

from tests.support.conversation import Phone


async def told(applicant: Phone, language: str, typed: str) -> str:
    await applicant.begin(language)
    await applicant.send(typed)
    return applicant.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        (
            "Қазақша",
            (
                "сот шешімімен қорымыздың дүние мүлкін тыйып тастады, арестке түсті."
                " сонда да бағымызды сынап көрсек бола ма"
            ),
            "қамау",
        ),
        (
            "Русский",
            (
                "Пишем содержание проекта, спорим с директором. Он считает, что рассказывать о жизни проекта после"
                " окончания денег не нужно. А в форме про это что-то просят?"
            ),
            "устойчивост",
        ),
        (
            "Русский",
            (
                "Написали проект на полтора года, с сентября и до весны, всё расписали по кварталам. А коллега говорит,"
                " что по датам не пройдём. До какого числа надо всё закончить?"
            ),
            "27 ноября",
        ),
        (
            "Қазақша",
            (
                "универде сексен ерікті бала бар, бәріне бірдей футболка мен сөмке тіктірейік деп жатырмыз, үлкен"
                " волонтерлік лотта ондай нәрсе қарастырылған ба"
            ),
            "футболка",
        ),
        (
            "Қазақша",
            "Оралданбыз, этномәдени бірлестік тақырыбын алсақ дейміз. Сонда оған қанша бөлінген?",
            "5 782 000",
        ),
        (
            "Русский",
            (
                "У нас этнокультурный центр немцев в Уральске, хор есть. Услышали, что есть деньги под дружбу народов и"
                " наш город в списке. Сколько там выделили и когда начинается?"
            ),
            "5 782 000",
        ),
        (
            "Русский",
            (
                "Живу в Актау, сижу на формах, застряла на таблице мониторинга. Хочу поговорить с живым человеком,"
                " закрепленным за нашей областью. Как его зовут?"
            ),
            "Ибадуллаев",
        ),
    ],
)
async def test_what_is_meant_by_the_tale_is_shown_beside_what_fits_the_question(
    applicant: Phone, language: str, typed: str, words: str
) -> None:
    assert words in await told(applicant, language, typed)


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        (
            "Қазақша",
            (
                "қыркүйекте бастап келесі жылдың мамырында бітсе деп жоспар құрып қойдық. Осылай болса ұрыспай ма, ең"
                " соңғы күні қашан"
            ),
            "27 қараша",
        ),
        (
            "Русский",
            "проект по волонтерам запускаем осенью и тянем до следующей весны. Не наломаем дров? какой крайний срок",
            "27 ноября",
        ),
    ],
)
async def test_where_nothing_is_sure_no_question_is_passed_over(
    applicant: Phone, language: str, typed: str, words: str
) -> None:
    text = await told(applicant, language, typed)
    assert "Дәл жауап" in text or "дәл жауап" in text or "Точного ответа" in text
    assert words in text

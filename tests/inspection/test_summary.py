"""The page to take along: topic, deadline, state, what was found, what to hand in, on one page."""

import re
from io import BytesIO

import pytest
from docx import Document

from bot.app import App
from bot.office.writing import portable
from content.models import Contest, Language
from storage.packages.packages import DocumentStatus
from tests.support.conversation import Phone
from tests.support.whole_applications import WholeApplication, plain, whole, write


def words(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).replace("\u00a0", " ")


def flawed(contest: Contest) -> WholeApplication:
    made = whole(contest, 11)
    made.documents["doc_7"] = DocumentStatus.IN_PROGRESS
    made.organisation.pop("acc_email")
    made.facts["signer"] = "deputy"
    made.tables["beneficiary"][0]["count"] = plain(987)
    return made


async def page(app: App, phone: Phone, made: WholeApplication, language: Language, kind: str) -> bytes:
    package = await write(app, made, phone.id, language)
    await phone.send("/start")
    await phone.press(f"chkx:2020-repeat:{kind}:{package}")
    return phone.received


async def test_it_says_what_matters_at_the_door(app: App, applicant: Phone, contest: Contest) -> None:
    package = await write(app, flawed(contest), applicant.id)
    await applicant.send("/start")
    await applicant.press(f"chk:2020-repeat:{package}")
    await applicant.tap("Парақ, Word")
    text = words(applicant.received)
    assert applicant.last.document is not None
    assert applicant.last.document.file_name == "тапсыру-парағы_Жас-қайрат.docx"
    assert "Соңғы мерзім: 2020 жылғы 3 маусым, 18:00 (Нұр-Сұлтан уақыты)" in text
    assert "Тақырып: 5. " in text
    assert "Дайын құжаттар: 8 / 9" in text
    assert "Құжат дайын деп белгіленбеген: Бухгалтерлік баланс. (хабарландыру, 5-бөлім)" in text
    assert "☐ 7. Бухгалтерлік баланс (2020 жылғы 31 наурыз)" in text
    assert "☐ Тігу және қол қою" in text
    assert "Техникалық тексеруден өтпейтіні: 2" in text
    assert "211 кабинет" in text


async def test_the_same_in_russian_without_what_is_not_needed(app: App, applicant: Phone, contest: Contest) -> None:
    text = words(await page(app, applicant, whole(contest, 6), Language.RU, "word"))
    assert "Замечаний нет. Это не значит, что заявка пройдет." in text
    assert "☐ 1. Заявление" in text
    assert "Соглашения партнеров" not in text


@pytest.mark.skipif(not portable.installed(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", Language)
@pytest.mark.slow
async def test_it_is_a_single_page_however_much_is_found(app: App, applicant: Phone, language: Language) -> None:
    everything = WholeApplication("topic_1", ("kk",))
    data = await page(app, applicant, everything, language, "pdf")
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1


async def test_others_get_no_page_of_it(app: App, applicant: Phone, owner: Phone, contest: Contest) -> None:
    package = await write(app, whole(contest, 11), applicant.id)
    await owner.press(f"chkx:2020-repeat:word:{package}")
    assert owner.last.document is None

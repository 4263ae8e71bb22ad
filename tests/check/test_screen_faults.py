"""What a screen lacks is said to staff in their language, with the place in their files that it comes from."""

import shutil
from pathlib import Path

import pytest

from bot.check.report import check
from content.models import WRITTEN_LANGUAGES, Language
from tests.conftest import CONTENT

DISTRICT = Path("tests/data/contests/district")
TOO_LONG = "Жобаны бір бетке сипаттаңыз."
WORDS = {
    Language.KK: (
        "documents.yaml:3: documents.1 (құжаттар): «1. Өтінім» (kk) бетінде",
        "таңба бар, 4096 сияды",
        "қысқартыңыз не бөліңіз",
    ),
    Language.RU: (
        "documents.yaml:3: documents.1 (документы): на странице «1. Өтінім» (kk) ",
        "помещается 4096",
        "сократите",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DISTRICT, tmp_path / DISTRICT.name))


@pytest.mark.slow
@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
async def test_a_text_too_long_for_its_screen_is_named_by_file_and_line(folder: Path, language: Language) -> None:
    documents = folder / "documents.yaml"
    text = documents.read_text(encoding="utf-8")
    documents.write_text(text.replace(TOO_LONG, "Жоба " * 900), encoding="utf-8")
    (fault,) = (await check(folder.parent, language)).faults
    for words in WORDS[language]:
        assert words in fault


@pytest.mark.parametrize("of_one_contest", [False, True])
async def test_word_templates_are_complained_of_in_words(folder: Path, *, of_one_contest: bool) -> None:
    (folder / "form_9.kk.docx").write_bytes((CONTENT / "2020-repeat" / "form_1.kk.docx").read_bytes())
    assert (await check(folder if of_one_contest else folder.parent, Language.RU)).faults == [
        "form_9.kk.docx:1: в forms.yaml нет такой формы: проверьте имя файла или удалите его"
    ]

"""Word templates of forms: what lies with the contest is what the bot makes, and faulty ones are named."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bot.check.form_templates import template_faults
from bot.office.writing.skeleton import template
from bot.scaffold.form_templates import form_templates
from content.loader import load_contest
from content.models import WRITTEN_LANGUAGES, Language
from content.rules.forms.on_paper import template_name
from content.yaml_file import ContentError
from tests.conftest import CONTENT

REAL = CONTENT / "2020-repeat"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(REAL, tmp_path / REAL.name)
    return tmp_path / REAL.name


def faults(folder: Path) -> list[str]:
    return [f"{fault.file.name}: {fault.message}" for fault in template_faults(folder, load_contest(REAL))]


def text_of(data: bytes) -> bytes:
    return zipfile.ZipFile(BytesIO(data)).read("word/document.xml")


@pytest.mark.slow
def test_the_templates_of_the_contest_are_those_of_its_forms() -> None:
    """Where this fails after a change of forms.yaml: python -m bot form-templates 2020-repeat --anew."""
    for form in load_contest(REAL).forms.forms:
        for language in WRITTEN_LANGUAGES:
            data = (REAL / template_name(form.id, language)).read_bytes()
            assert text_of(data) == text_of(template(form, language)), template_name(form.id, language)
            assert len(data) < 16 * 2**10
    assert faults(REAL) == []


@pytest.mark.slow
def test_templates_are_written_where_there_are_none(folder: Path) -> None:
    (folder / "form_2.ru.docx").unlink()
    (folder / "form_1.kk.docx").write_bytes(b"ours")
    assert [path.name for path in form_templates(folder.name, folder.parent)] == ["form_2.ru.docx"]
    assert (folder / "form_1.kk.docx").read_bytes() == b"ours"
    assert len(form_templates(folder.name, folder.parent, anew=True)) == 10
    with pytest.raises(ContentError, match="no such contest"):
        form_templates("2031-none", folder.parent)


def test_tags_that_are_too_many_too_few_or_wrong_are_named(folder: Path) -> None:
    path = folder / template_name("form_1", Language.KK)
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("{{ applicant }}", "{{ applicants }}")
    document.save(str(path))
    assert faults(folder) == [
        "form_1.kk.docx: tag 'applicants' is no field of the form",
        "form_1.kk.docx: field 'applicant' has no tag",
    ]
    document.add_paragraph("{{ applicant ")
    document.add_paragraph("{% if %}")
    document.save(str(path))
    (message,) = faults(folder)
    assert message.startswith("form_1.kk.docx: a tag is wrong: ")


def test_other_files_are_named(folder: Path) -> None:
    (folder / "form_9.kk.docx").write_bytes(b"")
    (folder / "form_2.kk.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "form_3.kk.docx").write_bytes(b"\0" * 600 * 2**10)
    with zipfile.ZipFile(folder / "form_4.kk.docx", "a") as package:
        package.writestr("word/vbaProject.bin", b"\0")
    assert faults(folder) == [
        "form_2.kk.docx: no Word document that can be used: broken",
        "form_3.kk.docx: larger than 512 KB",
        "form_4.kk.docx: no Word document that can be used: macros",
        "form_9.kk.docx: no form of the contest has this id and language",
    ]


@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
def test_a_long_word_stays_whole_in_every_column_of_words(language: Language) -> None:
    """«Общественностью» in a column for a post, some 35 mm with the edges of the cell."""
    post = Document(str(REAL / template_name("form_3", language))).tables[1].columns[1]
    assert post.width is not None
    assert post.width.mm > 34


@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
def test_a_head_of_one_short_word_is_whole_in_a_column_of_figures(language: Language) -> None:
    """«Саны», in bold letters of 10 points some 9 mm with the wide «ы», and 4 mm of edges."""
    number = Document(str(REAL / template_name("form_4", language))).tables[2].columns[1]
    assert number.width is not None
    assert number.width.mm > 13.5

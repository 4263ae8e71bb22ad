"""Answers into Word templates, and several filled forms into one document."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docxcompose.composer import Composer
from docxcompose.properties import CustomProperties
from docxtpl import DocxTemplate
from markupsafe import Markup, escape

from bot.office import stamps
from bot.office.handed_over import put_together
from bot.office.printable import printable
from bot.office.stamping import stamped
from bot.office.writing.tags import environment
from bot.office.writing.whole_rows import keep_rows_whole
from content.models import Language
from content.rules.forms.on_paper import on_paper


def done(task: Mapping[str, Any]) -> bytes:
    """A document of all `parts`, each a template of a form in a language; with the stamp of its package."""
    forms = put_together(task)
    by_id = {form.id: form for form in forms.contest.forms.forms}
    documents = [
        filled(b64decode(part["template"]), on_paper(forms, by_id[part["form"]], Language(part["language"])))
        for part in task["parts"]
    ]
    printed = {part["form"]: by_id[part["form"]] for part in task["parts"]}
    return content(joined(documents), stamped(forms, list(printed.values()), task["package"]))


def written(answer: Any) -> Any:
    """An answer as a template takes it. Braces would be signs to docxtpl even here."""
    if isinstance(answer, str):
        return Markup(str(escape(printable(answer))).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704
    if isinstance(answer, Mapping):
        return {name: written(each) for name, each in answer.items()}
    if isinstance(answer, Sequence):
        return [written(each) for each in answer]
    return answer


def filled(template: bytes, answers: Mapping[str, Any]) -> WordDocument:
    form = DocxTemplate(BytesIO(template))
    form.render(written(answers), environment())
    document: WordDocument = form.docx
    keep_rows_whole(document)
    return document


def joined(documents: Sequence[WordDocument]) -> WordDocument:
    """One document; each part begins on a page of its own, of its own shape."""
    whole, *others = documents
    composer = Composer(whole)
    for part in others:
        section = whole.add_section(WD_SECTION.NEW_PAGE)
        composer.append(part)
        page = part.sections[0]
        for name in ("orientation", "page_width", "page_height", "left_margin", "right_margin"):
            setattr(section, name, getattr(page, name))
    return whole


def content(document: WordDocument, stamp: Mapping[str, Any] | None) -> bytes:
    if stamp is not None:
        properties = CustomProperties(document)
        for name, value in stamps.pieces(stamp):
            properties.add(name, value)
    file = BytesIO()
    document.save(file)
    return file.getvalue()

"""Word templates of forms: whether each can be filled in, and asks for what the form has, no more and no less."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError

from bot.office.reading.safety import OfficeFileError, OfficeKind, kind
from bot.office.writing import tags
from content.bundles import WORD
from content.models import Contest, Form, Language
from content.models.complaint import Complaint
from content.rules.forms.on_paper import STRONG, names, template_name
from content.yaml_file import Fault

LARGEST = 512 * 2**10
"""Bytes; ours take a fiftieth."""


def template_faults(folder: Path, contest: Contest) -> Iterator[Fault]:
    known = {
        template_name(form.id, language): (form, language) for form in contest.forms.forms for language in Language
    }
    for path in sorted(folder.glob(f"*{WORD}")):
        if path.name in known:
            yield from (Fault(path, 1, message) for message in _faults(path, *known[path.name]))
        else:
            yield Fault(path, 1, Complaint("no form of the contest has this id and language"))


def _faults(path: Path, form: Form, language: Language) -> Iterator[Complaint]:
    if path.stat().st_size > LARGEST:
        yield Complaint("larger than {most} KB", most=LARGEST // 2**10)
        return
    data = path.read_bytes()
    try:
        found = tags.found(data) if kind(data) is OfficeKind.WORD else None
    except OfficeFileError as error:
        yield Complaint("no Word document that can be used: {reason}", reason=error.reason)
        return
    except TemplateError as error:
        yield Complaint("a tag is wrong: {problem}", problem=error.message)
        return
    if found is None:
        yield Complaint("no Word document")
        return
    demanded = names(form, language)
    yield from (Complaint("tag {name!r} is no field of the form", name=name) for name in sorted(found - demanded))
    missing = demanded - found - {name for name in demanded if name.endswith(f".{STRONG}")}
    yield from (Complaint("field {name!r} has no tag", name=name) for name in sorted(missing))

"""`python -m bot form-templates ID`: a Word template of every form of a contest, to be made like the official one."""

from pathlib import Path

from bot.office.writing.skeleton import template
from content.loader import load_contest
from content.models import WRITTEN_LANGUAGES
from content.rules.forms.on_paper import template_name
from content.yaml_file import ContentError, Fault


def form_templates(contest_id: str, directory: Path, *, anew: bool = False) -> list[Path]:
    """Writes the templates that are not there; with `anew` all. Returns what was written. Raises ContentError."""
    folder = directory / contest_id
    if not folder.is_dir():
        raise ContentError([Fault(folder, 1, "there is no such contest")])
    written: list[Path] = []
    for form in load_contest(folder).forms.forms:
        for language in WRITTEN_LANGUAGES:
            path = folder / template_name(form.id, language)
            if anew or not path.exists():
                path.write_bytes(template(form, language))
                written.append(path)
    return written

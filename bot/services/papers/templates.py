"""The Word templates of a contest: its own files where it has them, else what the bot makes of its forms."""

from bot.services.papers.office import PaperWorks
from content import bundles
from content.catalogue import Catalogue
from content.models import Contest, Form, Language
from content.rules.forms.on_paper import template_name

INDEX = "form_templates"
"""Of files by their names, kept with the contest and replaced with it; added to where a form has none."""


async def template(office: PaperWorks, catalogue: Catalogue, contest: Contest, form: Form, language: Language) -> bytes:
    """Raises NotMadeError."""
    known: dict[str, bytes] = catalogue.made(contest.id, INDEX, lambda _: _in_folder(catalogue, contest))
    name = template_name(form.id, language.written)
    if name not in known:
        known |= await office.templates([form])
    return known[name]


def _in_folder(catalogue: Catalogue, contest: Contest) -> dict[str, bytes]:
    folder = catalogue.folder / contest.id if catalogue.folder else None
    return bundles.templates(bundles.in_folder(folder, ())) if folder and folder.is_dir() else {}

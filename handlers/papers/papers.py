"""Forms as files: of one document, or of the whole application, filled in as far as they are."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from aiogram.enums import ButtonStyle, ChatAction

from bot.payloads.packages.documents import Checklist, DocumentCard
from bot.payloads.papers import AllPapers, AllPapersFile, BringPaper, FormPaper, FormPapers, PaperKind
from bot.services.forms import books, closing
from bot.services.packages.lookup import to_read
from bot.services.papers.file_names import file_name
from bot.services.papers.office import PaperWorks
from bot.services.papers.printing import Printer
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity
from bot.ui.screens import Button, File, InTheMaking, Screen
from bot.ui.widgets import column
from content.models import Contest, FieldType, Form
from content.rules.forms.filled import FilledForms, FilledSheet
from storage.packages.packages import FIRST, Package

ENDINGS = {PaperKind.WORD: "docx", PaperKind.BLANK: "docx", PaperKind.PDF: "pdf", PaperKind.SHEET: "xlsx"}


@dataclass(frozen=True)
class Papers:
    """What the files are made of: the forms of a package, as far as there is one."""

    contest: Contest
    package: Package | None
    filled: FilledForms

    @property
    def number(self) -> int:
        return self.package.id if self.package else FIRST


async def _papers(ctx: Context, contest_id: str, package_id: int) -> Papers:
    contest = ctx.contest(contest_id)
    if not contest.forms.forms:
        raise ExplainedError("papers/no_forms", contest=contest)
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, package_id)
        return Papers(contest, package, await books.filled(ctx, connection, contest, package))


def _form(contest: Contest, document_id: str) -> Form:
    form = contest.forms.of_document(document_id)
    if form is None:
        raise ExplainedError("papers/no_forms", contest=contest)
    return form


# --- screens


async def form_papers(office: PaperWorks, ctx: Context, payload: FormPapers) -> Screen:
    papers = await _papers(ctx, payload.contest, payload.package)
    form = _form(papers.contest, payload.document)
    kinds = _kinds(office, [form])
    buttons: list[Button] = [
        ctx.button(
            f"papers.{kind.value}",
            FormPaper(contest=papers.contest.id, document=payload.document, kind=kind, package=papers.number),
            style=ButtonStyle.PRIMARY if kind is PaperKind.WORD else None,
        )
        for kind in kinds
    ]
    if not closing.over(ctx, papers.contest, form):
        buttons.append(ctx.button("papers.bring", BringPaper(contest=papers.contest.id, package=papers.number)))
    buttons.append(ctx.button("papers.all", AllPapers(contest=papers.contest.id, package=papers.number)))
    return ctx.screen(
        _text(ctx, office, papers, form),
        column(buttons),
        back=DocumentCard(contest=papers.contest.id, document=payload.document, package=papers.number),
    )


async def all_papers(office: PaperWorks, ctx: Context, payload: AllPapers) -> Screen:
    papers = await _papers(ctx, payload.contest, payload.package)
    contest = papers.contest
    buttons = [
        ctx.button(
            f"papers.all_{kind.value}",
            AllPapersFile(contest=contest.id, kind=kind, package=papers.number),
            style=ButtonStyle.PRIMARY if kind is PaperKind.WORD else None,
        )
        for kind in _kinds(office, contest.forms.forms)
        if kind is not PaperKind.SHEET
    ]
    buttons += [
        ctx.button(
            "papers.form",
            FormPapers(contest=contest.id, document=form.document, package=papers.number),
            title=form.file_name[ctx.person.language],
        )
        for form in contest.forms.forms
    ]
    if not closing.all_over(ctx, contest):
        buttons.append(ctx.button("papers.bring", BringPaper(contest=contest.id, package=papers.number)))
    if contest.contest.announcement_url:
        buttons.append(Button(ctx.label("papers.announcement"), url=contest.contest.announcement_url))
    text = _text(ctx, office, papers)
    return ctx.screen(text, column(buttons), back=Checklist(contest=contest.id, package=papers.number))


def _kinds(office: PaperWorks, forms: Sequence[Form]) -> list[PaperKind]:
    has_budget = any(form.budget for form in forms)
    left_out = {PaperKind.PDF} if not office.makes_pdf else set()
    return [kind for kind in PaperKind if kind not in left_out and (kind is not PaperKind.SHEET or has_budget)]


def _text(ctx: Context, office: PaperWorks, papers: Papers, form: Form | None = None) -> str:
    return ctx.text(
        "papers/papers",
        contest=papers.contest,
        form=form,
        closed=closing.over(ctx, papers.contest, form) if form else closing.all_over(ctx, papers.contest),
        languages=papers.filled.languages,
        pdf=office.makes_pdf,
    )


# --- files


async def form_file(office: PaperWorks, ctx: Context, payload: FormPaper) -> Screen:
    papers = await _papers(ctx, payload.contest, payload.package)
    form = _form(papers.contest, payload.document)
    screen = await form_papers(
        office, ctx, FormPapers(contest=payload.contest, document=payload.document, package=payload.package)
    )
    if payload.kind not in _kinds(office, [form]):
        return screen
    words = form.file_name[papers.filled.languages[0]]
    return replace(screen, attachment=_file(office, ctx, papers, [form], payload.kind, words))


async def all_file(office: PaperWorks, ctx: Context, payload: AllPapersFile) -> Screen:
    papers = await _papers(ctx, payload.contest, payload.package)
    forms = papers.contest.forms.forms
    screen = await all_papers(office, ctx, AllPapers(contest=payload.contest, package=payload.package))
    if payload.kind is PaperKind.SHEET or payload.kind not in _kinds(office, forms):
        return screen
    words = ctx.texts.label(papers.filled.languages[0], "papers.application")
    return replace(screen, attachment=_file(office, ctx, papers, forms, payload.kind, words))


def _file(
    office: PaperWorks, ctx: Context, papers: Papers, forms: Sequence[Form], kind: PaperKind, words: str
) -> InTheMaking:
    blank = kind is PaperKind.BLANK
    name = file_name(words, "" if blank else _organisation(papers), ENDINGS[kind])
    make = _maker(office, ctx, papers, forms, kind)

    async def made() -> File:
        return File(name, await make())

    return InTheMaking(made, ctx.text("papers/not_made"), ChatAction.UPLOAD_DOCUMENT)


def _maker(
    office: PaperWorks, ctx: Context, papers: Papers, forms: Sequence[Form], kind: PaperKind
) -> Callable[[], Awaitable[bytes]]:
    if kind is PaperKind.BLANK:
        empty = replace(papers.filled, topic=None, own=FilledSheet(), organisation=FilledSheet())
        return partial(Printer(ctx, office, empty).word, forms)
    printer = Printer(ctx, office, papers.filled, papers.number)
    if kind is PaperKind.SHEET:
        return partial(printer.budget, next(form for form in forms if form.budget))
    return partial(printer.pdf if kind is PaperKind.PDF else printer.word, forms)


def _organisation(papers: Papers) -> str:
    """Its name, in the first language of the paper."""
    filled = papers.filled
    return filled.organisation.said(FieldType.TEXT, filled.languages[0], "full_name")


def build_activity() -> Activity:
    activity = Activity()
    office = PaperWorks()
    activity.on(FormPapers, partial(form_papers, office))
    activity.on(FormPaper, partial(form_file, office))
    activity.on(AllPapers, partial(all_papers, office))
    activity.on(AllPapersFile, partial(all_file, office))
    return activity

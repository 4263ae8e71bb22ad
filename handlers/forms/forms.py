"""Forms as a whole: their list with the organisation and the languages of the paper, and each with its sections."""

from datetime import UTC, datetime

from aiogram.enums import ButtonStyle

from bot.payloads.forms.cards import (
    BudgetCheck,
    FormCard,
    FormList,
    LostAnswers,
    OrganisationCard,
    PaperLanguages,
)
from bot.payloads.packages.documents import Checklist, DocumentCard
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskedPlace
from bot.services.forms import books, closing
from bot.services.forms.books import FormBook, organisation_sheet
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import ask_about, choice, column
from content.ellipsis import fitted
from content.models import Contest, FieldType, Form, FormSection, Language
from content.rules.forms.filled import Place
from content.rules.forms.progress import Extent, of_form, of_section, of_sheet
from handlers.forms import ways
from storage.forms import workbooks
from storage.packages.packages import FIRST

LOST = 300
LOST_SHOWN = 8


def _contest(book: FormBook) -> Contest:
    if book.contest is None:
        raise ExplainedError("forms/book_gone")
    return book.contest


def _package(book: FormBook) -> int:
    return book.package.id if book.package else FIRST


async def _to_read(ctx: Context, named: str) -> FormBook:
    async with ctx.database.reading() as connection:
        return await books.to_read(ctx, connection, named)


async def form_list(ctx: Context, payload: FormList) -> Screen:
    book = await _to_read(ctx, payload.book)
    contest = _contest(book)
    forms = [(form, of_form(book.filled, form)) for form in contest.forms.forms]
    lost = lost_places(book)
    text = ctx.text(
        "forms/list",
        contest=contest,
        closed=closing.all_over(ctx, contest),
        forms=forms,
        organisation=_organisation_extent(book),
        languages=book.languages,
        lost=len(lost),
    )
    buttons = column(_form_button(ctx, book, form, extent) for form, extent in forms)
    buttons += _about(ctx, book)
    if lost:
        buttons.append([ctx.button("forms.lost", LostAnswers(book=book.at))])
    return ctx.screen(text, buttons, back=Checklist(contest=contest.id, package=_package(book)))


def _form_button(ctx: Context, book: FormBook, form: Form, extent: Extent) -> Button:
    return ctx.button(
        "forms.item",
        FormCard(book=book.at, form=form.id),
        sign=ctx.label(_sign(extent)),
        title=form.short[ctx.person.language],
        done=extent.done,
        demanded=extent.demanded,
    )


def _sign(extent: Extent) -> str:
    if extent.complete:
        return "sign.ready" if extent.demanded else "sign.not_started"
    return "sign.in_progress" if extent.begun else "sign.not_started"


def _organisation_extent(book: FormBook) -> Extent:
    return of_sheet(book.of_organisation, organisation_sheet(), book.languages)


def _about(ctx: Context, book: FormBook) -> list[list[Button]]:
    """What is the same for all forms."""
    extent = _organisation_extent(book)
    organisation = ctx.button(
        "forms.organisation",
        OrganisationCard(book=book.organisation_at),
        sign=ctx.label(_sign(extent)),
        done=extent.done,
        demanded=extent.demanded,
    )
    names = ctx.label(f"form_languages.{'-'.join(book.languages)}")
    return [[organisation], [ctx.button("forms.languages", PaperLanguages(book=book.at), names=names)]]


async def form_card(ctx: Context, payload: FormCard) -> Screen:
    book = await _to_read(ctx, payload.book)
    contest = _contest(book)
    form = contest.forms.form(payload.form)
    if form is None:
        raise ExplainedError("forms/field_gone")
    shown = [section for section in form.sections if section.asked or section.budget]
    extents = [(section, of_section(book.filled, section)) for section in shown]
    following = ways.first_open(book, form.sections)
    uses = any(field.organisation for field in form.fields)
    closed = closing.over(ctx, contest, form)
    text = ctx.text(
        "forms/form",
        contest=contest,
        form=form,
        closed=closed,
        extent=of_form(book.filled, form),
        sections=extents,
        organisation=_organisation_extent(book) if uses else None,
        wants_topic=book.filled.topic is None and any(field.topic for field in form.fields),
    )
    buttons: list[list[Button]] = []
    if following is not None and not closed:
        label = "forms.go_on" if _begun(book, form) else "forms.begin"
        buttons.append([ctx.button(label, ways.stop(book, following), style=ButtonStyle.PRIMARY)])
    organisation_first = uses and following is None and not closed and not _organisation_extent(book).complete
    if organisation_first:
        there = OrganisationCard(book=book.organisation_at)
        buttons.append([ctx.button("forms.to_organisation", there, style=ButtonStyle.PRIMARY)])
    buttons += _where(ctx, book, form)
    buttons += column(_section_button(ctx, book, section, extent) for section, extent in extents)
    buttons += _about(ctx, book)[:1] if uses and not organisation_first else []
    if any(section.budget for section in shown):
        buttons.append([ctx.button("form_budget.check", BudgetCheck(book=book.at))])
    buttons.append([ctx.button("forms.all", FormList(book=book.at))])
    if form.unclear:
        buttons.append(ask_about(ctx, contest, AskedPlace.FORM, form.id))
    return ctx.screen(
        text, buttons, back=DocumentCard(contest=contest.id, document=form.document, package=_package(book))
    )


def _begun(book: FormBook, form: Form) -> bool:
    """Whether anything was written in it: what need not be filled in is no beginning."""
    budget = form.budget.id if form.budget else ""
    return any(place.field == budget or form.field(place.field) is not None for place in book.own.answers)


def _section_button(ctx: Context, book: FormBook, section: FormSection, extent: Extent) -> Button:
    return ctx.button(
        "forms.section",
        ways.of_section(book, section),
        sign=ctx.label(_sign(extent)),
        title=ctx.label("forms.numbered", number=section.number, title=section.short[ctx.person.language])
        if section.number
        else section.short[ctx.person.language],
    )


def _where(ctx: Context, book: FormBook, form: Form) -> list[list[Button]]:
    """Where the person wrote last in this form."""
    never = datetime.min.replace(tzinfo=UTC)
    mine = [
        (answer.at or never, place)
        for place, answer in book.own.answers.items()
        if answer.by == ctx.person.id and form.field(place.field) is not None and not place.row
    ]
    if not mine:
        return []
    place = max(mine, key=lambda each: each[0])[1]
    field = form.field(place.field)
    if field is None or not field.asked:
        return []
    return [[ctx.button("forms.where", ways.card(book, place), title=fitted(field.short[ctx.person.language], 18))]]


# --- the organisation


async def organisation_card(ctx: Context, payload: OrganisationCard) -> Screen:
    book = await _to_read(ctx, payload.book)
    sections = [(section, _of_section(book, section)) for section in book.sections]
    following = ways.first_open(book, book.sections)
    name = book.own.said(FieldType.TEXT, ctx.person.language, "full_name")
    text = ctx.text("forms/organisation", name=fitted(name, LOST), extent=_organisation_extent(book))
    buttons: list[list[Button]] = []
    if following is not None:
        label = "forms.go_on" if book.own.answers else "forms.begin"
        buttons.append([ctx.button(label, ways.stop(book, following), style=ButtonStyle.PRIMARY)])
    buttons += column(_section_button(ctx, book, section, extent) for section, extent in sections)
    return ctx.screen(text, buttons, back=await _from(ctx))


def _of_section(book: FormBook, section: FormSection) -> Extent:
    return of_sheet(book.own, section, book.languages)


async def _from(ctx: Context) -> Payload:
    """The forms of the application that the person works on now."""
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        package = await books.current_package(ctx, connection, contest)
    at = f"p{package.id}" if package else f"c{contest.id}"
    return FormList(book=at) if contest.forms.forms else Checklist(contest=contest.id)


# --- the languages of the paper


async def paper_languages(ctx: Context, payload: PaperLanguages) -> Screen | Goto:
    """Asks which; a choice is kept at once, and what was written in another language stays."""
    if payload.languages:
        async with ctx.database.writing() as connection:
            book = await books.to_change(ctx, connection, payload.book)
            _contest(book)
            chosen = tuple(Language(each) for each in payload.languages.split("-"))
            await workbooks.set_languages(connection, book.id, chosen)
        return Goto(FormList(book=book.at), ctx.label("answer_place.kept"))
    book = await _to_read(ctx, payload.book)
    contest = _contest(book)
    now = "-".join(book.languages)
    buttons = column(
        choice(
            ctx, ctx.label(f"form_languages.{each}"), PaperLanguages(book=book.at, languages=each), chosen=each == now
        )
        for each in ("kk", "ru", "kk-ru")
        if not closing.all_over(ctx, contest)
    )
    return ctx.screen(ctx.text("forms/languages", contest=contest), buttons, back=FormList(book=book.at))


# --- what has no place any more


def lost_places(book: FormBook) -> list[Place]:
    """Where something is written that no form of the contest asks for now: its forms were changed meanwhile."""
    fields = {field.id: field for field in _contest(book).forms.fields}
    found = []
    for place, answer in book.own.answers.items():
        field = fields.get(place.field)
        known = book.budget(place.field) is not None or (
            field is not None and field.asked and (not place.column or field.column(place.column) is not None)
        )
        if answer.value and not known:
            found.append(place)
    return sorted(found)


async def lost_answers(ctx: Context, payload: LostAnswers) -> Screen:
    book = await _to_read(ctx, payload.book)
    lost = lost_places(book)
    shown = [(place.column or place.field, fitted(book.own.at(place), LOST)) for place in lost[:LOST_SHOWN]]
    text = ctx.text("forms/lost", contest=_contest(book), answers=shown, left=max(len(lost) - LOST_SHOWN, 0))
    return ctx.screen(text, back=FormList(book=book.at))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(FormList, form_list)
    activity.on(FormCard, form_card)
    activity.on(OrganisationCard, organisation_card)
    activity.on(PaperLanguages, paper_languages)
    activity.on(LostAnswers, lost_answers)
    return activity

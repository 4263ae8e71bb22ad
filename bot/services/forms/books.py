"""The book that a button means: the forms of a package, or an organisation, with all that is written in it.

A button names it in one word, because a first package and an organisation are only made when something is written:
`p7` is package 7, `c2020-repeat` the first one in that contest, `o3` organisation 3, `n7` that of package 7 where it
has none yet, `o0` the person's own where they have none yet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache

from bot.services.forms import closing
from bot.services.packages import lookup
from bot.ui.context import Context, ExplainedError
from content.loader import load_organisation_sheet
from content.models import (
    WRITTEN_LANGUAGES,
    Budget,
    Contest,
    FieldType,
    Form,
    FormField,
    FormSection,
    Language,
    OrganisationSheet,
)
from content.rules.forms.filled import FilledForms, FilledSheet
from storage.database import Reader, Writer
from storage.forms import answers, rows, workbooks
from storage.forms.workbooks import PackageKey, Workbook
from storage.packages import packages, teams
from storage.packages.packages import FIRST, Package

NONE_YET = 0
GONE = frozenset({"packages/package_gone", "forms/organisation_gone"})
GATHERED = timedelta(hours=1)
"""Of what is written within that time the others of the team hear in one message."""


@cache
def organisation_sheet() -> OrganisationSheet:
    return load_organisation_sheet()


@dataclass(frozen=True)
class FormBook:
    """What is written in a workbook, which is only made once something is. `contest` is None for an organisation."""

    at: str
    contest: Contest | None = None
    package: Package | None = None
    workbook: Workbook | None = None
    organisation: int | None = None
    own: FilledSheet = field(default_factory=FilledSheet)
    of_organisation: FilledSheet = field(default_factory=FilledSheet)
    languages: tuple[Language, ...] = WRITTEN_LANGUAGES
    reader: Language = Language.KK
    """In which the person reads, and rather writes."""
    newest: int = 0
    """The last row that was added to one of its tables, also where it was taken out again."""

    @property
    def id(self) -> int:
        """Of the workbook; only for a book to change."""
        if self.workbook is None:
            raise ExplainedError("forms/book_gone")
        return self.workbook.id

    @property
    def organisation_at(self) -> str:
        """The book of the organisation whose forms these are."""
        if self.contest is None:
            return self.at
        if self.organisation is not None:
            return f"o{self.organisation}"
        return f"n{self.package.id}" if self.package else f"o{NONE_YET}"

    @property
    def in_turn(self) -> tuple[Language, ...]:
        """The languages of the paper; first the person's own."""
        return tuple(sorted(self.languages, key=lambda each: each is not self.reader.written))

    @property
    def filled(self) -> FilledForms:
        if self.contest is None:
            raise ExplainedError("forms/book_gone")
        topic = self.contest.topic(self.package.topic_id) if self.package and self.package.topic_id else None
        return FilledForms(self.contest, topic, self.own, self.of_organisation, organisation_sheet(), self.languages)

    def field(self, field_id: str) -> FormField | None:
        return self.contest.forms.field(field_id) if self.contest else organisation_sheet().field(field_id)

    @property
    def sections(self) -> tuple[FormSection, ...]:
        if self.contest is None:
            return organisation_sheet().sections
        return tuple(section for form in self.contest.forms.forms for section in form.sections)

    def section(self, section_id: str) -> FormSection:
        """Raises ExplainedError where the contest's forms have it no more."""
        found = next((section for section in self.sections if section.id == section_id), None)
        if found is None:
            raise ExplainedError("forms/field_gone")
        return found

    def holding(self, field_id: str) -> FormSection:
        """The section of a field, or of a budget."""
        for section in self.sections:
            if any(each.id == field_id for each in section.fields) or (
                section.budget is not None and section.budget.id == field_id
            ):
                return section
        raise ExplainedError("forms/field_gone")

    def form(self, section: FormSection) -> Form | None:
        """The form a section belongs to; an organisation has none."""
        forms = self.contest.forms.forms if self.contest else ()
        return next((form for form in forms if section in form.sections), None)

    def budget(self, budget_id: str) -> Budget | None:
        budgets = self.contest.forms.budgets if self.contest else ()
        return next((budget for budget in budgets if budget.id == budget_id), None)

    def table(self, field_id: str) -> FormField:
        """A field that is a table. Raises ExplainedError where it is none any more."""
        found = self.field(field_id)
        if found is None or found.type is not FieldType.TABLE:
            raise ExplainedError("forms/field_gone")
        return found


async def to_read(ctx: Context, connection: Reader, named: str) -> FormBook:
    """The book to show, empty where nothing was written. Raises ExplainedError for one of others."""
    kind, rest = named[:1], named[1:]
    if kind in {"c", "p"}:
        return await _of_package(ctx, connection, kind, rest)
    return await _of_organisation(ctx, connection, named)


async def _of_package(ctx: Context, connection: Reader, kind: str, rest: str) -> FormBook:
    key = await workbooks.package_key(connection, int(rest)) if kind == "p" else None
    if kind == "p" and key is None:
        raise ExplainedError("packages/package_gone")
    contest = ctx.contest(key.contest_id if key else rest)
    package = await lookup.to_read(ctx, connection, contest, key.id if key else FIRST)
    if package is None:
        organisation = await workbooks.first_of(connection, ctx.person.id)
        book = FormBook(f"c{contest.id}", contest, organisation=organisation, reader=ctx.person.language)
    else:
        workbook = await workbooks.of_package(connection, package.id)
        owned = PackageKey(package.id, contest.id, package.owner_id)
        organisation = await workbooks.used_by(connection, owned, workbook)
        book = FormBook(f"p{package.id}", contest, package, workbook, organisation, reader=ctx.person.language)
    return await _read(ctx, connection, book)


async def _of_organisation(ctx: Context, connection: Reader, named: str) -> FormBook:
    kind, number = named[:1], int(named[1:])
    organisation: int | None = number
    if kind == "n":
        await _package_of_mine(ctx, connection, number)
        key = await workbooks.package_key(connection, number)
        book = await workbooks.of_package(connection, number)
        organisation = await workbooks.used_by(connection, key, book) if key else None
    elif number == NONE_YET:
        organisation = await workbooks.first_of(connection, ctx.person.id)
    elif not await workbooks.may_change(connection, number, ctx.person.id):
        raise ExplainedError("forms/organisation_gone")
    if organisation is None:
        return FormBook(named, languages=await _spoken(ctx, connection), reader=ctx.person.language)
    workbook = await workbooks.of_organisation(connection, organisation)
    found = FormBook(f"o{organisation}", None, None, workbook, organisation, reader=ctx.person.language)
    return await _read(ctx, connection, replace(found, languages=await _spoken(ctx, connection)))


async def _spoken(ctx: Context, connection: Reader) -> tuple[Language, ...]:
    """In which languages an organisation is asked for: one's own, and those of the papers."""
    own = ctx.person.language.written
    others = await workbooks.languages_of(connection, ctx.person.id) - {own}
    return (own, *sorted(others))


async def _package_of_mine(ctx: Context, connection: Reader, package_id: int) -> None:
    """Raises ExplainedError for a package of others."""
    key = await workbooks.package_key(connection, package_id)
    if key is None:
        raise ExplainedError("packages/package_gone")
    await lookup.to_read(ctx, connection, ctx.contest(key.contest_id), package_id)


async def _read(ctx: Context, connection: Reader, book: FormBook) -> FormBook:
    own, newest = FilledSheet(), 0
    if book.workbook is not None:
        own = await answers.sheet(connection, book.workbook.id)
        newest = await rows.newest(connection, book.workbook.id)
    if book.contest is None:
        return replace(book, own=own, of_organisation=own, newest=newest)
    theirs = await workbooks.of_organisation(connection, book.organisation) if book.organisation else None
    chosen = book.workbook.languages if book.workbook else ()
    return replace(
        book,
        own=own,
        newest=newest,
        of_organisation=await answers.sheet(connection, theirs.id) if theirs else FilledSheet(),
        languages=chosen or (ctx.person.language.written,),
    )


def closed(ctx: Context, book: FormBook, section: FormSection | None = None) -> bool:
    """Whether a section can only be read; without one, whether all of the book can."""
    if book.contest is None:
        return False
    form = book.form(section) if section else None
    return closing.over(ctx, book.contest, form) if form else closing.all_over(ctx, book.contest)


async def to_change(ctx: Context, connection: Writer, named: str, written: str = "") -> FormBook:
    """The book to write in, made where it is not there yet; `written` is the field or budget that is written in.

    Raises ExplainedError for books of others, archived packages, and forms that are handed in no more.
    """
    book = await to_read(ctx, connection, named)
    if book.contest is None:
        if book.workbook is None:
            await workbooks.open_for_organisation(connection, await _owner(ctx, connection, named), ctx.now)
    else:
        if closed(ctx, book, book.holding(written) if written else None):
            raise ExplainedError("contests/contest_closed", contest=book.contest)
        package = await lookup.to_change(ctx, connection, book.contest, book.package.id if book.package else FIRST)
        workbook = await workbooks.open_for_package(connection, package.id)
        if not workbook.languages:
            await workbooks.set_languages(connection, workbook.id, book.languages)
        named = f"p{package.id}"
    book = await to_read(ctx, connection, named)
    await workbooks.lock(connection, book.id)
    for package_id, contest_id in await _heard_in(connection, book):
        await teams.queue_answer_notices(connection, package_id, contest_id, ctx.person.id, ctx.now, ctx.now + GATHERED)
    return book


@contextmanager
def typed() -> Iterator[None]:
    """Whoever typed words for a book that is theirs no more pressed no button: they are told that nothing was kept."""
    try:
        yield
    except ExplainedError as error:
        if error.reason not in GONE:
            raise
        raise ExplainedError("forms/not_kept") from error


async def _heard_in(connection: Reader, book: FormBook) -> list[tuple[int, str]]:
    """Packages whose people are told of what is written here, each with its contest."""
    if book.package is not None:
        return [(book.package.id, book.package.contest_id)]
    keys = await workbooks.used_in(connection, book.organisation) if book.organisation else []
    return [(key.id, key.contest_id) for key in keys]


async def _owner(ctx: Context, connection: Reader, named: str) -> int:
    """Whose organisation a new one becomes."""
    key = await workbooks.package_key(connection, int(named[1:])) if named.startswith("n") else None
    return key.owner_id if key else ctx.person.id


async def filled(ctx: Context, connection: Reader, contest: Contest, package: Package | None) -> FilledForms:
    """All that stands in the forms of a package; empty where there is none yet."""
    at = f"p{package.id}" if package else f"c{contest.id}"
    return (await to_read(ctx, connection, at)).filled


async def current_package(ctx: Context, connection: Reader, contest: Contest) -> Package | None:
    """The package the person works on now, else their first one."""
    current = await packages.current(connection, ctx.person.id, contest.id)
    return current or await packages.find(connection, ctx.person.id, contest.id)

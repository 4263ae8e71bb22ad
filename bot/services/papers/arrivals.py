"""A file that came back, held against what is written: what of it can be taken over, and taking it over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from bot.office.printable import printable
from bot.office.stamping import Stamp, unstamped
from bot.services.forms import changes
from bot.services.forms.asking import FormQuestion, accepted, question
from bot.services.forms.books import FormBook
from bot.services.forms.changes import FormChange
from bot.ui.context import Context, ExplainedError
from content.models import WRITTEN_LANGUAGES, Form, FormField, Language
from content.rules.forms.comparing import Difference, Kind, differences, mark, settled
from content.rules.forms.filled import Place
from content.rules.forms.snapshot import Rows, read_back, written_now
from content.rules.forms.typed_error import TypedError
from storage.database import Writer
from storage.forms import rows
from storage.packages.packages import FIRST
from storage.papers.arrivals import ArrivedPaper

ORIGIN = "file"
"""Where answers came from that nobody typed here."""
DIGEST = 12


@dataclass(frozen=True)
class Readable:
    """A difference with what it means: values for places, or a row that comes or goes."""

    difference: Difference
    question: FormQuestion | None = None
    """What was answered; a row that comes or goes answers several."""
    values: Mapping[Place, str] = field(default_factory=dict)
    """Of a row that is added: places with an empty key, which it gets when it is written."""


@dataclass(frozen=True)
class Unreadable:
    """Words that are no answer to what is asked there."""

    question: FormQuestion
    words: str
    reason: str


@dataclass(frozen=True)
class KnownElsewhere:
    """Something else than what is known of the organisation or the topic, or nothing: it is changed there."""

    field: FormField
    words: str
    now: str


@dataclass(frozen=True)
class Comparison:
    taken: Sequence[Readable]
    clashes: Sequence[Readable]
    """What somebody has changed since the file was made."""
    gone: Sequence[Readable]
    """Answers and rows that the file has no more, whether they were changed since or not."""
    left: Sequence[FormQuestion]
    """What stands here and is empty in a file that was not made here: it stays."""
    unreadable: Sequence[Unreadable]
    known: Sequence[KnownElsewhere]
    unread: Sequence[str]
    """Parts of the file that belong to nothing that is asked."""
    foreign: bool
    """Made of the forms of another application, or in another contest."""
    recognised: bool
    """Whether anything of the forms was found in it."""

    @property
    def digest(self) -> str:
        """Stands for what was shown: another one means that something was changed since."""
        shown = [each.difference for each in (*self.taken, *self.clashes, *self.gone)]
        return sha256(repr(shown).encode("utf-8", "replace")).hexdigest()[:DIGEST]

    def chosen(self, *, over: bool = False, gone: bool = False) -> list[Readable]:
        """What is taken over; `over` what others have changed since, `gone` what the file has no more."""
        clashes = self.clashes if over else ()
        emptied = [each for each in self.gone if over or not each.difference.clash] if gone else ()
        return [*self.taken, *clashes, *emptied]


def book_at(contest_id: str, package_id: int) -> str:
    """Where the forms of a package are, also while there is none."""
    return f"c{contest_id}" if package_id == FIRST else f"p{package_id}"


def compare(book: FormBook, found: Mapping[str, Any], forms: Sequence[Form], today: date) -> Comparison:
    """`forms` are those that can still be written in; what a file says of others is left aside."""
    stamp = unstamped(found["stamp"])
    foreign = stamp is not None and (stamp.contest, f"p{stamp.package}") != (book.filled.contest.id, book.at)
    reader = _DifferenceReader(book, today)
    ours = None if foreign else stamp
    for several in _together(_differences(book, found, forms, ours)):
        reader.add(several)
    stays = [each for each in reader.readable if not each.difference.gone]
    return Comparison(
        [each for each in stays if not each.difference.clash],
        [each for each in stays if each.difference.clash],
        [each for each in reader.readable if each.difference.gone],
        [] if ours else list(_empty(book, found, forms, reader)),
        reader.unreadable,
        _known_elsewhere(book, found, forms, ours),
        found["unread"],
        foreign,
        stamp is not None or bool(found["answers"] or found["tables"]),
    )


def _empty(
    book: FormBook, found: Mapping[str, Any], forms: Sequence[Form], reader: "_DifferenceReader"
) -> Iterator[FormQuestion]:
    """What is answered here, and is asked in the file without an answer. Once each."""
    filled = book.filled
    seen: set[Place] = set()
    for each in found["answers"]:
        form_field, language = _field(forms, each["name"]), Language(each["language"])
        if form_field is None or not form_field.asked or settled(each["words"]):
            continue
        if settled(filled.printed(form_field, language)):
            asked = reader.asked(each["name"], language)
            if asked is not None and asked.place not in seen:
                seen.add(asked.place)
                yield asked


def _field(forms: Sequence[Form], name: str) -> FormField | None:
    return next((field for form in forms if (field := form.field(name))), None)


def _known_elsewhere(
    book: FormBook, found: Mapping[str, Any], forms: Sequence[Form], stamp: Stamp | None
) -> list[KnownElsewhere]:
    """Once each, however often and in however many languages it stands on paper.

    What stands in the file as it was made is no difference, whatever is known by now; nothing is one where something
    stood.
    """
    filled = book.filled
    others: dict[tuple[object, ...], KnownElsewhere] = {}
    for each in (*found["answers"], *found.get("blanks", ())):
        form_field = _field(forms, each["name"])
        if form_field is None or not form_field.known:
            continue
        made = stamp.made.get(Language(each["language"])) if stamp else None
        before = made.known.get(form_field.id) if made else None
        if mark(each["words"]) == before or not (settled(each["words"]) or before):
            continue
        now = filled.printed(form_field, Language(each["language"]))
        if _alike(each["words"]) != _alike(now):
            source = (form_field.topic, form_field.organisation, form_field.same_as, each["language"])
            others.setdefault(source, KnownElsewhere(form_field, each["words"], now))
    return list(others.values())


def _alike(words: str) -> str:
    """However a program sets it, and without what no paper can show."""
    return " ".join(settled(printable(words)).split()).casefold()


def _differences(
    book: FormBook, found: Mapping[str, Any], forms: Sequence[Form], stamp: Stamp | None
) -> Iterator[Difference]:
    filled = book.filled
    for language in WRITTEN_LANGUAGES:
        answers = _once((each["name"], each["words"]) for each in found["answers"] if each["language"] == language)
        tables = _once((each["name"], each["rows"]) for each in found["tables"] if each["language"] == language)
        if answers or tables:
            brought = read_back(filled, forms, language, answers, tables)
            made = stamp.made.get(language) if stamp else None
            yield from differences(brought, written_now(filled, forms, language), made)


def _once(pairs: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    """What stands twice in a file counts where it stands first."""
    first: dict[str, Any] = {}
    for name, value in pairs:
        first.setdefault(name, value)
    return first


def _together(found: Iterator[Difference]) -> Iterator[Sequence[Difference]]:
    """Differences that are one: a row that comes in a document of two languages stands in both."""
    added: dict[Rows | None, dict[Language, list[Difference]]] = {}
    for each in found:
        if each.kind is Kind.ADDED:
            added.setdefault(each.rows, {}).setdefault(each.language, []).append(each)
        else:
            yield [each]
    for languages in added.values():
        for several in zip_longest(*languages.values()):
            yield [each for each in several if each is not None]


class _DifferenceReader:
    """Reads words into values; what two languages say of one place counts once."""

    def __init__(self, book: FormBook, today: date) -> None:
        self.book, self.today = book, today
        self.readable: list[Readable] = []
        self.unreadable: list[Unreadable] = []
        self._places: set[Place] = set()
        self._removed: set[str] = set()

    def add(self, several: Sequence[Difference]) -> None:
        first = several[0]
        if first.kind is Kind.REMOVED:
            if first.row not in self._removed:
                self._removed.add(first.row)
                self.readable.append(Readable(first))
        elif first.kind is Kind.ADDED:
            values: dict[Place, str] = {}
            for each in several:
                for name, words in each.cells.items():
                    asked = self._question(each, name)
                    if words and asked is not None:
                        values |= {place: value for place, value in self._value(asked, words) if place not in values}
            if values:
                self.readable.append(Readable(first, None, values))
        else:
            asked = self._question(first, first.name)
            if asked is not None and asked.place not in self._places:
                self._places.add(asked.place)
                self.readable += [
                    Readable(first, asked, {place: value}) for place, value in self._value(asked, first.words)
                ]

    def _question(self, each: Difference, name: str) -> FormQuestion | None:
        if each.rows is None:
            return self.asked(name, each.language)
        return self.asked(each.rows.field, each.language, each.row, name)

    def asked(self, field_id: str, said_in: Language, row: str = "", column: str = "") -> FormQuestion | None:
        """None where the forms ask that no more."""
        for language in (said_in.value, ""):
            try:
                return question(self.book, Place(field_id, row, column, language))
            except ExplainedError:
                continue
        return None

    def _value(self, asked: FormQuestion, words: str) -> Iterator[tuple[Place, str]]:
        try:
            value = accepted(self.book, asked, words, self.today)
        except TypedError as error:
            self.unreadable.append(Unreadable(asked, words, error.reason))
        else:
            yield asked.place, value


async def take(
    ctx: Context, connection: Writer, book: FormBook, arrived: ArrivedPaper, chosen: Sequence[Readable]
) -> None:
    """Writes what was chosen of what the file has otherwise."""
    for number, each in enumerate(chosen):
        difference = each.difference
        if difference.kind is Kind.REMOVED:
            await rows.set_removed(connection, book.id, difference.row, ctx.person.id, ctx.now)
        else:
            places = each.values
            if difference.kind is Kind.ADDED and difference.rows is not None:
                made = f"file.{ctx.person.id}.{arrived.sent_at.timestamp():.0f}.{number}"
                where = difference.rows
                key, _ = await rows.add(connection, book.id, where.field, made, where.line, where.activity)
                places = {replace(place, row=key): value for place, value in places.items()}
            await changes.write(connection, book.id, _seen(book, places), ctx.person.id, ctx.now, ORIGIN)


def _seen(book: FormBook, values: Mapping[Place, str]) -> Iterator[FormChange]:
    for place, value in values.items():
        answer = book.own.answers.get(place)
        yield FormChange(place, value, answer.version if answer else 0)

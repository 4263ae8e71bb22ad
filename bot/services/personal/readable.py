"""What is kept of a person in words that they read: made of the same export as the file for machines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.services.forms.books import organisation_sheet
from bot.services.packages.lookup import called
from bot.ui.context import Context
from content.models import Contest, Language, Text
from content.texts.plain_words import plain
from storage.tables.application.packages import MarkKind

PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style></head>
<body>
{body}
</body>
</html>
"""
STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:42em;margin:0 auto;padding:1em}"
    "h2{margin-top:2em;border-bottom:1px solid #999}dt{color:#555}"
    "dd{margin:0 0 .6em;white-space:pre-wrap;overflow-wrap:anywhere}p{overflow-wrap:anywhere}"
)

Kept = Mapping[str, Any]
Row = Mapping[str, Any]
Lines = list[tuple[str, str]]
"""What something is called, and what is kept of it."""


@dataclass
class KeptApplication:
    contest: str
    title: str
    topic: str = ""
    created: date | None = None
    documents: Lines = field(default_factory=list)
    facts: Lines = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    days: Lines = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    answers: Lines = field(default_factory=list)


@dataclass
class KeptQuestion:
    number: int
    said: list[tuple[bool, str, date]] = field(default_factory=list)
    """Whether one said it oneself, what, and when."""


def page(ctx: Context, body: str) -> str:
    """A whole page of HTML around what it says."""
    return PAGE.format(language=ctx.person.language.value, title=ctx.label("data.open"), style=STYLE, body=body)


def applications(ctx: Context, kept: Kept) -> list[KeptApplication]:
    return [_application(ctx, kept, package) for package in kept["packages"]]


def _application(ctx: Context, kept: Kept, package: Row) -> KeptApplication:
    contest = ctx.catalogue.get(package["contest_id"])
    if contest is None:
        return KeptApplication(package["contest_id"], package["name"] or str(package["number"]))
    language = ctx.person.language
    topic = contest.topic(package["topic_id"]) if package["topic_id"] else None
    made = KeptApplication(
        contest.contest.short[language],
        called(ctx, contest, package["name"], package["topic_id"], package["number"]),
        topic.title[language] if topic else "",
        _day(package["created_at"]),
        files=[each["name"] for each in _of(kept["hand_in_files"], package)],
    )
    _mark(ctx, contest, made, _of(kept["marks"], package))
    made.days = [
        (document.short[language], each["day"])
        for each in _of(kept["own_dates"], package)
        if (document := contest.document(each["document_id"])) is not None
    ]
    books = {each["id"] for each in _of(kept["workbooks"], package)}
    made.answers = list(_answers(kept, books, contest, language))
    return made


def _of(rows: Sequence[Row], package: Row) -> list[Row]:
    return [each for each in rows if each["package_id"] == package["id"]]


def _mark(ctx: Context, contest: Contest, made: KeptApplication, marks: Sequence[Row]) -> None:
    language = ctx.person.language
    questions = {each.id: each for each in contest.preparing.questions}
    steps = {each.id: each for each in contest.preparing.steps}
    for mark in marks:
        item, value = mark["item_id"], mark["value"]
        if mark["kind"] == MarkKind.DOCUMENT and (document := contest.document(item)) is not None:
            made.documents.append((document.short[language], ctx.label(f"status.{value}")))
        elif mark["kind"] == MarkKind.FACT and item in questions:
            option = next((each for each in questions[item].options if each.id == value), None)
            made.facts.append((questions[item].text[language], option.label[language] if option else value))
        elif mark["kind"] == MarkKind.STEP and item in steps:
            made.steps.append(steps[item].short[language])


def organisations(ctx: Context, kept: Kept) -> list[Lines]:
    books = [each for each in kept["workbooks"] if each["organisation_id"] is not None]
    return [list(_answers(kept, {each["id"]}, None, ctx.person.language)) for each in books]


def _answers(kept: Kept, books: set[int], contest: Contest | None, language: Language) -> Iterator[tuple[str, str]]:
    """What was asked, and the answer; rows of a table stay together."""
    given = [each for each in kept["form_answers"] if each["workbook_id"] in books and each["value"]]
    for each in sorted(given, key=lambda row: (row["field_id"], row["row"], row["column"], row["language"])):
        name = _called(contest, each["field_id"], each["column"], language)
        spoken = f" ({each['language']})" if each["language"] else ""
        yield f"{name}{spoken}", each["value"]


def _called(contest: Contest | None, field_id: str, column: str, language: Language) -> str:
    known = (contest.forms if contest else organisation_sheet()).field(field_id)
    found = known.column(column) if known else None
    inner: Text | None = found.short if found else None
    name = known.short[language] if known else _of_budget(contest, field_id, language)
    return f"{name}: {inner[language] if inner else column}" if column else name


def _of_budget(contest: Contest | None, field_id: str, language: Language) -> str:
    holding = contest.forms.holding(field_id) if contest else None
    return holding[0].short[language] if holding else field_id


def questions(kept: Kept) -> list[KeptQuestion]:
    """Each with everything that was said in it, in its order."""
    found = {each["id"]: KeptQuestion(each["id"]) for each in kept["questions"]}
    own = [(each, True) for each in kept["question_messages"]]
    said = sorted((*own, *((each, False) for each in kept["question_answers"])), key=lambda each: each[0]["at"])
    for message, mine in said:
        if message["question_id"] in found:
            words = plain(message["text"]) or message["kind"]
            found[message["question_id"]].said.append((mine, words, _day(message["at"])))
    return list(found.values())


def typed(kept: Kept) -> list[tuple[date, str]]:
    return [(_day(each["at"]), each["words"]) for each in kept["asked"]]


def joined(kept: Kept) -> date:
    return _day(kept["person"]["joined_at"])


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])

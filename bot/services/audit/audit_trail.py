"""The audit log: who of the staff did what, when. It holds nothing that an applicant wrote."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from string import Formatter

from bot.access import Right
from bot.payloads.payload import feature_of
from bot.ui.context import Context, ExplainedError
from content.models import Language
from content.texts.render import Texts
from storage.audit import audit
from storage.audit.audit import Deed
from storage.database import Writer

REFUSED = "refused"
"""Somebody wanted what only staff may."""
CONFIRMED = "announcement.confirmed"
"""Its number is that of the people."""
REFUSALS = frozenset(
    {
        "staff/staff_only",
        "staff/right_missing",
        "staff/owner_only",
        "consultants/not_consultant",
        "questions/case_others",
    }
)
"""Explanations that go with such a line."""
AN_HOUR = timedelta(hours=1)


async def write(ctx: Context, connection: Writer, action: str, /, **detail: str | int | None) -> None:
    """Writes down what the person does, in the transaction that does it."""
    await audit.put(connection, Deed(ctx.now, ctx.person.id, ctx.name, action, detail))


async def write_once(ctx: Context, connection: Writer, action: str, /, **detail: str | int | None) -> None:
    """The same for what is done many times over; the same of the same person once an hour."""
    deed = Deed(ctx.now, ctx.person.id, ctx.name, action, detail)
    if not await audit.repeated(connection, deed, ctx.now - AN_HOUR):
        await audit.put(connection, deed)


async def refuse(ctx: Context, error: ExplainedError, meant: str) -> None:
    """Writes down what was not allowed, by the prefix of its payload; nothing of strangers is kept."""
    if error.reason not in REFUSALS or ctx.person.stranger:
        return
    async with ctx.database.writing() as connection:
        await write_once(ctx, connection, REFUSED, button=meant)


def in_words(ctx: Context, deed: Deed) -> str:
    """What was done, with contests and consultants by their names where they are still known."""
    detail = dict(deed.detail)
    contest = ctx.catalogue.get(str(detail.get("contest", ""))) or ctx.current()
    if detail.get("contest") == contest.id:
        detail["contest"] = contest.contest.short[ctx.person.language]
    if consultant := contest.regions.consultant(str(detail.get("consultant", ""))):
        detail["consultant"] = consultant.called[ctx.person.language]
    if isinstance(at := detail.pop("at", None), str):
        local = datetime.fromisoformat(at).astimezone(contest.tzinfo)
        detail["at"] = f"{ctx.texts.full_day(ctx.person.language, local)}, {local:%H:%M}"
    for name in ("first", "last"):
        if isinstance(day := detail.get(name), str):
            detail[name] = ctx.texts.full_day(ctx.person.language, date.fromisoformat(day))
    return words(ctx.texts, ctx.person.language, replace(deed, detail=detail))


def words(texts: Texts, language: Language, deed: Deed) -> str:
    """What was done, in words; what has none as it is written. Details that the words leave out follow them."""
    said = {name: _value(texts, language, name, value) for name, value in deed.detail.items()}
    if deed.action == CONFIRMED and isinstance(number := deed.detail.get("number"), int):
        said["people"] = texts.count(language, number, "recipient")
        del said["number"]
    label = texts.found(language, f"audit.{deed.action}")
    if label is None:
        return " ".join([deed.action, *(f"{name}={value}" for name, value in said.items())])
    gaps = {name for _, name, _, _ in Formatter().parse(label) if name}
    sentence = label.format_map(dict.fromkeys(gaps, "—") | said)
    rest = [
        f"{texts.found(language, f'audit_detail.{name}') or name}: {said[name]}" for name in said if name not in gaps
    ]
    return f"{sentence} ({', '.join(rest)})" if rest else sentence


def _value(texts: Texts, language: Language, name: str, value: str | int | None) -> str:
    """Rights and languages are called as on the buttons that set them, a button as the part of the bot it is in."""
    if value is None:
        return "—"
    if name == "language" and value in set(Language):
        return texts.label(Language(value), "language.name")
    if name == "button":
        return texts.found(language, f"audit_button.{feature_of(str(value))}") or str(value)
    if name == "what":
        return texts.found(language, f"contest_desk.what.{value}") or str(value)
    if name in {"right", "rights"}:
        known = set(Right)
        return ", ".join(
            texts.label(language, f"right.{each}") if each in known else each for each in str(value).split()
        )
    return str(value)

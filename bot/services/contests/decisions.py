"""Decisions on when applications are taken, as staff type them: what is wrong with them, and what they change."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from bot.payloads.contests.contest import DecisionKind
from bot.ui.context import Context
from content import editing
from content.editing import Files
from content.models import Contest, Language, Text
from content.rules.days.typed_days import day_typed
from content.texts.render import Texts

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
"""How long ago a moment may be that is typed, and one for which the decision is typed."""
DECISION = re.compile(
    r"№?\s*(?P<number>[^,;\n]{1,40}?)\s*(?:[,;\n]|\bот\b|\s)\s*(?P<day>\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})"
    r"\s*[,;\n]\s*(?P<source>.{2,200})",
    re.DOTALL,
)


def moment_fault(ctx: Context, contest: Contest, kind: DecisionKind, moment: datetime, late: timedelta) -> str | None:
    """Why a decision cannot be for this moment; `late` is how long ago it may be."""
    if moment < ctx.now - late:
        return "past"
    if kind is DecisionKind.EXTEND:
        closed_early = contest.contest.closed is not None
        if moment <= contest.deadline and not closed_early:
            return "not_later"
        last = contest.contest.latest_project_end
        return "project_end" if last and moment.date() > last else None
    return "too_late" if moment >= contest.deadline else None


@dataclass(frozen=True)
class Decision:
    text: Text
    announced: date
    source: str


def decision_typed(texts: Texts, words: str) -> Decision | None:
    """«№ 21, 2.06.2027, example.kz», as both languages say it."""
    found = DECISION.fullmatch(words.strip())
    day = day_typed(found["day"], date.min) if found else None
    if found is None or day is None:
        return None

    def said(language: Language) -> str:
        written = format_date(day, texts.label(language, "format.day"), locale=language.value)
        return texts.label(language, "contest_desk.decision", number=found["number"].strip(), day=written)

    text = Text(kk=said(Language.KK), ru=said(Language.RU))
    return Decision(text, day, " ".join(found["source"].split()))


def decision_fault(ctx: Context, contest: Contest, decision: Decision) -> str | None:
    if decision.announced > ctx.today(contest):
        return "future"
    before = max((each.announced for each in contest.contest.deadline.addenda), default=date.min)
    return "older" if decision.announced < before else None


def change(kind: DecisionKind, moment: datetime, decision: Decision) -> Callable[[Files], Files]:
    """What a decision for a local time does to the files of a contest."""
    values = (moment, decision.announced, decision.text, decision.source)
    match kind:
        case DecisionKind.EXTEND:
            return lambda files: editing.extended(files, *values)
        case DecisionKind.CLOSE:
            return lambda files: editing.turned(files, "closed", *values)
        case DecisionKind.OPEN:
            return lambda files: editing.turned(files, "opened", *values)

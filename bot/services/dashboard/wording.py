"""What is counted, and whether it became more, as people read it: in the text, on pictures and in files alike."""

from datetime import datetime, timedelta

from bot.services.consultants.statistics import MINUTES
from bot.services.dashboard.board import Board
from bot.services.dashboard.trend import TrendDirection
from bot.ui.context import Context
from content.models import Contest, Language
from storage.dashboard.scope import Scope

A_DAY = timedelta(days=1)
OF_MINUTES = {TrendDirection.MORE: "slower", TrendDirection.LESS: "faster"}
SAYS_NOTHING = (TrendDirection.EARLY, TrendDirection.FEW)


def caption(ctx: Context, contest: Contest, board: Board) -> str:
    """«Алматы облысы · соңғы 7 күн · 5-тақырып»; empty where everything counts."""
    return " · ".join(filter(None, filters(ctx, contest, board.scope, board.at).values()))


def filters(ctx: Context, contest: Contest, scope: Scope, moment: datetime) -> dict[str, str]:
    """What each filter is set to; empty where it is not."""
    region, topic = contest.regions.region(scope.region_id), contest.topic(scope.topic_id or "")
    return {
        "region": region.short[ctx.person.language] if region else "",
        "period": _period(ctx, contest, scope, moment),
        "language": language_name(ctx, scope.language) if scope.language else "",
        "topic": ctx.label("dashboard.topic_number", number=topic.number) if topic else "",
    }


def language_name(ctx: Context, language: Language) -> str:
    return ctx.texts.language_label(ctx.person.language, f"dashboard.sheet.language_{language}", language)


def _period(ctx: Context, contest: Contest, scope: Scope, moment: datetime) -> str:
    if scope.since is None:
        return ""
    if scope.until is None:
        return ctx.label("dashboard.last_days", number=(moment - scope.since).days)
    first, last = scope.since.astimezone(contest.tzinfo), scope.until.astimezone(contest.tzinfo) - A_DAY
    return f"{first:%d.%m}–{last:%d.%m.%Y}" if first.date() != last.date() else f"{first:%d.%m.%Y}"


def trend_words(ctx: Context, board: Board, field: str) -> str:
    """«▲ көбейді, бұрын 7»: a sign is never alone. Empty where nothing is known; see Board.trend."""
    trend = board.trend(field)
    if trend is None or (field == "minutes" and trend.direction in SAYS_NOTHING):
        return ""
    direction = trend.direction.value
    before = ctx.texts.number(ctx.person.language, trend.before)
    if field == "minutes":
        direction, before = OF_MINUTES.get(trend.direction, direction), spent(ctx, trend.before)
    share = "_share" if trend.share is not None else ""
    return ctx.label(f"dashboard.trend.{direction}{share}", before=before, share=trend.share)


def came(ctx: Context, board: Board, field: str) -> str:
    """How many, or how soon, within the time that a trend is about; empty where nothing is known."""
    trend = board.trend(field)
    if trend is None or (field == "minutes" and trend.direction in SAYS_NOTHING):
        return ""
    return spent(ctx, trend.now) if field == "minutes" else ctx.texts.number(ctx.person.language, trend.now)


def spent(ctx: Context, minutes: int) -> str:
    """Working time in short; hours are not turned into days."""
    hours, rest = divmod(minutes, MINUTES)
    if not hours:
        return ctx.label("minutes_alone", minutes=rest) if rest else ctx.label("unit.moment")
    return ctx.label("hours_minutes", hours=ctx.texts.number(ctx.person.language, hours), minutes=rest)

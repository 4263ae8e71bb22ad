"""The dashboard as a text."""

from bot.services.dashboard import wording
from bot.services.dashboard.board import Board
from bot.ui.context import Context
from content.models import Contest, Language
from storage.dashboard.stages import stages_of

MOST_WAITING = 3
"""Places in the text; the picture and the file have them all."""
TRENDS = ("people", "packages", "handed_in", "questions", "minutes")


def board_text(ctx: Context, contest: Contest, found: Board, *, every_week: bool = False) -> str:
    """HTML. `every_week`: as the report that comes by itself."""
    most = found.waiting(contest).most_common(MOST_WAITING)
    waiting = [(contest.regions.region(region), contest.topic(topic), number) for (region, topic), number in most]
    return ctx.text(
        "dashboard/board",
        contest=contest,
        board=found,
        caption=wording.caption(ctx, contest, found),
        came={field: wording.came(ctx, found, field) for field in TRENDS},
        trends={field: wording.trend_words(ctx, found, field) if found.came_before else "" for field in TRENDS},
        languages=list(Language),
        stages=stages_of(contest),
        waiting=waiting,
        weekly=every_week,
    )

"""Who may use, change and add ready-made answers, own and shared ones; what becomes of shared ones is written down."""

from bot.access import COORDINATORS, Right
from bot.services.audit import audit_trail
from bot.services.questions import cases
from bot.ui.context import Context, ExplainedError
from storage.consultants import canned_answers
from storage.consultants.canned_answers import CannedAnswer
from storage.database import Reader, Writer

MOST = 30
"""Own answers, and as many shared ones: each is a button of one screen."""


async def require(ctx: Context, connection: Reader) -> None:
    """Raises ExplainedError for somebody who answers for nothing and does not look after a contest either."""
    if not ctx.may(Right.CONTEST):
        await cases.desk(ctx, connection)


async def note(ctx: Context, connection: Writer, action: str, answer: CannedAnswer) -> None:
    """What is shared by all is the business of staff."""
    if answer.shared:
        await audit_trail.write(ctx, connection, f"ready.{action}", number=answer.id)


async def to_use(ctx: Context, connection: Reader, ready_id: int) -> CannedAnswer:
    """Raises ExplainedError for somebody who answers for nothing, and where it is another's, or gone."""
    await require(ctx, connection)
    answer = await canned_answers.find(connection, ready_id, ctx.person.id)
    if answer is None:
        raise ExplainedError("consultants/canned_gone")
    return answer


def changeable(ctx: Context, answer: CannedAnswer) -> bool:
    return not answer.shared or ctx.may(*COORDINATORS)


async def to_change(ctx: Context, connection: Reader, ready_id: int) -> CannedAnswer:
    answer = await to_use(ctx, connection, ready_id)
    if not changeable(ctx, answer):
        raise ExplainedError("staff/staff_only")
    return answer


async def require_room(ctx: Context, connection: Reader, *, shared: bool) -> None:
    """Raises ExplainedError where the person may not add one, or there are enough."""
    await require(ctx, connection)
    if shared:
        ctx.require(*COORDINATORS)
    answers = await canned_answers.of_person(connection, ctx.person.id)
    if sum(answer.shared is shared for answer in answers) >= MOST:
        raise ExplainedError("consultants/canned_many", most=MOST)

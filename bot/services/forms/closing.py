"""Until when a form can be written in: as long as its document is handed in, which may be after the deadline."""

from bot.ui.context import Context
from content.models import Contest, Form


def over(ctx: Context, contest: Contest, form: Form) -> bool:
    """Whether a form can only be read: since the deadline, or since its document's own stage is over."""
    document = contest.document(form.document)
    return ctx.closed(contest) if document is None else ctx.past(contest, document)


def writable(ctx: Context, contest: Contest) -> tuple[Form, ...]:
    """The forms that can still be written in."""
    return tuple(form for form in contest.forms.forms if not over(ctx, contest, form))


def all_over(ctx: Context, contest: Contest) -> bool:
    return not writable(ctx, contest) if contest.forms.forms else ctx.closed(contest)

"""Everything people can do, in the order in which it is asked whose business a message is."""

from aiogram import Router

from handlers import assessment, checklist, errors, fallback, groups, guidance, home, topics, welcome


def build_router() -> Router:
    """A fresh tree of routers; errors and the answer to everything else come last."""
    root = Router(name="root")
    root.include_routers(
        groups.build_router(),
        welcome.build_router(),
        guidance.build_router(),
        home.build_router(),
        topics.build_router(),
        checklist.build_router(),
        assessment.build_router(),
        errors.build_router(),
        fallback.build_router(),
    )
    return root

"""Everything people can do, in the order in which it is asked whose business a message is."""

from aiogram import Router

from handlers import (
    assessment,
    checklist,
    consultant,
    contests,
    eligibility,
    errors,
    fallback,
    finder,
    groups,
    guidance,
    home,
    own_dates,
    packages,
    packing,
    personal,
    preferences,
    reminders,
    rules,
    search,
    tailor,
    team,
    team_notices,
    topics,
    welcome,
)


def build_router() -> Router:
    """A fresh tree of routers; errors and the answer to everything else come last."""
    root = Router(name="root")
    root.include_routers(
        groups.build_router(),
        welcome.build_router(),
        guidance.build_router(),
        home.build_router(),
        topics.build_router(),
        finder.build_router(),
        search.build_router(),
        packages.build_router(),
        team.build_router(),
        team_notices.build_router(),
        checklist.build_router(),
        own_dates.build_router(),
        tailor.build_router(),
        packing.build_router(),
        assessment.build_router(),
        rules.build_router(),
        eligibility.build_router(),
        consultant.build_router(),
        preferences.build_router(),
        reminders.build_router(),
        contests.build_router(),
        personal.build_router(),
        errors.build_router(),
        fallback.build_router(),
    )
    return root

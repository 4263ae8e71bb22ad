"""Everything people can do, in the order in which it is asked whose business a message is."""

from bot.ui.navigation import Activity
from handlers.answers import answers
from handlers.assessment import assessment
from handlers.audit import audit
from handlers.broadcasts import audience, buttons, confirmation, corrections, drafts, preview, progress, sending, taps
from handlers.consultants import (
    absences,
    canned_answer_editor,
    canned_answers,
    link_notices,
    linked_consultants,
    links,
    menu,
    queue,
    regions,
    shared_answers,
    statistics,
)
from handlers.contests import contest, decisions, files, holidays, people, people_absences, versions
from handlers.dashboard import dashboard
from handlers.entry import contest_switch, errors, fallback, first_day, groups, guidance, home, settings, start
from handlers.operating import condition
from handlers.packages import documents, hand_in, own_dates, packages, tailoring, team, team_notices
from handlers.personal import data_rules, personal
from handlers.questions import answering, ask, cases, desk_notices, loose, notices, threads
from handlers.reminders import reminders
from handlers.rules import eligibility, rules
from handlers.staff import invites, members
from handlers.topics import card, finder, search

ACTIVITIES = (
    groups,
    start,
    guidance,
    first_day,
    home,
    card,
    finder,
    search,
    answers,
    packages,
    team,
    team_notices,
    documents,
    own_dates,
    tailoring,
    hand_in,
    assessment,
    rules,
    eligibility,
    regions,
    links,
    linked_consultants,
    link_notices,
    absences,
    statistics,
    dashboard,
    sending,
    taps,
    progress,
    corrections,
    ask,
    drafts,
    buttons,
    audience,
    preview,
    confirmation,
    threads,
    menu,
    queue,
    cases,
    answering,
    notices,
    desk_notices,
    canned_answers,
    canned_answer_editor,
    shared_answers,
    members,
    invites,
    audit,
    condition,
    contest,
    decisions,
    holidays,
    people,
    people_absences,
    files,
    versions,
    settings,
    reminders,
    contest_switch,
    personal,
    data_rules,
    errors,
    loose,
    fallback,
)
"""In that order; the answer to everything else comes last."""


def activities() -> tuple[Activity, ...]:
    """All of them, built anew."""
    return tuple(each.build_activity() for each in ACTIVITIES)

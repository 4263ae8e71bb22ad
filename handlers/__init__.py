"""Everything people can do, in the order in which it is asked whose business a message is."""

from bot.ui.navigation import Activity
from handlers.answers import answers, unanswered
from handlers.assessment import assessment
from handlers.audit import audit
from handlers.broadcasts import (
    audience,
    buttons,
    confirmation,
    corrections,
    drafts,
    preview,
    progress,
    sending,
    taps,
    templates,
)
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
from handlers.contests import contest, decisions, ending, files, holidays, outline, people, people_absences, versions
from handlers.dashboard import dashboard, narrowing, weekly_report
from handlers.desk_groups import connections, group_answers, group_topics
from handlers.entry import contest_switch, errors, fallback, first_day, groups, guidance, home, settings, start
from handlers.forms import (
    answering,
    budgets,
    clashes,
    edited_answers,
    fields,
    forms,
    months,
    row_cards,
    sections,
    tables,
)
from handlers.inspection import inspection, summary
from handlers.operating import condition
from handlers.packages import (
    answer_notices,
    documents,
    errands,
    hand_in,
    own_dates,
    packages,
    tailoring,
    team,
    team_notices,
    work_plan,
)
from handlers.papers import brought, handed_files, papers
from handlers.personal import blocking, data_rules, keeping, personal, resting
from handlers.questions import (
    answer_drafts,
    ask,
    cases,
    desk_notices,
    known_answers,
    loose,
    notices,
    private_numbers,
    question_topics,
    same_questions,
    threads,
)
from handlers.reminders import reminders, stage_news
from handlers.rules import eligibility, rules
from handlers.staff import invites, members
from handlers.topics import card, finder, search

ACTIVITIES = (
    connections,
    group_answers,
    group_topics,
    groups,
    start,
    guidance,
    first_day,
    home,
    card,
    finder,
    search,
    answers,
    unanswered,
    packages,
    team,
    team_notices,
    answer_notices,
    documents,
    papers,
    brought,
    own_dates,
    errands,
    work_plan,
    tailoring,
    hand_in,
    inspection,
    summary,
    forms,
    sections,
    fields,
    edited_answers,
    months,
    answering,
    clashes,
    tables,
    row_cards,
    budgets,
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
    narrowing,
    weekly_report,
    sending,
    taps,
    progress,
    corrections,
    ask,
    drafts,
    buttons,
    audience,
    preview,
    templates,
    confirmation,
    threads,
    menu,
    queue,
    cases,
    answer_drafts,
    notices,
    question_topics,
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
    ending,
    holidays,
    outline,
    people,
    people_absences,
    files,
    versions,
    settings,
    reminders,
    stage_news,
    contest_switch,
    keeping,
    personal,
    resting,
    data_rules,
    blocking,
    errors,
    known_answers,
    private_numbers,
    same_questions,
    loose,
    handed_files,
    fallback,
)
"""In that order; the answer to everything else comes last."""


def activities() -> tuple[Activity, ...]:
    """All of them, built anew."""
    return tuple(each.build_activity() for each in ACTIVITIES)

"""Every table, a file a feature; `application` holds those of an application in preparation.

Times are UTC; rows of a person hang on the person and go with it.
"""

from storage.tables.answers import asked
from storage.tables.application.assessment import assessment_answers, assessments
from storage.tables.application.forms import (
    form_answers,
    form_drafts,
    form_rows,
    form_versions,
    organisations,
    workbooks,
)
from storage.tables.application.packages import (
    package_dates,
    package_errands,
    package_invites,
    package_marks,
    package_members,
    packages,
)
from storage.tables.application.papers import arrived_papers, hand_in_files
from storage.tables.broadcasts import (
    announcement_counts,
    announcement_messages,
    announcement_taps,
    announcement_templates,
    announcements,
)
from storage.tables.columns import metadata
from storage.tables.consultants import absences, consultant_invites, consultants, ready_answers, shared_answers
from storage.tables.delivery import outbox, outbox_holds, rounds
from storage.tables.desk_groups import desk_groups, group_topics
from storage.tables.entry import people
from storage.tables.operating import troubles
from storage.tables.questions import (
    desk_news,
    loose_messages,
    question_events,
    question_messages,
    question_openings,
    question_posts,
    question_topics,
    question_versions,
    question_words,
    questions,
)
from storage.tables.staff import audit, contest_versions, outline_answers, staff, staff_invites, weekly_reports
from storage.tables.telegram import inbox, inbox_leases

__all__ = [
    "absences",
    "announcement_counts",
    "announcement_messages",
    "announcement_taps",
    "announcement_templates",
    "announcements",
    "arrived_papers",
    "asked",
    "assessment_answers",
    "assessments",
    "audit",
    "consultant_invites",
    "consultants",
    "contest_versions",
    "desk_groups",
    "desk_news",
    "form_answers",
    "form_drafts",
    "form_rows",
    "form_versions",
    "group_topics",
    "hand_in_files",
    "inbox",
    "inbox_leases",
    "loose_messages",
    "metadata",
    "organisations",
    "outbox",
    "outbox_holds",
    "outline_answers",
    "package_dates",
    "package_errands",
    "package_invites",
    "package_marks",
    "package_members",
    "packages",
    "people",
    "question_events",
    "question_messages",
    "question_openings",
    "question_posts",
    "question_topics",
    "question_versions",
    "question_words",
    "questions",
    "ready_answers",
    "rounds",
    "shared_answers",
    "staff",
    "staff_invites",
    "troubles",
    "weekly_reports",
    "workbooks",
]

"""What a contest is: strict models of the folder `content/contests/<id>/`, one model a file.

Official names and figures are quoted from the announcement in Kazakh; the Russian text is a translation.
`unclear` says, in our own words, what the announcement leaves open or contradicts at that place.
"""

from content.models.about import About, Addendum, Deadline, Operator, Repair
from content.models.base import (
    SOURCE_LANGUAGE,
    WRITTEN_LANGUAGES,
    ContestId,
    Finding,
    Item,
    ItemId,
    Language,
    Location,
    OptionId,
    Quote,
    Rule,
    Source,
    Strict,
    Text,
    Words,
    YearMonth,
    Zone,
    numbered,
    unique,
)
from content.models.contest import Contest
from content.models.criteria import Criteria, Criterion, Level, SubPoint
from content.models.documents import Document, DocumentCase, Documents, Lead
from content.models.faq import SHARED, Faq, FaqEntry, LinkedScreen, Per, Related, TypedPhrasings
from content.models.grounds import Check, Condition, Ground, Grounds
from content.models.plan import Plan, PlanDirection, PlanRow
from content.models.preparing import Answers, HandInStep, Option, Preparing, Tailoring, TailoringQuestion
from content.models.regions import Consultant, LaterName, Phone, Region, Regions
from content.models.submission import OfficeHours, RuleGroup, Submission, SubmissionRule
from content.models.topics import Audience, Direction, Period, Point, Topic, Topics, Town

__all__ = [
    "SHARED",
    "SOURCE_LANGUAGE",
    "WRITTEN_LANGUAGES",
    "About",
    "Addendum",
    "Answers",
    "Audience",
    "Check",
    "Condition",
    "Consultant",
    "Contest",
    "ContestId",
    "Criteria",
    "Criterion",
    "Deadline",
    "Direction",
    "Document",
    "DocumentCase",
    "Documents",
    "Faq",
    "FaqEntry",
    "Finding",
    "Ground",
    "Grounds",
    "HandInStep",
    "Item",
    "ItemId",
    "Language",
    "LaterName",
    "Lead",
    "Level",
    "LinkedScreen",
    "Location",
    "OfficeHours",
    "Operator",
    "Option",
    "OptionId",
    "Per",
    "Period",
    "Phone",
    "Plan",
    "PlanDirection",
    "PlanRow",
    "Point",
    "Preparing",
    "Quote",
    "Region",
    "Regions",
    "Related",
    "Repair",
    "Rule",
    "RuleGroup",
    "Source",
    "Strict",
    "SubPoint",
    "Submission",
    "SubmissionRule",
    "Tailoring",
    "TailoringQuestion",
    "Text",
    "Topic",
    "Topics",
    "Town",
    "TypedPhrasings",
    "Words",
    "YearMonth",
    "Zone",
    "numbered",
    "unique",
]

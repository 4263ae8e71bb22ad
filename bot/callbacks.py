"""Every payload of a button: the wire format that Telegram keeps for ever.

Rules: prefixes and field names never change their meaning; new fields come last and have a default, so that a
button sent years ago still works. `tests/data/callbacks.txt` lists every payload ever released.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, StringConstraints

from bot.access import Right
from content.models import Language, Per
from content.reminders import Rule
from storage.announcements import Goal, Missing
from storage.audiences import Part
from storage.packages import FIRST, DocumentStatus
from storage.questions import View

MOST_BYTES = 64
"""Of callback data (InlineKeyboardButton)."""
# What a database takes for a number; anything else is no button of ours.
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
PersonId = Annotated[int, Field(gt=0, le=2**52)]
Start = Annotated[str, Field(max_length=48)]


class Payload(CallbackData, prefix="-"):
    """A payload whose last fields may be missing in old buttons."""

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Parses callback data; raises ValueError where it is none of this class."""
        prefix, *parts = value.split(cls.__separator__)
        if prefix != cls.__prefix__ or len(parts) > len(cls.model_fields):
            raise ValueError(f"no {cls.__name__}: {value!r}")
        return cls(**dict(zip(cls.model_fields, parts, strict=False)))

    def pack(self) -> str:
        """Callback data; raises ValueError where it would not fit or could not be read again."""
        values = [self._encode_value(name, getattr(self, name)) for name in type(self).model_fields]
        data = self.__separator__.join([self.__prefix__, *values])
        if len(data.encode()) > MOST_BYTES or data.count(self.__separator__) != len(values):
            raise ValueError(f"this is no callback data: {data!r}")
        return data


class Home(Payload, prefix="home"):
    pass


class Reminders(Payload, prefix="reminders"):
    pass


class SetReminder(Payload, prefix="setreminder"):
    rule: Rule
    wanted: bool


class SetAllReminders(Payload, prefix="allreminders"):
    wanted: bool


class SetTellNext(Payload, prefix="tellnext"):
    wanted: bool


class DayOf(Payload, prefix="day"):
    """Until when a person wants a document ready."""

    contest: str
    document: str
    package: Number = FIRST


class SetDay(Payload, prefix="setday"):
    contest: str
    document: str
    package: Number
    day: str
    """YYMMDD; empty for none."""


class Help(Payload, prefix="help"):
    pass


class Languages(Payload, prefix="lang"):
    """`start` is the parameter of the link a stranger came by, opened once the language is chosen."""

    start: Start = ""


class SetLanguage(Payload, prefix="setlang"):
    language: Language
    start: Start = ""


class ContestList(Payload, prefix="contests"):
    pass


class SetContest(Payload, prefix="setcontest"):
    contest: str


class TopicList(Payload, prefix="topics"):
    contest: str


class TopicCard(Payload, prefix="topic"):
    contest: str
    topic: str
    page: Number = 1


class ChooseTopic(Payload, prefix="choose"):
    contest: str
    topic: str
    package: Number = FIRST


class Checklist(Payload, prefix="docs"):
    contest: str
    package: Number = FIRST


class DocumentCard(Payload, prefix="doc"):
    contest: str
    document: str
    package: Number = FIRST


class SetDocument(Payload, prefix="setdoc"):
    contest: str
    document: str
    status: DocumentStatus
    package: Number = FIRST


class QuestionCard(Payload, prefix="ask"):
    """A question about the application whose answer tailors the checklist."""

    contest: str
    question: str
    package: Number = FIRST


class SetFact(Payload, prefix="say"):
    contest: str
    question: str
    option: str
    package: Number = FIRST


class StepList(Payload, prefix="steps"):
    contest: str
    package: Number = FIRST


class StepCard(Payload, prefix="step"):
    contest: str
    step: str
    package: Number = FIRST


class SetStep(Payload, prefix="did"):
    """`value` is `done`, `todo`, or the id of the way in which it was done."""

    contest: str
    step: str
    value: str
    package: Number = FIRST


class PackageList(Payload, prefix="packs"):
    contest: str


class PackageCard(Payload, prefix="pack"):
    contest: str
    package: Number


class NewPackage(Payload, prefix="newpack"):
    """`number` is the one it will have: a second tap finds it taken and opens nothing more."""

    contest: str
    number: Number


class WorkOn(Payload, prefix="workon"):
    contest: str
    package: Number


class NamePackage(Payload, prefix="name"):
    contest: str
    package: Number


class ArchivePackage(Payload, prefix="archive"):
    contest: str
    package: Number
    archived: bool


class Team(Payload, prefix="team"):
    contest: str
    package: Number


class InviteTeam(Payload, prefix="invite"):
    contest: str
    package: Number


class RevokeInvite(Payload, prefix="revoke"):
    contest: str
    package: Number


class JoinTeam(Payload, prefix="join"):
    token: Annotated[str, Field(max_length=32)]


class LeaveTeam(Payload, prefix="leave"):
    contest: str
    package: Number


class RemoveMember(Payload, prefix="remove"):
    contest: str
    package: Number
    person: PersonId


class TeamNotices(Payload, prefix="teamnotices"):
    """Whether a person wants to hear of what the others of a team change."""

    contest: str
    package: Number
    wanted: bool


class RegionList(Payload, prefix="regions"):
    contest: str


class SetRegion(Payload, prefix="region"):
    """`later` counts from 1 the name, of those that came after the announcement, by which the region was found."""

    contest: str
    region: str
    later: Number = 0


class ConsultantCard(Payload, prefix="who"):
    """Who answers for a region; without one, for the person's own."""

    contest: str
    region: str = ""
    later: Number = 0


class SendContact(Payload, prefix="contact"):
    contest: str
    region: str


class Preferences(Payload, prefix="settings"):
    pass


class CalendarFile(Payload, prefix="ics"):
    contest: str


class MyData(Payload, prefix="mydata"):
    pass


class ExportData(Payload, prefix="export"):
    pass


class DeleteData(Payload, prefix="forget"):
    pass


class SelfAssessment(Payload, prefix="assess"):
    contest: str
    package: Number = FIRST


class StartAttempt(Payload, prefix="begin"):
    """`reuse` is the id of the finished attempt whose answers the new one begins with."""

    contest: str
    package: Number = FIRST
    reuse: Number = 0


class CriterionCard(Payload, prefix="crit"):
    attempt: Number
    criterion: str


class SetPoint(Payload, prefix="point"):
    attempt: Number
    criterion: str
    point: Number
    met: bool


class SetLevel(Payload, prefix="level"):
    """The person's own word on which of several printed levels fits."""

    attempt: Number
    criterion: str
    score: Number


class FinishAttempt(Payload, prefix="finish"):
    attempt: Number


class Result(Payload, prefix="result"):
    attempt: Number


class Rules(Payload, prefix="rules"):
    contest: str


class RulesPage(Payload, prefix="rulesof"):
    """The submission rules of one group."""

    contest: str
    group: str


class Chapter(StrEnum):
    """What there is to read besides the submission rules, whatever the contest."""

    WHEN = "when"
    WHO = "who"
    REFUSAL = "refusal"
    VOID = "void"
    NOT_STATED = "not_stated"


class RulesChapter(Payload, prefix="rule"):
    contest: str
    chapter: Chapter


class Answer(StrEnum):
    """What an answer means for taking part, rather than its word: a question may be put the other way round."""

    FINE = "f"
    HARMS = "h"
    UNKNOWN = "u"


class MayWe(Payload, prefix="may"):
    """The check whether one may take part; `answers` holds an `Answer` a question, so that nothing is stored."""

    contest: str
    answers: Annotated[str, StringConstraints(pattern="^[fhu]{0,40}$")] = ""


class Finder(Payload, prefix="find"):
    """Three questions that rank the topics. Each answer is an id, ANYTHING, or empty while it is still asked for.

    `place` is a region or COUNTRY, `budget` the number of a bracket, counted from 1.
    """

    contest: str
    audience: str = ""
    place: str = ""
    budget: str = ""


ANYTHING = "-"
COUNTRY = "*"


class Search(Payload, prefix="search"):
    contest: str


class AskConsultant(Payload, prefix="askc"):
    """A question to the region's consultant, being written; `asked` is what was typed and not answered at once."""

    contest: str
    asked: Number = 0


class PreviewQuestion(Payload, prefix="askview"):
    contest: str


class LeaveOut(Payload, prefix="askpart"):
    """Whether a part of what is known of the person goes along with the question."""

    contest: str
    part: str
    out: bool


class OfferPhone(Payload, prefix="askphone"):
    contest: str


class TakePhoneBack(Payload, prefix="nophone"):
    contest: str


class SendQuestion(Payload, prefix="asksend"):
    """`question` guards a second tap: what was sent is not sent again."""

    contest: str
    question: Number


class DropQuestion(Payload, prefix="askdrop"):
    contest: str
    question: Number


class MyQuestions(Payload, prefix="myasked"):
    contest: str


class Thread(Payload, prefix="thread"):
    """One's own question, with everything that was said."""

    question: Number


class WriteMore(Payload, prefix="more"):
    question: Number


class Solved(Payload, prefix="solved"):
    question: Number


class Rate(Payload, prefix="rate"):
    question: Number
    helped: bool


class AskStaff(Payload, prefix="askstaff"):
    question: Number


class BecomeConsultant(Payload, prefix="consult"):
    pass


class JoinAsConsultant(Payload, prefix="joinc"):
    token: Annotated[str, Field(max_length=32)]


class ConsultantList(Payload, prefix="staffc"):
    """For staff: who of the listed consultants is linked."""

    contest: str


class ConsultantEntry(Payload, prefix="staffc1"):
    contest: str
    consultant: str


class InviteConsultant(Payload, prefix="invitec"):
    contest: str
    consultant: str


class Unlink(Payload, prefix="unlink"):
    contest: str
    consultant: str
    person: PersonId


class Desk(Payload, prefix="desk"):
    """What a consultant or staff member finds when they come."""


class Queue(Payload, prefix="queue"):
    view: View = View.OPEN
    page: Number = 1


class Case(Payload, prefix="case"):
    """A question as the one who answers sees it."""

    question: Number


class Reply(Payload, prefix="reply"):
    """`anyway`: though somebody else has taken or answered it."""

    question: Number
    anyway: bool = False


class SendHeld(Payload, prefix="sendheld"):
    question: Number


class DropHeld(Payload, prefix="dropheld"):
    question: Number


class Take(Payload, prefix="take"):
    question: Number
    taken: bool


class PassOn(Payload, prefix="pass"):
    question: Number


class PassTo(Payload, prefix="passto"):
    """`holder` is a consultant of the contest, or staff."""

    question: Number
    holder: str


class ByPhone(Payload, prefix="byphone"):
    question: Number


class CloseQuestion(Payload, prefix="closeq"):
    question: Number


class ReadyAnswers(Payload, prefix="ready"):
    """Ready-made answers; `question` is the one to answer with them, 0 to look after them."""

    question: Number = 0


class ReadyAnswer(Payload, prefix="ready1"):
    ready: Number
    question: Number = 0


class SendReady(Payload, prefix="sendready"):
    """`anyway`: though somebody else has taken or answered the question."""

    question: Number
    ready: Number
    anyway: bool = False


class NewReady(Payload, prefix="newready"):
    """`shared`: for everybody who answers, by staff."""

    shared: bool = False


class WriteReady(Payload, prefix="setready"):
    """A part of a ready-made answer to be typed or sent: its words in a language, or a file."""

    ready: Number
    part: str


class DropReady(Payload, prefix="dropready"):
    """`sure` is said on a screen of its own."""

    ready: Number
    sure: bool = False


class Away(Payload, prefix="away"):
    pass


class SetAway(Payload, prefix="setaway"):
    """`starts` and `ends` are YYMMDD; without a start one is back, without an end it is still asked for.

    `substitute` is a person, 0 for staff.
    """

    starts: str = ""
    ends: str = ""
    substitute: Annotated[int, Field(ge=0, le=2**52)] = 0


class PassAll(Payload, prefix="passall"):
    """One's own open questions, to who stands in."""


class UsefulToAll(Payload, prefix="useful"):
    question: Number


class SharedList(Payload, prefix="shareds"):
    contest: str


class Shared(Payload, prefix="shared"):
    """An answer that may join the instant answers, for staff to approve."""

    shared: Number


class WriteShared(Payload, prefix="setshared"):
    """A text of it to be typed: `part` is question or answer."""

    shared: Number
    part: str
    language: Language


class Approve(Payload, prefix="approve"):
    shared: Number
    approved: bool


class Figures(Payload, prefix="figures"):
    contest: str


class FiguresFile(Payload, prefix="figuresx"):
    contest: str


class FaqList(Payload, prefix="faq"):
    """Frequent questions; `per` is what those are about that are answered item by item, empty for all others."""

    contest: str
    page: Number = 1
    per: Per | Literal[""] = ""


class AnswerCard(Payload, prefix="answer"):
    """An instant answer; `asked` is what was typed, 0 where nothing was."""

    contest: str
    answer: str
    item: str = ""
    asked: Number = 0


class NotIt(Payload, prefix="notit"):
    """What was typed has no sure answer, or another one than was shown."""

    contest: str
    asked: Number


class FoundTopics(Payload, prefix="foundt"):
    """The topics that speak of what was typed."""

    contest: str
    asked: Number


# --- staff


class StaffMenu(Payload, prefix="staff"):
    """What a member of the staff may do, by their rights."""


class AnnouncementList(Payload, prefix="anns"):
    page: Number = 1


class ContestDesk(Payload, prefix="cdesk"):
    contest: str


class Dashboard(Payload, prefix="dash"):
    contest: str


class StaffList(Payload, prefix="stafflist"):
    pass


class AuditLog(Payload, prefix="audit"):
    page: Number = 1


class AuditFile(Payload, prefix="auditx"):
    pass


class StaffMember(Payload, prefix="staff1"):
    person: PersonId


class SetRight(Payload, prefix="setright"):
    """`sure` is said where people would take from themselves what they need to give it back."""

    person: PersonId
    right: Right
    given: bool
    sure: bool = False


class RemoveStaff(Payload, prefix="unstaff"):
    """`sure` is said on a screen of its own."""

    person: PersonId
    sure: bool = False


Rights = Annotated[str, StringConstraints(pattern=r"^[a-z.]{0,40}$")]
"""Rights with a dot between them, in their order."""


class NewStaff(Payload, prefix="newstaff"):
    """The rights that come with a link, being chosen."""

    rights: Rights = ""


class InviteStaff(Payload, prefix="stafflink"):
    rights: Rights


class StaffInvite(Payload, prefix="staffinv"):
    """A link that nobody has used yet."""

    token: Annotated[str, Field(max_length=32)]


class RevokeStaffInvite(Payload, prefix="staffrev"):
    token: Annotated[str, Field(max_length=32)]


class JoinStaff(Payload, prefix="joinstaff"):
    token: Annotated[str, Field(max_length=32)]


# --- announcements on their way, and afterwards


class Broadcast(Payload, prefix="bc"):
    """How far an announcement is; `live` on the message that updates itself and leads nowhere else."""

    announcement: Number
    live: bool = False


class PauseBroadcast(Payload, prefix="bcpause"):
    announcement: Number
    paused: bool
    live: bool = False


class StopBroadcast(Payload, prefix="bcstop"):
    """For good."""

    announcement: Number
    live: bool = False


class Unschedule(Payload, prefix="bcdraft"):
    """What has not begun to go out becomes a draft again."""

    announcement: Number


class BroadcastReport(Payload, prefix="bcrep"):
    announcement: Number


class BroadcastFile(Payload, prefix="bcfile"):
    announcement: Number


class CorrectAnnouncement(Payload, prefix="bcfix"):
    """The new text in a language, to be sent."""

    announcement: Number
    language: Language


class ApplyCorrection(Payload, prefix="bcfixed"):
    """`revision` is that of the text that was previewed."""

    announcement: Number
    revision: Number


class TakeBack(Payload, prefix="bcback"):
    """`sure` is said on a screen that names the number of people."""

    announcement: Number
    sure: bool = False


# --- the dashboard


class DashboardFile(Payload, prefix="dashx"):
    """`named`: with what tells who somebody is, which only owners get."""

    contest: str
    named: bool = False


class SetWeekly(Payload, prefix="setweekly"):
    """Whether a member of the staff wants the figures every Monday."""

    contest: str
    wanted: bool


# --- the contest itself


class Turn(StrEnum):
    """What a decision does to the time in which applications are taken."""

    EXTEND = "extend"
    CLOSE = "close"
    OPEN = "open"


class Decide(Payload, prefix="cdecide"):
    """A decision on it: first the moment is asked for, then the decision. `at` is YYMMDDHHMM, local, or `now`."""

    contest: str
    turn: Turn
    at: Annotated[str, StringConstraints(pattern=r"^(\d{10}|now)?$")] = ""


class Holidays(Payload, prefix="cholidays"):
    contest: str


class SetHoliday(Payload, prefix="choliday"):
    """`day` is YYMMDD."""

    contest: str
    day: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    off: bool


class ContestConsultants(Payload, prefix="cpeople"):
    contest: str


class ContestConsultant(Payload, prefix="cperson"):
    contest: str
    consultant: str


class WriteConsultant(Payload, prefix="cwrite"):
    """A detail of theirs to be typed."""

    contest: str
    consultant: str
    detail: Literal["name", "phone"]


class ConsultantAway(Payload, prefix="caway"):
    """The days on which a consultant will be away, to be typed."""

    contest: str
    consultant: str


class EndAbsence(Payload, prefix="cpresent"):
    contest: str
    consultant: str


class RegionDesk(Payload, prefix="cregion"):
    """Who is to answer for a region."""

    contest: str
    region: str


class SetAnswers(Payload, prefix="canswers"):
    contest: str
    region: str
    consultant: str


class NewConsultant(Payload, prefix="cnew"):
    """Name and phone of one who is not listed yet, to be typed."""

    contest: str
    region: str


class ContestFiles(Payload, prefix="cfiles"):
    """Asks for the ZIP of a folder."""

    contest: str


class DownloadFiles(Payload, prefix="cfilesx"):
    contest: str


class ContestVersions(Payload, prefix="cversions"):
    contest: str


class BackTo(Payload, prefix="cback"):
    """An earlier version proposed again."""

    version: Number


class Proposal(Payload, prefix="cver"):
    """A version with what it changes."""

    version: Number


class Publish(Payload, prefix="cpublish"):
    """Confirms it; or, where a second person has to, asks them."""

    version: Number


class DropProposal(Payload, prefix="cdrop"):
    version: Number


# --- announcements until they are confirmed


class NewAnnouncement(Payload, prefix="annnew"):
    pass


class Draft(Payload, prefix="ann"):
    announcement: Number


class WriteAnnouncement(Payload, prefix="annsay"):
    """What it says in a language, to be sent. `revision` is that of the draft as it was seen; so below."""

    announcement: Number
    revision: Number
    language: Language


class ClearAnnouncement(Payload, prefix="annunsay"):
    announcement: Number
    revision: Number
    language: Language


class SetMissing(Payload, prefix="annmiss"):
    """`missing` is others or both; empty to ask again."""

    announcement: Number
    revision: Number
    missing: Missing | Literal[""]


class AnnouncementButtons(Payload, prefix="annbtns"):
    announcement: Number


class ChooseTarget(Payload, prefix="anngoal"):
    """Where a new button leads, of one kind: a list of topics or documents, or an address to be typed."""

    announcement: Number
    revision: Number
    goal: Goal


class AddButton(Payload, prefix="annadd"):
    announcement: Number
    revision: Number
    goal: Goal
    target: str = ""


class AnnouncementButton(Payload, prefix="annbtn"):
    """`button` counts from 1."""

    announcement: Number
    button: Number


class LabelButton(Payload, prefix="annlabel"):
    announcement: Number
    revision: Number
    button: Number
    language: Language


class RemoveButton(Payload, prefix="annunbtn"):
    announcement: Number
    revision: Number
    button: Number


class AudienceCard(Payload, prefix="annwho"):
    announcement: Number


class AudienceChoice(Payload, prefix="annpart"):
    announcement: Number
    about: Part
    page: Number = 1


class SetAudience(Payload, prefix="annset"):
    """One value of a condition; without a value the condition does not matter any more."""

    announcement: Number
    revision: Number
    about: Part
    value: str
    wanted: bool


class SetEverybody(Payload, prefix="annall"):
    announcement: Number
    revision: Number


class AnnouncementTime(Payload, prefix="annwhen"):
    """When it goes out, to be typed."""

    announcement: Number
    revision: Number


class SendAtOnce(Payload, prefix="annnow"):
    announcement: Number
    revision: Number


class PreviewAnnouncement(Payload, prefix="annview"):
    announcement: Number


class ConfirmAnnouncement(Payload, prefix="annok"):
    announcement: Number
    revision: Number


class SendAnnouncement(Payload, prefix="annsend"):
    """`number` is that of the people who were named; from some number on it has to be typed."""

    announcement: Number
    revision: Number
    number: Number


class DropAnnouncement(Payload, prefix="anndrop"):
    """`sure` is said on a screen of its own."""

    announcement: Number
    revision: Number
    sure: bool = False


class OpenAnnounced(Payload, prefix="annopen"):
    """A button below an announcement, counting from 1: who opens it is counted."""

    announcement: Number
    button: Number

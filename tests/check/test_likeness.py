"""Which buttons a walk takes for others that it has tapped, and which not."""

from datetime import date

from bot.check.likeness import alike, whichever
from bot.payloads.audit import AuditLog
from bot.payloads.contests.people import SetRegionConsultant
from bot.payloads.packages.documents import DocumentCard, SetOwnDate

CONTEST = "district"


def test_a_list_that_is_narrowed_is_drawn_once_for_each_filter_and_once_for_several() -> None:
    day = date(2020, 6, 3)
    each = [AuditLog(about="staff"), AuditLog(person=1), AuditLog(day=day), AuditLog(about="staff", person=1)]
    assert len({alike(one) for one in (AuditLog(), *each)}) == 5
    assert alike(AuditLog(about="staff", person=1)) == alike(AuditLog(person=1, day=day))
    assert alike(AuditLog(page=3, person=1)) == alike(AuditLog(page=2, person=1)) != alike(AuditLog(person=1))
    assert alike(AuditLog(page=3)) != alike(AuditLog(page=2))


def test_one_value_stands_for_all_that_are_drawn_elsewhere_too() -> None:
    chosen = SetRegionConsultant(contest=CONTEST, region="aktau", consultant="one")
    assert alike(chosen) == alike(chosen.model_copy(update={"consultant": "two"}))
    assert alike(chosen) != alike(chosen.model_copy(update={"region": "almaty"}))
    own = SetOwnDate(contest=CONTEST, document="doc_1", package=1, day=date(2020, 6, 1))
    assert alike(own) == alike(own.model_copy(update={"day": date(2020, 6, 2)}))
    assert alike(own) != alike(own.model_copy(update={"day": None}))


def test_what_is_drawn_for_one_application_is_not_drawn_for_the_next_at_another_time() -> None:
    first = DocumentCard(contest=CONTEST, document="doc_1", package=1)
    second = first.model_copy(update={"package": 2})
    assert alike(first) != alike(second)
    assert whichever(first) == whichever(second)

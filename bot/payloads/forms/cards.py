"""Forms as a whole: their list, a form, a section, an organisation, the languages of the paper."""

from typing import Annotated

from pydantic import Field

from bot.payloads.forms.places import BookAt, FieldAt, LanguageAt
from bot.payloads.payload import Number, Payload


class FormList(Payload, prefix="forms"):
    book: BookAt


class FormCard(Payload, prefix="form"):
    book: BookAt
    form: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,18}$")]


class OrganisationCard(Payload, prefix="org"):
    book: BookAt


class SectionCard(Payload, prefix="fsec"):
    book: BookAt
    section: FieldAt


class SectionText(Payload, prefix="fall"):
    """A section as one message to edit. `state` is what was written when it was shown."""

    book: BookAt
    section: FieldAt
    language: LanguageAt = ""
    state: Number = 0


class PaperLanguages(Payload, prefix="fpap"):
    """The languages of the paper, apart by a hyphen; none is the question which."""

    book: BookAt
    languages: Annotated[str, Field(pattern=r"^(?:kk|ru|kk-ru)?$")] = ""


class LostAnswers(Payload, prefix="flost"):
    """What was written where the forms have no place any more."""

    book: BookAt


class BudgetCheck(Payload, prefix="fchk"):
    book: BookAt

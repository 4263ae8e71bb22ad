"""A question to the consultant, by whoever asks it."""

from bot.payloads.payload import Number, Payload


class AskConsultant(Payload, prefix="askc"):
    """A question to the region's consultant, being written; `asked` is what was typed and not answered at once."""

    contest: str
    asked: Number = 0


class PreviewQuestion(Payload, prefix="askview"):
    contest: str


class LeaveOutPart(Payload, prefix="askpart"):
    """Whether a part of what is known of the person goes along with the question."""

    contest: str
    part: str
    out: bool


class OfferPhone(Payload, prefix="askphone"):
    contest: str


class WithdrawPhone(Payload, prefix="nophone"):
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


class ThreadCard(Payload, prefix="thread"):
    """One's own question, with everything that was said."""

    question: Number


class WriteFollowUp(Payload, prefix="more"):
    question: Number


class MarkSolved(Payload, prefix="solved"):
    question: Number


class RateAnswer(Payload, prefix="rate"):
    question: Number
    helped: bool


class AskStaff(Payload, prefix="askstaff"):
    question: Number

"""A question before somebody who answers it."""

from bot.payloads.payload import Number, Payload


class CaseCard(Payload, prefix="case"):
    """A question as the one who answers sees it."""

    question: Number


class WriteAnswer(Payload, prefix="reply"):
    """`anyway`: though somebody else has taken or answered it."""

    question: Number
    anyway: bool = False


class SendHeldAnswer(Payload, prefix="sendheld"):
    question: Number


class DropHeldAnswer(Payload, prefix="dropheld"):
    question: Number


class TakeQuestion(Payload, prefix="take"):
    question: Number
    taken: bool


class PassQuestion(Payload, prefix="pass"):
    question: Number


class PassQuestionTo(Payload, prefix="passto"):
    """`holder` is a consultant of the contest, or staff."""

    question: Number
    holder: str


class AnsweredByPhone(Payload, prefix="byphone"):
    question: Number
    sure: bool = False


class CloseQuestion(Payload, prefix="closeq"):
    """Without an answer only when that is meant."""

    question: Number
    sure: bool = False


class ReopenQuestion(Payload, prefix="reopenq"):
    question: Number


class ShowFiles(Payload, prefix="casefiles"):
    """What is attached, once more."""

    question: Number


class WriteNote(Payload, prefix="casenote"):
    """For those who answer, never for whoever asked; also why a question was passed on."""

    question: Number
    passed: bool = False


class KnownAnswer(Payload, prefix="known"):
    """One that stands ready among the instant answers, before a question."""

    question: Number
    answer: str
    item: str = ""


class SendKnownAnswer(Payload, prefix="sendknown"):
    """`anyway`: though somebody else has taken or answered the question."""

    question: Number
    answer: str
    item: str = ""
    anyway: bool = False


class QuestionHistory(Payload, prefix="casepast"):
    question: Number


class BlockAsker(Payload, prefix="blockask"):
    """For staff: nothing more is taken of whoever asked. `sure` is said on a screen of its own."""

    question: Number
    sure: bool = False

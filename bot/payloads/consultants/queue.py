"""What those who answer find when they come."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId
from storage.questions.queues import QueueView


class ConsultantMenu(Payload, prefix="desk"):
    """What a consultant or staff member finds when they come."""


class Queue(Payload, prefix="queue"):
    view: QueueView = QueueView.OPEN
    page: Number = 1


class FindQuestions(Payload, prefix="findq"):
    """By a number, or by words."""


class QuestionStatistics(Payload, prefix="figures"):
    contest: ContestId


class QuestionStatisticsFile(Payload, prefix="figuresx"):
    contest: ContestId

"""What staff did."""

from typing import Literal

from bot.payloads.payload import Number, Payload


class AuditLog(Payload, prefix="audit"):
    """`about` is what the deeds concern that are shown, empty for all."""

    page: Number = 1
    about: Literal["", "questions", "answers", "broadcasts", "contest", "staff", "data"] = ""


class AuditFile(Payload, prefix="auditx"):
    pass

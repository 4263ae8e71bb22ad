"""What staff did."""

from bot.payloads.payload import Number, Payload


class AuditLog(Payload, prefix="audit"):
    page: Number = 1


class AuditFile(Payload, prefix="auditx"):
    pass

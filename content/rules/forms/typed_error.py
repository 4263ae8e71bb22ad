"""Why words that were typed are no answer."""


class TypedError(Exception):
    """What was typed is none of this kind; `reason` names the words that tell why."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values

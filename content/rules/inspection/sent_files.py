"""What was found out about a file that is to be handed in; nothing of what is written in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.models.inspection.files import FileFormat

CANNOT_BE_OPENED = frozenset({"password", "broken", "bomb"})
"""Reasons for which nobody else would get it open either, or only with trouble."""


@dataclass(frozen=True)
class SentFile:
    """`size` in bytes. `parts` says where documents were found by their headings: on which page, 0 where a file knows
    no pages. `refused` is why nothing of it was read.
    """

    id: int
    name: str
    format: FileFormat
    size: int
    pages: int | None = None
    unread_pages: int = 0
    """Without any text, as in a scan, or too many to be read."""
    parts: Mapping[str, int] = field(default_factory=dict)
    refused: str | None = None

    @property
    def read(self) -> bool:
        """Whether all of it was read."""
        return self.refused is None and not self.unread_pages

    @property
    def misnamed(self) -> bool:
        """Whether it is called what it is not, as a picture with the name of a PDF."""
        return self.refused == "kind" and self.format is not FileFormat.OTHER

    @property
    def opens(self) -> bool:
        return self.refused not in CANNOT_BE_OPENED and not self.misnamed

"""A section as one message: written out with a mark before each answer, edited, and read again."""

import re
from collections.abc import Sequence

MARK = re.compile(r"^#(?P<number>[0-9]{1,2})(?=\D|$)[^\n]*$", re.MULTILINE)


def written_out(answers: Sequence[tuple[str, str]]) -> str:
    """Names and values, each below its mark: «#1 Мақсаты»."""
    return "\n\n".join(f"#{number} {name}\n{value}".rstrip() for number, (name, value) in enumerate(answers, 1))


def read_again(message: str, count: int) -> dict[int, str] | None:
    """The answers by their number, counted from 1; those left out are not there. None where no mark was kept."""
    marks = [found for found in MARK.finditer(message) if 1 <= int(found["number"]) <= count]
    if not marks or message[: marks[0].start()].strip():
        return None
    ends = [each.start() for each in marks[1:]] + [len(message)]
    return {int(mark["number"]): message[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}

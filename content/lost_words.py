"""Words that YAML does not read: what follows « #» on the line of a text without quotation marks is a comment to it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import yaml

from content.loader import contest_folders
from content.models.complaint import Complaint
from content.yaml_file import WHOLE_NUMBER, Fault

COMMENT = re.compile(r"\s+#(.*)")
SHOWN = 40
"""Characters of what is lost."""
WORDLESS = frozenset({"true", "false", "null", "~"})


def lost_words(path: Path) -> list[Fault]:
    """Each text of a file that ends at a comment, an empty one too; behind a number, a comment takes nothing away.

    Of a file that cannot be read those before the place where the reader stumbles: what it says may come of them.
    """
    found: list[Fault] = []
    with suppress(OSError, UnicodeDecodeError, yaml.YAMLError):
        for mark, cut in _comments(path.read_text(encoding="utf-8")):
            found.append(Fault(path, mark.line + 1, Complaint("{cut!r} is a comment to YAML", cut=cut)))
    return found


def lost_words_in(directory: Path) -> list[Fault]:
    """Those of every contest of a content directory, or of the one whose folder it is."""
    return [
        fault
        for folder in contest_folders(directory)
        for path in sorted(folder.glob("*.yaml"))
        for fault in lost_words(path)
    ]


def _comments(text: str) -> Iterator[tuple[yaml.Mark, str]]:
    lines = text.split("\n")
    for token, following in pairwise(yaml.scan(text, Loader=yaml.CSafeLoader)):
        if not _is_text(token) and not _is_empty(token, following):
            continue
        mark = token.end_mark
        found = COMMENT.match(lines[mark.line], mark.column) if mark.line < len(lines) else None
        if found:
            yield mark, f"#{found[1]}"[:SHOWN].strip()


def _is_text(token: yaml.Token) -> bool:
    return (
        isinstance(token, yaml.ScalarToken)
        and token.plain
        and token.value not in WORDLESS
        and not WHOLE_NUMBER.fullmatch(token.value)
    )


def _is_empty(token: yaml.Token, following: yaml.Token) -> bool:
    """Whether nothing is left of a value."""
    return isinstance(token, yaml.ValueToken) and isinstance(following, yaml.KeyToken | yaml.BlockEndToken)

"""Reads a JSON list of pictures from standard input and writes PNG files to standard output, each after its length.

Everything that is imported here is gone when the process ends: the bot itself never holds it.
"""

import json
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.charts.kinds import draw

LENGTH = struct.Struct(">I")


def done(charts: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    for chart in charts:
        picture = draw(chart)
        yield LENGTH.pack(len(picture)) + picture


def main() -> None:
    sys.stdout.buffer.writelines(done(json.load(sys.stdin)))


if __name__ == "__main__":
    main()

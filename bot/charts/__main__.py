"""Reads a JSON list of pictures from standard input and writes PNG files to standard output, each after its length.

Everything that is imported here is gone when the process ends: the bot itself never holds it.
"""

import json
import struct
import sys

from bot.charts.kinds import draw

LENGTH = struct.Struct(">I")


def main() -> None:
    for chart in json.load(sys.stdin):
        picture = draw(chart)
        sys.stdout.buffer.write(LENGTH.pack(len(picture)) + picture)


if __name__ == "__main__":
    main()

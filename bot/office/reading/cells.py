"""A spreadsheet as its sheets and their cells, for whoever knows what they mean."""

import json
import sys
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from bot.office.reading import sheet_cells
from bot.office.reading.safety import OfficeFileError, OfficeKind, kind, limit


def done(task: Mapping[str, Any]) -> bytes:
    limit()
    data = b64decode(task["file"])
    outcome: Mapping[str, Any] = {"refused": "kind"}
    try:
        if kind(data) is OfficeKind.SHEET:
            outcome = {"sheets": dict(sheet_cells.spread(data))}
    except OfficeFileError as error:
        outcome = {"refused": error.reason}
    except Exception as error:  # noqa: BLE001  whatever the library stumbles over in a file from outside
        print(type(error).__name__, file=sys.stderr)  # noqa: T201
        outcome = {"refused": "broken"}
    return json.dumps(outcome, ensure_ascii=False).encode()

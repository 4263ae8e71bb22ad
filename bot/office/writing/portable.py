"""A Word file as PDF, for reading on a phone; LibreOffice makes it, where it is installed."""

import os
import shutil
import signal
import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PROGRAM = "soffice"
SECONDS = 90


def done(task: Mapping[str, Any]) -> bytes:
    with TemporaryDirectory(prefix="paper-") as folder:
        source = Path(folder) / "form.docx"
        source.write_bytes(b64decode(task["file"]))
        _convert(source)
        return source.with_suffix(".pdf").read_bytes()


def installed() -> bool:
    return shutil.which(PROGRAM) is not None


def _convert(source: Path) -> None:
    """With a profile of its own: two at once would wait for each other, and one could spoil it for the next."""
    command = [
        PROGRAM,
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    with subprocess.Popen(  # noqa: S603  nothing in it comes from people
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

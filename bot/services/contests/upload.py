"""A contest folder sent by staff, checked as `python -m bot check` does: by it, in a process of its own.

What is checked comes from outside, takes long, and may take much: nothing of that is to happen where people are served.
"""

import asyncio
import os
import re
import resource
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from content.bundles import as_file, is_yaml
from content.editing import Files
from content.loader import strange_file
from content.models import Contest, Language
from content.models.complaint import Complaint
from content.texts.complaints import said, told
from content.texts.render import Texts

ROOT = Path(__file__).parents[3]
LONGEST_CHECK = 180.0
"""Seconds; ours takes twenty."""
MOST_MEMORY = 2**31
"""Addresses, of which a process uses a part."""
NICE = 10
"""It takes every core, but only where nobody is served."""
ID = re.compile(r"^id: *['\"]?([a-z0-9][a-z0-9-]{1,13})['\"]? *(?:#.*)?$", re.MULTILINE)
"""The line of contest.yaml; the file is not parsed before the check."""
FAULTY = 2
"""Exit status of a check that found something."""
NAMELESS = "contest"


def id_in(files: Files) -> str:
    """The id that a folder gives its contest; where it is none, a name under which the check can say so."""
    found = ID.search(files.get("contest", ""))
    return found[1] if found else NAMELESS


async def faults(contest_id: str, files: Files, texts: Texts, language: Language) -> Sequence[str]:
    """Every fault by file and line, in the language of whoever sent the files."""
    unknown = [name for name in files if is_yaml(name) and name not in Contest.model_fields]
    if unknown:
        return told(texts, language, [strange_file(Path(f"{name}.yaml")) for name in unknown])
    with TemporaryDirectory(prefix="contest-") as place:
        folder = Path(place) / contest_id
        await asyncio.to_thread(_write, folder, files)
        status, output = await _checked(place, language.written)
        found = [line.removeprefix(f"{folder}/") for line in output.splitlines() if line]
        if status == 0:
            return []
        if status == FAULTY and found:
            return found
        if status is None or not found:
            return [said(texts, language, Complaint("the check took too much time or memory"))]
        return [said(texts, language, Complaint("the check could not go through: {problem}", problem=found[-1]))]


def _write(folder: Path, files: Files) -> None:
    folder.mkdir()
    for name, content in (as_file(*each) for each in files.items()):
        (folder / name).write_bytes(content)


async def _checked(place: str, language: Language) -> tuple[int | None, str]:
    """The exit status of the check and what it says; it knows nothing of this bot but its code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "check",
        place,
        "--language",
        language,
        cwd=ROOT,
        env={"PYTHONUTF8": "1"},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    if sys.platform == "linux":
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
    try:
        async with asyncio.timeout(LONGEST_CHECK):
            _, output = await process.communicate()
    except TimeoutError:
        return None, ""
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)  # those, too, among which it has divided the screens
            await process.wait()
    return process.returncode, output.decode(errors="replace")

"""The command line: python -m bot COMMAND, of which python -m bot --help tells all."""

import argparse
import asyncio
import gc
import os
import sys
from datetime import datetime
from pathlib import Path

import uvloop

from bot.log import set_up_logging
from bot.operating.backups import back_up, restore
from bot.operating.queue_report import inbox_report, outbox_report
from bot.scaffold.contest import new_contest
from bot.settings import Settings, SettingsError, TryLaterError, read_settings
from bot.version import VERSION
from content.models import WRITTEN_LANGUAGES, Language
from content.yaml_file import ContentError
from storage.database import Database
from storage.errors import DatabaseBusyError, DatabaseError, DatabaseUnavailableError, explain, is_outage
from storage.lock import lock_of
from storage.migrate import migrate
from storage.tables.delivery import OutboxKind

WRONG = 2
"""Exit status where something has to be mended: a setting, the content, a file."""
LATER = os.EX_TEMPFAIL
"""Exit status where what is in the way passes by itself: the network, the database, whoever holds its lock."""
NICE = 10
"""Whoever makes a copy takes the processor only where nobody is served."""
HIGHEST_PORT = 65535
DEMO_NOW = "2020-05-20T10:00+06:00"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; an error that an operator understands is one line on standard error."""
    options = command_line().parse_args(arguments)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(COMMANDS[options.name](options))
    except (TryLaterError, DatabaseBusyError) as error:
        print(f"{options.name}: {error}", file=sys.stderr)
        return LATER
    except DatabaseError as error:
        print(f"{options.name}: the database cannot be used: {explain(error)}", file=sys.stderr)
        return LATER if is_outage(error) else WRONG
    except (SettingsError, ContentError, DatabaseUnavailableError) as error:
        print(f"{options.name}: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return 0
    finally:
        gc.enable()


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The grant assistant")
    parser.add_argument("--version", action="version", version=f"grant-assistant {VERSION}")
    commands = parser.add_subparsers(dest="name", required=True)
    commands.add_parser("run", help="serve people on Telegram, with the settings of .env")
    demo = commands.add_parser("demo", help="the bot against a local Telegram, in the browser")
    demo.add_argument("--port", type=_port, default=8080, help="of the page on this machine (default 8080)")
    demo.add_argument("--now", type=_moment, default=_moment(DEMO_NOW), help=f"simulated time (default {DEMO_NOW})")
    demo.add_argument("--topics", action="store_true", help="with topics in private chats (threaded mode)")
    demo.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the database and the phones in this folder")
    check = commands.add_parser("check", help="check the contests: a table of what was checked, and every fault")
    check.add_argument("directory", nargs="?", type=Path, help="a folder of contests (default CONTENT_DIR)")
    check.add_argument("--language", type=Language, choices=WRITTEN_LANGUAGES, help="of the faults (default English)")
    check.add_argument("--whole", action="store_true", help="also what only a change of the code can break")
    commands.add_parser("texts", help="bring the catalogues of the other languages up to what the bot says")
    new = commands.add_parser("new-contest", help="write a folder for a new contest, with every field explained")
    new.add_argument("id", help="of the contest, as in 2027-main; it never changes")
    new.add_argument("directory", nargs="?", type=Path, help="a folder of contests (default CONTENT_DIR)")
    new.add_argument("--like", metavar="ID", help="a contest of the folder to begin with; its dates are left open")
    forms = commands.add_parser("form-templates", help="write a Word template of every form of a contest")
    forms.add_argument("id", help="of the contest")
    forms.add_argument("directory", nargs="?", type=Path, help="a folder of contests (default CONTENT_DIR)")
    forms.add_argument("--anew", action="store_true", help="also those that are there")
    screen = commands.add_parser("new-screen", help="write the files of a new screen, in the places where it belongs")
    screen.add_argument("feature", help="a folder in handlers, as in rules")
    screen.add_argument("screen", help="in small Latin letters, as in fees")
    for language in Language:
        screen.add_argument(f"--{language}", metavar="TITLE", help="what stands on the button, and above the screen")
    commands.add_parser("migrate", help="bring the database to the newest schema")
    backup = commands.add_parser("backup", help="a checked copy of the database, while it is served")
    backup.add_argument("file", nargs="?", type=Path, help="where to (default: a new file in BACKUP_DIR)")
    backup.add_argument("--prove", action="store_true", help="bring it back into another file, and count")
    restore = commands.add_parser("restore", help="put a copy into the place of the database")
    restore.add_argument("file", type=Path, help="that python -m bot backup, or Litestream, has made")
    move = commands.add_parser("move", help="copy everything into another, empty database; nobody may be served")
    move.add_argument("--to", required=True, metavar="URL", help="as DATABASE_URL, of SQLite or PostgreSQL")
    inbox = commands.add_parser("inbox", help="updates that could not be handled")
    inbox.add_argument("--retry", action="store_true", help="put them back")
    outbox = commands.add_parser("outbox", help="what the bot sends by itself, by kind and state")
    outbox.add_argument("--retry", action="store_true", help="queue again what failed")
    outbox.add_argument(
        "--drop", action="append", type=OutboxKind, metavar="KIND", default=[], help="never send what is held of a kind"
    )
    outbox.add_argument("--release", action="store_true", help="let go what is held since a copy was brought back")
    found = commands.add_parser("status", help="how the bot gets on, in figures; changes nothing")
    found.add_argument("--json", action="store_true", help="for machines")
    commands.add_parser("doctor", help="a look at everything that the bot needs: a table, and an exit status")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port, 0 to {HIGHEST_PORT}")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time like {DEMO_NOW}") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} lacks the offset from UTC, as in {DEMO_NOW}")
    return moment


def _settings() -> Settings:
    settings = read_settings()
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    set_up_logging(settings.log_level, settings.log_format, token)
    return settings


def _make_haste() -> None:
    """Looks for no garbage until the bot serves: starting up makes hardly any, and the search takes half a second."""
    gc.disable()


async def _run(_: argparse.Namespace) -> int:
    _make_haste()
    from bot.running import run  # noqa: PLC0415  `check` and `migrate` need not wait for aiogram

    await run(_settings())
    return 0


async def _demo(options: argparse.Namespace) -> int:
    _make_haste()
    from bot.demo.run import run_demo  # noqa: PLC0415

    await run_demo(_settings(), port=options.port, now=options.now, folder=options.keep, topics=options.topics)
    return 0


async def _check(options: argparse.Namespace) -> int:
    _make_haste()
    from bot.check.report import check  # noqa: PLC0415
    from bot.check.side_by_side import cores  # noqa: PLC0415
    from bot.running import GC_THRESHOLDS  # noqa: PLC0415

    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    gc.enable()
    directory = options.directory or read_settings().content_dir
    report = await check(directory, options.language, whole=options.whole, processes=cores())
    print(report.table())
    for fault in report.faults:
        print(fault, file=sys.stderr)
    return WRONG if report.faults else 0


async def _texts(_: argparse.Namespace) -> int:
    from content.texts.extraction import update  # noqa: PLC0415

    for path in update():
        print(path)
    return 0


async def _new_contest(options: argparse.Namespace) -> int:
    folder = new_contest(options.id, options.directory or read_settings().content_dir, options.like)
    print(f"{folder}: replace what begins with TODO, then run: python -m bot check {folder.parent}")
    return 0


async def _form_templates(options: argparse.Namespace) -> int:
    from bot.scaffold.form_templates import form_templates  # noqa: PLC0415

    for path in form_templates(options.id, options.directory or read_settings().content_dir, anew=options.anew):
        print(path)
    return 0


async def _new_screen(options: argparse.Namespace) -> int:
    from bot.scaffold.screen import new_screen  # noqa: PLC0415

    titles = {language: title for language in Language if (title := getattr(options, language.value))}
    print(new_screen(options.feature, options.screen, titles))
    return 0


async def _migrate(_: argparse.Namespace) -> int:
    database = Database(_settings().database_url.get_secret_value())
    lock = lock_of(database.url)
    try:
        if not await lock.take():
            raise DatabaseBusyError(f"the database is served by {await lock.holder()}: stop that first")
        print(f"the database is at revision {await migrate(database)}")
    finally:
        await database.close()
        await lock.give_back()
    return 0


async def _backup(options: argparse.Namespace) -> int:
    os.nice(NICE)
    print(await back_up(_settings(), options.file, prove=options.prove))
    return 0


async def _restore(options: argparse.Namespace) -> int:
    print(await restore(_settings(), options.file))
    return 0


async def _move(options: argparse.Namespace) -> int:
    from bot.operating.moving import move_to  # noqa: PLC0415

    print(await move_to(_settings(), options.to))
    return 0


async def _inbox(options: argparse.Namespace) -> int:
    print(await inbox_report(_settings().database_url.get_secret_value(), retry=options.retry))
    return 0


async def _outbox(options: argparse.Namespace) -> int:
    url = _settings().database_url.get_secret_value()
    print(await outbox_report(url, retry=options.retry, drop=options.drop, release=options.release))
    return 0


async def _status(options: argparse.Namespace) -> int:
    from bot.operating.status import as_json, as_text, status  # noqa: PLC0415

    figures = await status(_settings())
    print(as_json(figures) if options.json else as_text(figures))
    return 0


async def _doctor(_: argparse.Namespace) -> int:
    from bot.operating.doctor import Verdict, as_table, examine, worst  # noqa: PLC0415

    findings = await examine()
    print(as_table(findings))
    return {Verdict.WRONG: WRONG, Verdict.LATER: LATER}.get(worst(findings), 0)


COMMANDS = {
    "run": _run,
    "demo": _demo,
    "check": _check,
    "texts": _texts,
    "new-contest": _new_contest,
    "new-screen": _new_screen,
    "form-templates": _form_templates,
    "migrate": _migrate,
    "backup": _backup,
    "restore": _restore,
    "move": _move,
    "inbox": _inbox,
    "outbox": _outbox,
    "status": _status,
    "doctor": _doctor,
}


if __name__ == "__main__":
    sys.exit(main())

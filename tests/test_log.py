"""What comes into the log, and what must not."""

import json
import logging

import pytest

from bot.log import JsonFormatter, TextFormatter

TOKEN = "7000000001:AAH-dEmO_tOkEn0123456789abcdefghijk"


@pytest.mark.parametrize("formatter", [TextFormatter("%(message)s"), JsonFormatter()])
def test_the_token_is_in_no_message_and_in_no_trace(formatter: logging.Formatter) -> None:
    error = ConnectionError(f"https://api.telegram.org/file/bot{TOKEN}/documents/1.zip is not there")
    trace = (ConnectionError, error, None)
    line = formatter.format(logging.LogRecord("bot", logging.ERROR, "", 1, "asked %s", (f"/bot{TOKEN}/getMe",), trace))
    assert TOKEN not in line
    assert TOKEN.split(":")[1] not in line
    assert line.count("/bot<token>/") == 2


def test_what_a_machine_reads_stays_json() -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 1, "file %s at 12:30", (f"bot{TOKEN}",), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "file bot<token> at 12:30"


@pytest.mark.parametrize("token", ["100200300:local-telegram", "7:x", TOKEN])
@pytest.mark.parametrize("sign", [":", "%3A", "%3a"])
def test_the_bots_own_token_is_in_no_line_whatever_it_looks_like(token: str, sign: str) -> None:
    record = logging.LogRecord("bot", logging.INFO, "", 1, "asked /bot%s/getMe", (token.replace(":", sign),), None)
    assert TextFormatter("%(message)s", token).format(record) == "asked /bot<token>/getMe"
    assert json.loads(JsonFormatter(token).format(record))["message"] == "asked /bot<token>/getMe"

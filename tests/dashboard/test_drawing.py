"""What draws and what writes files: processes of their own, which the bot never holds."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.services.child_process import ChildProcess


@pytest.mark.slow
def test_the_bot_itself_never_holds_what_draws() -> None:
    code = (
        "import sys; from bot.app import build_navigation; build_navigation()\n"
        "heavy = {'matplotlib', 'numpy', 'PIL', 'openpyxl', 'bot.charts.kinds', 'bot.sheets.__main__'}\n"
        "sys.exit(' '.join(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.stderr.strip() == ""


@pytest.mark.parametrize("module", ["bot.charts.__main__", "bot.sheets.__main__"])
@pytest.mark.slow
def test_what_draws_knows_nothing_of_the_bot(module: str) -> None:
    code = (
        f"import sys; import {module}\n"
        "sys.exit(' '.join(n for n in sys.modules if n.split('.')[0] in {'aiogram', 'storage', 'content', 'handlers'}))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.stderr.strip() == ""


def test_the_letters_of_both_languages_are_there() -> None:
    code = (
        "from matplotlib import font_manager; from matplotlib.ft2font import FT2Font\n"
        "from bot.charts.canvas import FONT\n"
        "known = FT2Font(font_manager.findfont(FONT, fallback_to_default=False)).get_charmap()\n"
        "assert all(ord(c) in known for c in 'әғқңөұүһіӘҒҚҢӨҰҮҺІёЁ№–…·%«»\\u00a0')"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def drawn(chart: Mapping[str, Any]) -> Image.Image:
    async def given() -> AsyncIterator[bytes]:
        yield json.dumps([chart]).encode()

    return Image.open(BytesIO((await ChildProcess("bot.charts").run(given()))[4:]))


@pytest.mark.parametrize("rows", [1, 8, 19])
@pytest.mark.slow
async def test_bars_of_any_number_with_any_words_are_drawn(rows: int) -> None:
    """A word as wide as the picture, dollar signs, nothing at all: each is only words."""
    row = {"label": "$Ұзын$ " * 40, "value": 0, "words": "$x_1$", "colour": "warm"}
    chart = {"kind": "bars", "title": "Тақырып " * 20, "note": "", "rows": [row] * rows}
    picture = await drawn(chart)
    assert picture.width == 1080
    assert picture.height <= 1280


@pytest.mark.slow
def test_words_are_measured_and_only_what_fits_nowhere_is_cut() -> None:
    """Asked of the process that draws, which alone holds the font."""
    code = """
from bot.charts.canvas import ELLIPSIS, Canvas
sheet = Canvas(100)
def drawn(words, size, width, tall=0):
    sheet.write(0, 0, words, size, width=width, tall=tall)
    text = sheet._axes.texts[-1]
    assert text.get_window_extent().width <= width + 1, (words, text.get_window_extent().width)
    return text.get_text()
for size in (36, 30):
    for width in range(300, 420, 7):
        assert drawn("7 күнде жаңадан: 123", size, width) == "7 күнде жаңадан: 123"
assert drawn("123 сағ 59 мин", 78, 416) == "123 сағ 59 мин"
assert drawn("Солтүстік Қазақстан облысы", 30, 284, 44) == "Солтүстік Қазақстан\\nоблысы"
assert drawn("Ұзын" * 40, 30, 284).endswith(ELLIPSIS)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


@pytest.mark.slow
def test_nothing_of_a_picture_is_cut_or_leaves_its_place_however_large_the_figures() -> None:
    code = [sys.executable, "-m", "tests.support.drawn_words"]
    done = subprocess.run(code, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


async def test_a_bar_is_as_long_as_its_part_of_the_whole() -> None:
    """91 of 100 end at 91 hundredths of the track, also where nothing else is longer."""
    row = {"label": "a", "value": 91, "words": "", "colour": "calm"}
    chart = {"kind": "bars", "title": "a", "note": "", "rows": [row], "whole": 100}
    picture = (await drawn(chart)).convert("RGB")
    across = [picture.getpixel((x, 176 + 50 + 40)) for x in range(48, 1032)]
    assert across.count((0x4F, 0x81, 0xA8)) == pytest.approx(984 * 0.91, abs=3)

"""Files as people hand them in: all parts of an application in one Word document, its scan, broken ones, bombs."""

import zlib
from collections.abc import Sequence
from functools import reduce
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.text import WD_BREAK
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KAZAKH = (
    "Конкурсқа қатысуға өтініш",
    "2. САУАЛНАМА",
    "Өтініш берушінің әлеуеті туралы мәліметтер",
    "Ұсынылатын әлеуметтік жоба және (немесе) әлеуметтік бағдарламаның мазмұны",
    "5) Шығыстар сметасы.",
    "ЖАРҒЫ",
    "Бухгалтерлік баланс, 2020 жылғы 31 наурыз",
    "Ынтымақтастық туралы келісім",
    "Үлес туралы хат",
)
RUSSIAN = (
    "ЗАЯВЛЕНИЕ НА УЧАСТИЕ В КОНКУРСЕ",
    "Анкета заявителя",
    "3. Сведения о потенциале заявителя:",
    "Содержание предлагаемого социального проекта и/или социальной программы",
    "Смета расходов",
    "УСТАВ",
    "Бухгалтерский баланс на 31 марта 2020 года",
    "Соглашение о сотрудничестве",
    "Письмо о вкладе",
)
"""A heading for each of the nine documents, typed as people do."""


def word(headings: Sequence[str], listed: bool = False) -> bytes:
    """With `listed`, they also stand one below the other, as on a list of contents."""
    document = Document()
    if listed:
        for heading in headings:
            document.add_paragraph(heading)
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for heading in headings:
        document.add_heading(heading)
        document.add_paragraph("Мұнда сол құжаттың сөздері тұр. Сметаны бөлек көрсеттік.")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(pages: Sequence[str]) -> bytes:
    """A page of text for each; nothing on it for empty words."""
    file = BytesIO()
    with PdfPages(file) as made:
        for words in pages:
            figure = Figure(figsize=(8, 11))
            if words:
                figure.text(0.1, 0.9, words, fontsize=9)
                figure.text(0.1, 0.5, "Құжаттың сөздері", fontsize=9)
            made.savefig(figure)
    return file.getvalue()


def locked(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt("құпия", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def sheet(words: Sequence[str]) -> bytes:
    book = Workbook()
    page = book.create_sheet()
    for row in words:
        page.append([row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def bomb() -> bytes:
    """A Word document that is 200 MB when unpacked."""
    file = BytesIO(word(["Өтініш"]))
    with ZipFile(file, "a", ZIP_DEFLATED) as package:
        package.writestr("word/media/large.xml", b"\0" * (200 * 2**20), compresslevel=1)
    return file.getvalue()


def pdf_bomb() -> bytes:
    """A PDF whose page is 1 GB when unpacked."""
    part, parts = b"q Q " * 2**18, 1024
    squeeze = zlib.compressobj(9)
    begins = squeeze.compress(part) + squeeze.flush(zlib.Z_FULL_FLUSH)
    goes_on = squeeze.compress(part) + squeeze.flush(zlib.Z_FULL_FLUSH)
    total = reduce(lambda before, _: zlib.adler32(part, before), range(parts), 1)
    packed = begins + goes_on * (parts - 1) + b"\x03\x00" + total.to_bytes(4, "big")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%b endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(written),
    )

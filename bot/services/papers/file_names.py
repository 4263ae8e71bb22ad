"""Names of files as a clerk reads them: «1-өтініш_Жас-қайрат.docx»."""

import re

LONGEST = 40
"""Characters of an organisation's name in that of a file."""
UNSAFE = re.compile(r"[^\w\-.]+")
QUOTED = re.compile(r"[«\"“„]([^»\"”“]{2,})[»\"”“]")


def file_name(words: str, organisation: str, ending: str) -> str:
    """What a file is, and whose; a name in quotation marks stands for the whole."""
    quoted = QUOTED.search(organisation)
    whose = _safe(quoted[1] if quoted else organisation)[:LONGEST].strip("-.")
    return f"{_safe(words)}{'_' if whose else ''}{whose}.{ending}"


def _safe(words: str) -> str:
    return UNSAFE.sub("-", words.strip()).strip("-.")

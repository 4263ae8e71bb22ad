"""What Word is strict about in a document, and other programs let pass: order, ids, references, types of parts.

Orders are those of ISO/IEC 29500-1 (WordprocessingML, transitional), as far as documents of the bot have such children.
"""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, normpath
from typing import Any
from zipfile import ZipFile

from docx.oxml import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ORDERS = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
        "lang eastAsianLayout specVanish oMath rPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
        "headers cellIns cellDel cellMerge tcPrChange"
    ),
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "tcMar": "top left start bottom right end",
    "tblCellMar": "top left start bottom right end",
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
}
ANYWHERE = {"bookmarkStart", "bookmarkEnd", "proofErr", "headerReference", "footerReference", "sdt", "ins", "del"}
FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}
REPEATED = {"headerReference", "footerReference", "tr", "tc", "lvl", "abstractNum", "num", "tblStylePr"}


def faults(data: bytes) -> list[str]:
    """One sentence each; none for a document that is in order."""
    with ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found = [f"{name} stands twice" for name, count in Counter(ZipFile(BytesIO(data)).namelist()).items() if count > 1]
    trees = {name: parse_xml(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    for name, tree in trees.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            found += [f"{name}: {each}" for each in _of_words(tree)]
    found += _types(trees["[Content_Types].xml"], parts)
    found += _relations(trees, parts)
    found += _names(trees)
    return found


def _of_words(tree: Any) -> Iterator[str]:
    for node in tree.iter():
        if not isinstance(node.tag, str) or not node.tag.startswith(W):
            continue
        name = node.tag.removeprefix(W)
        children = [
            child.tag.removeprefix(W) for child in node if isinstance(child.tag, str) and child.tag.startswith(W)
        ]
        if name in ORDERS:
            yield from _in_order(name, children)
        if name in FIRST and FIRST[name] in children[1:]:
            yield f"{FIRST[name]} is not the first in {name}"
        if name == "tc" and (not children or children[-1] != "p"):
            yield "a cell does not end with a paragraph"
        if name == "tr" and "tc" not in children and "sdt" not in children:
            yield "a row without cells"
        if name == "tbl" and "tblGrid" not in children:
            yield "a table without a grid"
    if tree.tag == f"{W}document":
        yield from _once(tree, f"{W}bookmarkStart", f"{W}id")
        yield from _once(tree, f"{DRAWN}docPr", "id")


def _in_order(name: str, children: list[str]) -> Iterator[str]:
    order = ORDERS[name].split()
    known = [child for child in children if child not in ANYWHERE]
    yield from (f"{child} does not belong into {name}" for child in known if child not in order)
    places = [order.index(child) for child in known if child in order]
    if places != sorted(places):
        yield f"children of {name} are not in order: {' '.join(known)}"
    yield from (
        f"{child} stands {count} times in {name}"
        for child, count in Counter(known).items()
        if count > 1 and child not in REPEATED
    )


def _once(tree: Any, tag: str, attribute: str) -> Iterator[str]:
    ids = Counter(node.get(attribute) for node in tree.iter(tag))
    yield from (f"the id {each} is given {count} times" for each, count in ids.items() if count > 1)


def _types(tree: Any, parts: dict[str, bytes]) -> Iterator[str]:
    defaults = {node.get("Extension").lower() for node in tree if node.tag.endswith("}Default")}
    overrides = [node.get("PartName").lstrip("/") for node in tree if node.tag.endswith("}Override")]
    yield from (f"a type for {name}, which is not there" for name in overrides if name not in parts)
    yield from (f"two types for {name}" for name, count in Counter(overrides).items() if count > 1)
    for name in parts:
        if name != "[Content_Types].xml" and name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name} has no type"


def _relations(trees: dict[str, Any], parts: dict[str, bytes]) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        source = f"{folder}/{name.rpartition('/')[2].removesuffix('.rels')}".lstrip("/")
        ids = Counter(node.get("Id") for node in tree)
        yield from (f"{name}: {each} stands {count} times" for each, count in ids.items() if count > 1)
        for node in tree:
            target = node.get("Target")
            where = normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}").lstrip("/")
            if node.get("TargetMode") != "External" and where not in parts:
                yield f"{name}: {target} is not there"
        if source in trees:
            used = {value for node in trees[source].iter() for key, value in node.attrib.items() if key.startswith(R)}
            yield from (f"{source} refers to {each}, which is not there" for each in used - ids.keys())


def _names(trees: dict[str, Any]) -> Iterator[str]:
    document, styles = trees["word/document.xml"], trees["word/styles.xml"]
    known = Counter(node.get(f"{W}styleId") for node in styles.iter(f"{W}style"))
    yield from (f"the style {each} is there {count} times" for each, count in known.items() if count > 1)
    for tag in ("pStyle", "rStyle", "tblStyle"):
        used = {node.get(f"{W}val") for node in document.iter(f"{W}{tag}")}
        yield from (f"there is no style {each}" for each in used - known.keys())
    lists = trees.get("word/numbering.xml")
    numbers = {node.get(f"{W}numId") for node in lists.iter(f"{W}num")} if lists is not None else set()
    used = {node.get(f"{W}val") for node in document.iter(f"{W}numId")} - {"0"}
    yield from (f"there is no list {each}" for each in used - numbers)
    properties = trees.get("docProps/custom.xml")
    if properties is not None:
        pids = [int(node.get("pid")) for node in properties]
        if len(set(pids)) != len(pids) or min(pids, default=2) < 2:
            yield f"numbers of properties: {pids}"

"""A ZIP from outside: taken where it is a contest folder, refused with a reason where it is anything else."""

import struct
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from content.bundles import LARGEST_ZIP, MOST_BYTES, MOST_FILES, BundleError, in_folder, pack, read
from content.loader import load_contest, load_files
from content.models import Contest, Language
from content.yaml_file import ContentError, YamlFile
from tests.content.conftest import REAL
from tests.support.wording import all_texts

FILES = in_folder(REAL, Contest.model_fields)


def zipped(*entries: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as bundle:
        for name, content in entries:
            bundle.writestr(name, content)
    return file.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(BundleError) as caught:
        read(data)
    return caught.value.reason


def test_what_is_packed_is_read_again_and_is_the_same_contest() -> None:
    data = pack(REAL.name, FILES)
    assert len(data) < LARGEST_ZIP / 4
    assert read(data) == FILES
    assert load_files(REAL.name, read(data)) == load_contest(REAL)


def test_files_may_lie_at_the_top_and_what_computers_add_is_passed_over() -> None:
    bom = "\ufeffid: x\r\nname: y\r\n"
    data = zipped(("contest.yaml", bom), ("__MACOSX/._contest.yaml", b"\0\1"), (".DS_Store", b"\0"), ("empty/", ""))
    assert read(data) == {"contest": "id: x\nname: y\n"}


def test_a_folder_in_a_folder_and_what_editors_call_the_files_are_taken() -> None:
    data = zipped(
        ("new/2027/contest.yml", "id: x"),
        ("new/2027/topics.yaml.txt", "a: b"),
        ("new/2027/faq.yaml", "c: d"),
        ("new/2027/~$topics.xlsx", b"\0"),
        ("new/2027/.~lock.topics.xlsx#", b"\0"),
    )
    assert read(data) == {"contest": "id: x", "topics": "a: b", "faq": "c: d"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("district.rar", "kind"),
        ("district.7z", "kind"),
        ("topics.yaml", "kind"),
        ("topics.csv", "table"),
        ("Topics.XLS", "table"),
        ("2027.ZIP", "broken"),
    ],
)
def test_what_is_no_zip_by_its_name_is_called_so(name: str, reason: str) -> None:
    with pytest.raises(BundleError) as caught:
        read(b"Rar!", name)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "name",
    ["../contest.yaml", "a/../../contest.yaml", "/etc/contest.yaml", "C:contest.yaml", "..\\contest.yaml", "a\\b.yaml"],
)
def test_paths_outside_the_folder_are_refused(name: str) -> None:
    assert refused(zipped((name, "id: x"))) == "outside"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "broken"),
        (b"no zip at all", "broken"),
        (pack("a", FILES)[:5000], "broken"),
        (bytes(LARGEST_ZIP + 1), "large"),
        (zipped(), "empty"),
        (zipped(("a/", "")), "empty"),
        (zipped(("contest.yaml", "id: x"), ("notes.txt", "x")), "stray"),
        (zipped(("contest.yaml", "id: x"), ("announcement.pdf", "x")), "stray"),
        (zipped(("contest.yaml", "id: x"), ("topics.csv", "x")), "table"),
        (zipped(("a/b/contest.yaml", "id: x"), ("a/topics.yaml", "x: y")), "folders"),
        (zipped(("contest.yaml", "id: x"), ("contest.yml", "id: y")), "folders"),
        (zipped(("a/contest.yaml", "id: x"), ("b/topics.yaml", "x: y")), "folders"),
        (zipped(("contest.yaml", "id: x"), ("a/contest.yaml", "id: y")), "folders"),
        (zipped(("contest.yaml", "атауы: конкурс".encode("cp1251"))), "encoding"),
        (zipped(("contest.yaml", "id: x".encode("utf-16"))), "encoding"),
        (zipped(*((f"{number}.yaml", "x: y") for number in range(MOST_FILES + 1))), "many"),
        (zipped(*((f"{number}.yaml", "") for number in range(10_000))), "many"),
        (zipped(("contest.yaml", "id: x"), method=zipfile.ZIP_BZIP2), "broken"),
        (zipped(("contest.yaml", "id: x"), method=zipfile.ZIP_LZMA), "broken"),
    ],
)
def test_what_is_no_contest_folder_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert refused(data) == reason


@pytest.mark.slow
def test_a_bomb_is_refused_without_taking_memory() -> None:
    data = zipped(("contest.yaml", b"0" * (200 * 2**20)))
    assert len(data) < LARGEST_ZIP
    tracemalloc.start()
    try:
        assert refused(data) == "bomb"
        assert tracemalloc.get_traced_memory()[1] < 4 * MOST_BYTES
    finally:
        tracemalloc.stop()


def test_a_bomb_whose_header_tells_lies_is_refused_too() -> None:
    data = bytearray(zipped(("contest.yaml", b"0" * (20 * 2**20))))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    assert refused(bytes(data)) in {"bomb", "broken"}


def test_several_files_together_count() -> None:
    half = "x" * (MOST_BYTES // 2 + 1)
    assert refused(zipped(("contest.yaml", half), ("topics.yaml", half))) == "bomb"


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(zipped(("contest.yaml", "id: x")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert refused(bytes(data)) == "encrypted"


# --- YAML that would take everything


LAUGHS = "\n".join(
    ["a0: &a0 [ха, ха, ха, ха, ха, ха, ха, ха, ха]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LAUGHS, "names used again make it too large"),
        ("x: &x\n  y: *x\n", "names used again make it too large"),
        (f"word: &w {'о' * 300_000}\nmany: [{', '.join(['*w'] * 50)}]", "names used again make it too large"),
        ("[" * 500_000, "too many levels"),
        ("{a: " * 100_000, "too many levels"),
        ("- " * 100_000, "too many levels"),
        ("\n".join(" " * n + "a:" for n in range(200)), "too many levels"),
    ],
    ids=["laughs", "itself", "long words", "brackets", "braces", "dashes", "indented"],
)
@pytest.mark.slow
def test_yaml_run_wild_is_one_fault(text: str, words: str) -> None:
    tracemalloc.start()
    try:
        document = YamlFile(Path("contest.yaml"), {"contest": text})
        assert tracemalloc.get_traced_memory()[1] < 120 * 2**20
    finally:
        tracemalloc.stop()
    (fault,) = document.faults
    assert words in fault.message


def test_a_number_of_any_length_is_no_trouble() -> None:
    document = YamlFile(Path("contest.yaml"), {"contest": f"total: {'9' * 10_000}"})
    assert document.faults == []
    assert isinstance(document.data["total"], str)


def test_a_missing_and_a_strange_file_are_named() -> None:
    files = {name: text for name, text in FILES.items() if name != "topics"} | {"topic": "x: y"}
    with pytest.raises(ContentError) as caught:
        load_files(REAL.name, files)
    assert {(fault.file.name, fault.message) for fault in caught.value.faults} == {
        ("topics.yaml", "the file is missing"),
        ("topic.yaml", "no part of a contest has this name"),
    }


@pytest.mark.parametrize(
    "evil",
    ["{{ contest.__class__.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "{{ contest.model_copy.__func__ }}"],
)
def test_answers_do_not_reach_into_the_bot(evil: str) -> None:
    with pytest.raises(SecurityError):
        all_texts().template(Language.KK, evil).render(contest=load_contest(REAL))

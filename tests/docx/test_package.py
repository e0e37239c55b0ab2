"""Parts ↔ .docx bytes."""

from __future__ import annotations

import hashlib
import io
import random
import struct
import zipfile

import deflate
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntsdocs.docx import package
from ntsdocs.docx.package import PackageError

PARTS = [
    ("[Content_Types].xml", b"<Types/>"),
    ("_rels/.rels", b"<Relationships/>"),
    ("word/document.xml", "<w:t>Kính gửi: Ủy ban nhân dân xã</w:t>".encode() * 40),
    ("word/media/image1.png", bytes(random.Random(7).randbytes(300))),
]
FIXED_TEXT = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\n" * 200


def zipped(entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as some other program writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (package.ONCE, "e57e70a2d5641631b9381d0f578c1739ede268eec10f69abc26b2274d21c50ac"),
        (package.EACH, "09d107893de0e25c980d8b59454f278f105c9978851643ebff8ce9298a126f63"),
    ],
)
def test_the_compressor_gives_the_committed_bytes(level: int, expected: str) -> None:
    assert sha(bytes(deflate.deflate_compress(FIXED_TEXT.encode(), level))) == expected


def test_a_small_package_has_the_committed_bytes() -> None:
    assert sha(package.write(PARTS)) == "77c417c2f710c6811055d4a864a6f86259382646b147edc6c828404dcb7d3466"


def test_what_is_written_is_read_back_and_pythons_zipfile_finds_no_fault() -> None:
    data = package.write(PARTS)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == dict(PARTS)
    assert package.read(data) == dict(PARTS)


def test_the_order_of_the_parts_does_not_change_the_bytes() -> None:
    assert package.write(reversed(PARTS)) == package.write(PARTS)


def test_content_types_come_first_then_relationships_then_the_rest_by_name() -> None:
    names = ["word/styles.xml", "docProps/core.xml", "_rels/.rels", "word/document.xml", "[Content_Types].xml"]

    assert list(package.read(package.write((name, b"x") for name in names))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/styles.xml",
    ]


def test_entries_tell_no_clock_no_system_and_carry_nothing_extra() -> None:
    with zipfile.ZipFile(io.BytesIO(package.write(PARTS))) as archive:
        told = {
            (info.date_time, info.create_system, info.extra, info.comment, info.flag_bits, info.external_attr)
            for info in archive.infolist()
        }

    assert told == {((1980, 1, 1, 0, 0, 0), 0, b"", b"", 0, 0)}


def test_a_part_that_does_not_shrink_is_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(package.write(PARTS))) as archive:
        methods = {info.filename: info.compress_type for info in archive.infolist()}

    assert methods["word/media/image1.png"] == zipfile.ZIP_STORED
    assert methods["word/document.xml"] == zipfile.ZIP_DEFLATED


def test_a_member_made_once_can_stand_in_many_packages() -> None:
    styles = package.member("word/styles.xml", b"<styles/>" * 50)
    first = package.pack([styles, package.member("word/document.xml", b"a")])
    second = package.pack([package.member("word/document.xml", b"bbb"), styles])

    assert package.read(first) == {"word/document.xml": b"a", "word/styles.xml": b"<styles/>" * 50}
    assert package.read(second) == {"word/document.xml": b"bbb", "word/styles.xml": b"<styles/>" * 50}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.xml)?", fullmatch=True), st.binary(max_size=300)))
def test_any_parts_survive_the_journey(parts: dict[str, bytes]) -> None:
    assert package.read(package.write(parts.items())) == parts


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/../b", "a//b", "a\\b", "c:a", "tệp.xml", "a\nb", "a" * 201])
def test_a_part_with_an_unsafe_name_is_not_written(name: str) -> None:
    with pytest.raises(ValueError, match="có tên"):
        package.write([(name, b"")])


def test_two_parts_of_one_name_are_not_written_even_in_other_case() -> None:
    with pytest.raises(ValueError, match="one name"):
        package.write([("word/a.xml", b""), ("word/A.xml", b"")])


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("/etc/passwd", b"")], "tên không hợp lệ"),
        ([("word/../../a", b"")], "dẫn ra ngoài"),
        ([("word\\a.xml", b"")], "tên không hợp lệ"),
        ([("word/a.xml", b""), ("word/A.xml", b"")], "có hai lần"),
        ([("word/văn.xml", b"")], "không dấu"),
        ([("word/document.xml", b" " * 20_000_000)], "nén quá mức"),
        ([(f"p{i}", b"") for i in range(package.MOST_ENTRIES + 1)], "2001 phần"),
    ],
)
def test_a_hostile_package_is_refused(entries: list[tuple[str, bytes]], said: str) -> None:
    with pytest.raises(PackageError, match=said):
        package.read(zipped(entries))


def test_a_name_given_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([("word/a.xml", b"1"), ("word/a.xml", b"2")])

    with pytest.raises(PackageError, match="có hai lần"):
        package.read(data)


def test_a_package_that_claims_to_be_huge_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1000)

    with pytest.raises(PackageError, match="lớn hơn"):
        package.read(zipped([("a", b"x" * 600), ("b", b"x" * 600)]))


@pytest.mark.parametrize("cut", [0, 10, 100, 400])
def test_a_cut_off_package_is_called_damaged(cut: int) -> None:
    with pytest.raises(PackageError, match="tệp hỏng"):
        package.read(package.write(PARTS)[:cut])


def test_a_part_whose_checksum_is_wrong_is_called_damaged() -> None:
    data = bytearray(zipped([("word/a.xml", b"hello world")], zipfile.ZIP_STORED))
    place = data.index(b"hello")
    data[place : place + 1] = b"j"

    with pytest.raises(PackageError, match="tệp hỏng"):
        package.read(bytes(data))


def test_a_package_with_a_password_is_refused() -> None:
    data = bytearray(zipped([("word/a.xml", b"hello world")]))
    place = data.index(b"PK\x01\x02") + 8
    data[place : place + 2] = struct.pack("<H", 1)

    with pytest.raises(PackageError, match="mật khẩu"):
        package.read(bytes(data))

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ntsdocs.docx import package, sent_as
from ntsdocs.docx.parts import CONTENT_TYPES, EditableParts, WordParts
from ntsdocs.docx.xml import DOCUMENT_PART
from tiny_docx import docx, p

WHOSE = "thanh-hoa/196-kh-ubnd/ke_hoach/so-y-te"


def declared(data: bytes) -> EditableParts:
    file = EditableParts(data)
    sent_as.declare(file)
    return file


def test_a_file_says_what_it_was_sent_as_and_a_digest_of_its_text() -> None:
    file = declared(docx(p("a"))).written_parts()
    file |= sent_as.properties(WHOSE, file[DOCUMENT_PART])
    digest = hashlib.sha256(file[DOCUMENT_PART]).hexdigest()[:16]
    assert sent_as.read(WordParts(file)) == (WHOSE, digest)


def test_a_template_has_one_part_of_such_properties_however_often_it_is_declared() -> None:
    once = declared(docx(p("a"))).written()
    again = declared(once)
    assert again.changed == set()
    assert package.read(once)[CONTENT_TYPES].count(b"docProps/custom.xml") == 1


@pytest.mark.parametrize(
    "properties",
    [
        b"<Properties/>",
        b"<Properties><property name='x'><lpwstr>Hai ba</lpwstr></property></Properties>",
        b"<Properties><a> 0123456789abcdef</a></Properties>",
        b"<Properties><a>" + b"x/" * 200 + b" 0123456789abcdef</a></Properties>",
    ],
)
def test_a_file_that_does_not_say_gives_nothing(properties: bytes) -> None:
    assert sent_as.read(WordParts({**package.read(docx(p("a"))), sent_as.PART: properties})) == ("", "")


def test_every_paper_says_what_it_is(built: dict[str, Path]) -> None:
    for plan, folder in built.items():
        for path in sorted(folder.rglob("*.docx")):
            parts = package.read(path)
            paper, digest = sent_as.read(WordParts(parts))
            place = path.relative_to(folder).with_suffix("").as_posix()
            assert paper == f"{plan}/{place.replace('/1/', '/')}"  # what goes out once says no edition
            assert digest == hashlib.sha256(parts[DOCUMENT_PART]).hexdigest()[:16]


def test_a_paper_is_known_by_its_keyword_where_a_program_drops_the_property(built: dict[str, Path]) -> None:
    for folder in built.values():
        path = next(folder.rglob("*.docx"))
        parts = package.read(path)
        said = sent_as.read(WordParts(parts))
        assert sent_as.read(WordParts({name: data for name, data in parts.items() if name != sent_as.PART})) == said


def test_words_of_a_templates_own_stay_beside_the_keyword_and_an_older_papers_go() -> None:
    own = f"<cp:keywords>an ninh {WHOSE} 0123456789abcdef</cp:keywords>"
    file = declared(docx(p("a"), core=own)).written_parts()
    parts = sent_as.properties(WHOSE, b"", file[package.CORE_PART])
    digest = hashlib.sha256(b"").hexdigest()[:16]
    words = WordParts({**file, **parts}).tree(package.CORE_PART).findtext("{*}keywords")
    assert words == f"an ninh {WHOSE} {digest}"

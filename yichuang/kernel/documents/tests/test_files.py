"""Files are judged by their bytes: the trial's seven, active PDFs, bombs, names, and how one is served."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from django.test import override_settings

from yichuang.base.errors import Invalid, NotFound
from yichuang.kernel.documents import api as documents
from yichuang.kernel.documents.logic.pdf_contents import find_active
from yichuang.kernel.documents.models import File
from yichuang.kernel.people.contracts import Actor

pytestmark = pytest.mark.django_db
DATA = Path(__file__).with_name("data")
SOMEONE = Actor("account:1", "张三")
GOOD = (DATA / "good.pdf").read_bytes()


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> object:
    with override_settings(FILES_DIR=tmp_path):
        yield


def refused(name: str, content: bytes, *formats: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        documents.store(SOMEONE, name, content, formats=formats)
    assert caught.value.remedy is not None
    assert not File.objects.exists()
    return caught.value


@pytest.mark.parametrize(
    ("name", "really"),
    [
        ("png_named.pdf", "PNG 图片"),
        ("pdf_named.jpg", "PDF 文件"),
        ("html_named.pdf", "网页（HTML）"),
        ("script.svg", "SVG 图形"),
        ("zip_named.docx", "ZIP 压缩包"),
        ("empty.pdf", "空文件"),
    ],
)
def test_the_refusal_says_what_the_file_really_is(name: str, really: str) -> None:
    refusal = refused(name, (DATA / name).read_bytes())
    assert really in refusal.message.zh
    assert refusal.message.en


def test_a_good_pdf_is_kept_once_under_its_digest(tmp_path: Path) -> None:
    first = documents.store(SOMEONE, "good.pdf", GOOD, formats=("pdf", "jpg"))
    again = documents.store(SOMEONE, "另一个名字.pdf", GOOD)
    assert (first.media, first.size, first.pages) == ("application/pdf", len(GOOD), 1)
    assert again.digest == first.digest
    assert File.objects.count() == 1
    assert documents.read_content(first.digest) == GOOD
    assert documents.open_file(first.digest).is_relative_to(tmp_path)
    assert not list(tmp_path.rglob(".coming-*"))


def test_a_kind_that_the_material_does_not_take_is_refused_with_those_it_takes() -> None:
    refusal = refused("good.pdf", GOOD, "jpg", "png")
    assert refusal.remedy is not None
    assert "jpg、png" in refusal.remedy.zh


def action(name: bytes) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<< /OpenAction << /S /" + name + b" /JS (app.alert(1)) >> >>\nendobj\n"
    )


def packed(
    inner: bytes, head: bytes = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>"
) -> bytes:
    return (
        b"%PDF-1.5\n7 0 obj\n"
        + head
        + b"\nstream\n"
        + zlib.compress(inner)
        + b"\nendstream\nendobj\n"
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (action(b"JavaScript"), "JavaScript"),
        (action(b"J#61vaScript"), "JavaScript"),
        (action(b"Launch"), "Launch"),
        (packed(b"1 0 << /S /JavaScript >>"), "JavaScript"),
        (
            packed(
                b"1 0 << /S /Java#53cript >>",
                b"<< /DecodeParms << /A 1 >> /Type /Obj#53tm /Filter /FlateDecode >>",
            ),
            "JavaScript",
        ),
        (packed(b"x", b"<< /Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode] >>"), "Hidden"),
        (b"%PDF-1.4\ntrailer << /Encrypt 5 0 R >>", "Encrypt"),
        (GOOD, ""),
        (packed(b"1 0 << /Type /Page >>"), ""),
    ],
)
def test_a_pdf_that_does_something_is_found_out(content: bytes, found: str) -> None:
    assert find_active(content) == found
    if found:
        refused("form.pdf", content)


def office(*parts: str, big: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, b"0" * big if big else b"<x/>")
    return out.getvalue()


def test_office_files_are_told_from_archives_macros_and_bombs() -> None:
    word = documents.store(SOMEONE, "计划.docx", office("[Content_Types].xml", "word/document.xml"))
    assert word.media.endswith("wordprocessingml.document")
    with pytest.raises(Invalid, match="file_kind"):
        documents.store(
            SOMEONE,
            "计划.docx",
            office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        )
    with pytest.raises(Invalid, match="bomb"):
        documents.store(
            SOMEONE, "a.docx", office("[Content_Types].xml", "word/document.xml", big=30_000_000)
        )
    assert (
        documents.store(SOMEONE, "证照.ofd", office("OFD.xml", "Doc_0/Document.xml")).media
        == "application/ofd"
    )


def test_size_and_the_malware_check_are_settings() -> None:
    with override_settings(FILE_BYTES=100):
        assert "上限" in refused("good.pdf", GOOD).message.zh
    with override_settings(MALWARE_CHECK="yichuang.kernel.documents.tests.test_files:eicar"):
        assert "EICAR" in refused("good.pdf", GOOD).message.zh


def eicar(content: bytes) -> str:
    """A check that finds fault with everything."""
    return "EICAR" if content else ""


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\Users\\a\\许可证.pdf", "许可证.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("\x00\x1f", "文件"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_keeps_neither_folders_nor_tricks(name: str, clean: str) -> None:
    assert documents.clean_name(name) == clean


def test_a_file_is_served_so_that_no_browser_runs_it() -> None:
    info = documents.store(SOMEONE, '审批"表.pdf', GOOD)
    shown = documents.serving(info, inline=True)
    assert shown.inline
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert "\n" not in shown.headers["Content-Disposition"]
    assert "%E5%AE%A1" in shown.headers["Content-Disposition"]
    word = documents.store(SOMEONE, "a.docx", office("[Content_Types].xml", "word/document.xml"))
    assert (
        documents.serving(word, inline=True).headers["Content-Disposition"].startswith("attachment")
    )


def test_a_digest_that_is_none_or_unknown_finds_nothing() -> None:
    for digest in ("../../etc/passwd", "0" * 64):
        with pytest.raises(NotFound):
            documents.open_file(digest)

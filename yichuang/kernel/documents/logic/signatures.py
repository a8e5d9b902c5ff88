"""What a file really is, told by its bytes and never by its name."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass

from yichuang.base.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: key as `formats` of packs have it, name, media type, endings, whether it may be kept."""

    key: str
    name: Text
    media: str
    endings: tuple[str, ...]
    kept: bool = True
    inline: bool = False


KINDS: dict[str, Kind] = {
    k.key: k
    for k in (
        Kind("pdf", Text("PDF 文件", "a PDF file"), "application/pdf", ("pdf",), inline=True),
        Kind(
            "jpg", Text("JPEG 图片", "a JPEG picture"), "image/jpeg", ("jpg", "jpeg"), inline=True
        ),
        Kind("png", Text("PNG 图片", "a PNG picture"), "image/png", ("png",), inline=True),
        Kind(
            "docx",
            Text("Word 文档", "a Word document"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ("docx",),
        ),
        Kind(
            "xlsx",
            Text("Excel 工作簿", "an Excel workbook"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ("xlsx",),
        ),
        Kind("ofd", Text("OFD 版式文件", "an OFD file"), "application/ofd", ("ofd",)),
        Kind("dwg", Text("DWG 图纸", "a DWG drawing"), "image/vnd.dwg", ("dwg",)),
        Kind(
            "geojson",
            Text("GeoJSON 图形", "a GeoJSON shape"),
            "application/geo+json",
            ("geojson", "json"),
        ),
        Kind(
            "svg",
            Text("SVG 图形（可带脚本）", "an SVG drawing (may carry a script)"),
            "image/svg+xml",
            ("svg",),
            kept=False,
        ),
        Kind(
            "html",
            Text("网页（HTML）", "a web page (HTML)"),
            "text/html",
            ("html", "htm"),
            kept=False,
        ),
        Kind("gif", Text("GIF 图片", "a GIF picture"), "image/gif", ("gif",), kept=False),
        Kind("webp", Text("WebP 图片", "a WebP picture"), "image/webp", ("webp",), kept=False),
        Kind(
            "heic",
            Text("HEIC 照片", "a HEIC photograph"),
            "image/heic",
            ("heic", "heif"),
            kept=False,
        ),
        Kind(
            "tiff", Text("TIFF 图片", "a TIFF picture"), "image/tiff", ("tif", "tiff"), kept=False
        ),
        Kind(
            "office_old",
            Text("旧版 Office 文件（可带宏）", "an old Office file (may carry macros)"),
            "application/x-ole-storage",
            ("doc", "xls", "ppt", "wps", "et"),
            kept=False,
        ),
        Kind(
            "office_macro",
            Text("带宏的 Office 文件", "an Office file with macros"),
            "application/vnd.ms-office.macro",
            ("docm", "xlsm"),
            kept=False,
        ),
        Kind("zip", Text("ZIP 压缩包", "a ZIP archive"), "application/zip", ("zip",), kept=False),
        Kind(
            "rar", Text("RAR 压缩包", "a RAR archive"), "application/vnd.rar", ("rar",), kept=False
        ),
        Kind(
            "7z",
            Text("7z 压缩包", "a 7z archive"),
            "application/x-7z-compressed",
            ("7z",),
            kept=False,
        ),
        Kind(
            "program",
            Text("可执行程序", "a program"),
            "application/x-executable",
            ("exe", "dll", "so"),
            kept=False,
        ),
        Kind(
            "script",
            Text("脚本", "a script"),
            "text/x-script",
            ("js", "vbs", "sh", "bat"),
            kept=False,
        ),
        Kind("video", Text("视频", "a video"), "video/mp4", ("mp4", "mov"), kept=False),
        Kind("text", Text("文本", "plain text"), "text/plain", ("txt", "csv"), kept=False),
        Kind(
            "unknown",
            Text("无法识别的内容", "content that nobody knows"),
            "application/octet-stream",
            (),
            kept=False,
        ),
    )
}

# Beyond this an archive is refused unread: unpacked size, and how much a member may grow.
MOST_UNPACKED = 512 * 1024 * 1024
MOST_GROWTH = 200
MOST_MEMBERS = 5_000
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"AC10", "dwg"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_old"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "script"),
)
MARKUP = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<iframe",
    b"<img",
    b"<meta",
)


class Bomb(Exception):
    """An archive that would unpack to far more than anyone hands in honestly."""


def read_kind(content: bytes) -> Kind:
    """The kind of this content. Raises Bomb for an archive beyond the limits."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return KINDS[_zip_kind(content)]
    for start, key in SIGNATURES:
        if content.startswith(start):
            return KINDS[key]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return KINDS["webp"]
    if content[4:8] == b"ftyp":
        return KINDS["heic" if content[8:11] in (b"hei", b"mif", b"hev") else "video"]
    return KINDS[_text_kind(content)]


def _zip_kind(content: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        return "zip"
    with archive:
        members = archive.infolist()
        unpacked = sum(m.file_size for m in members)
        grows = any(
            m.file_size > 1_000_000 and m.file_size > MOST_GROWTH * max(m.compress_size, 1)
            for m in members
        )
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or grows:
            raise Bomb
        names = {m.filename for m in members}
        if any(n.endswith("vbaProject.bin") for n in names):
            return "office_macro"
        if "OFD.xml" in names:
            return "ofd"
        if "[Content_Types].xml" in names:
            for part, key in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
                if part in names:
                    return key
    return "zip"


def _text_kind(content: bytes) -> str:
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head and not head.startswith(b"<!doctype html"):
        return "svg"
    if any(mark in head for mark in MARKUP):
        return "html"
    if head.startswith((b"%!ps", b"<?xml", b"<?php")):
        return "script" if head.startswith(b"<?php") else "unknown"
    if b"%pdf-" in content[:1024].lower():
        # Some makers put bytes before the header; browsers open it, so it is judged as a PDF.
        return "pdf"
    if head.startswith(b"{") and _is_geojson(content):
        return "geojson"
    if b"\x00" in head:
        return "unknown"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            content.decode("gb18030")
        except UnicodeDecodeError:
            return "unknown"
    return "text"


def _is_geojson(content: bytes) -> bool:
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return False
    shapes = {"FeatureCollection", "Feature", "Polygon", "MultiPolygon", "Point", "LineString"}
    return isinstance(tree, dict) and tree.get("type") in shapes

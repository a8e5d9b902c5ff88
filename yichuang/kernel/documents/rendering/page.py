"""How papers and notices look: A4 after GB/T 9704 for documents of an office, framed for certificates.

One set of pieces serves the printed page and the screen of a phone; the screen's part carries no style of its own.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape
from pathlib import Path

import segno

from yichuang.kernel.documents.rendering.seal import draw_seal

STYLE = Path(__file__).with_name("paper.css")
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page needs besides its body: all of it frozen when the paper was issued."""

    title: str
    number: str
    identifier: str
    office: str
    body: str
    issued_at: datetime
    token: str
    verify_url: str
    digest: str
    certificate: bool
    watermark: str
    sample: str
    valid_until: date | None = None
    to: str = ""


def chinese_day(day: date) -> str:
    """`2023年11月24日`, the spelling that GB/T 9704 asks for in documents."""
    return f"{day.year}年{day.month}月{day.day}日"


def article(sheet: Sheet) -> str:
    """The page for a screen: semantic HTML without style, script or outside reference, safe under a strict policy."""
    kind = "certificate" if sheet.certificate else "document"
    return "".join(
        (
            f'<article class="paper paper-{kind}" lang="zh-CN">',
            _marks(sheet),
            _head(sheet),
            f'<div class="paper-body">{_to(sheet)}{sheet.body}</div>',
            _foot(sheet),
            "</article>",
        )
    )


def whole_page(sheet: Sheet) -> str:
    """The page for printing, with its style and the marks that let a copy be recognised."""
    stamp = sheet.issued_at.isoformat(timespec="seconds")
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(sheet.title)} {escape(sheet.number)}</title>"
        f'<meta name="author" content="{escape(sheet.office, quote=True)}">'
        f'<meta name="keywords" content="yichuang-paper:{sheet.token}:{sheet.digest}">'
        f'<meta name="dcterms.created" content="{stamp}"><meta name="dcterms.modified" content="{stamp}">'
        f"<style>{_style()}</style></head><body>{article(sheet)}</body></html>"
    )


def _head(sheet: Sheet) -> str:
    number = f'<p class="paper-number">{escape(sheet.number)}</p>' if sheet.number else ""
    title = "" if "<h1" in sheet.body else f"<h1>{escape(sheet.title)}</h1>"
    if sheet.certificate:
        return f'<header class="paper-head">{number}</header>{title}'
    return (
        f'<header class="paper-head"><p class="paper-office">{escape(sheet.office)}</p>{number}'
        f'<hr class="paper-line"></header>{title}'
    )


def _to(sheet: Sheet) -> str:
    return f'<p class="paper-to">{escape(sheet.to)}:</p>' if sheet.to else ""


def _foot(sheet: Sheet) -> str:
    until = (
        f"<dt>有效期至</dt><dd>{chinese_day(sheet.valid_until)}</dd>" if sheet.valid_until else ""
    )
    identifier = f"<dt>证照标识</dt><dd>{escape(sheet.identifier)}</dd>" if sheet.identifier else ""
    return (
        '<div class="paper-sign"><div class="paper-signature">'
        f'<p class="paper-office-name">{escape(sheet.office)}</p>'
        f'<p class="paper-day">{chinese_day(sheet.issued_at.date())}</p>'
        f"{draw_seal(sheet.office, '演示用章' if sheet.sample else '电子印章')}</div></div>"
        f'<footer class="paper-foot"><div class="paper-qr">{qr_code(sheet.verify_url)}</div><dl>{identifier}{until}'
        f"<dt>核验地址</dt><dd>{escape(sheet.verify_url)}</dd>"
        f"<dt>数据摘要</dt><dd>{sheet.digest[:16]}…(SHA-256)</dd></dl></footer>"
    )


def _marks(sheet: Sheet) -> str:
    words = [w for w in (sheet.watermark, sheet.sample) if w]
    return "".join(f'<p class="paper-mark" aria-label="水印">{escape(w)}</p>' for w in words)


def qr_code(url: str) -> str:
    """The address as a QR code (error correction M), SVG."""
    out = io.BytesIO()
    code = segno.make(url, error="m", micro=False)
    code.save(
        out,
        kind="svg",
        xmldecl=False,
        svgclass="qr",
        lineclass=None,
        scale=3,
        border=2,
        omitsize=False,
    )
    return (
        out.getvalue()
        .decode()
        .strip()
        .replace("<svg ", '<svg role="img" aria-label="核验二维码" ', 1)
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text("utf-8")

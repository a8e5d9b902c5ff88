"""Reading of files: what one is, its content, and the headers under which it may be served."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.documents.actions.store_file import clean_name, content_path
from yichuang.kernel.documents.contracts import FileInfo, Serving
from yichuang.kernel.documents.logic.signatures import KINDS
from yichuang.kernel.documents.models import File

INLINE = frozenset(k.media for k in KINDS.values() if k.inline)
NO_FILE = Text("没有这个文件", "there is no such file")


def file_info(digest: str, name: str = "") -> FileInfo:
    """What the file of this digest is. Raises NotFound."""
    row = File.objects.filter(digest=digest).first()
    if row is None:
        raise NotFound("documents.no_file", NO_FILE)
    return FileInfo(row.digest, name, row.media, row.size, row.pages)


def read_files(digests: Iterable[str]) -> Mapping[str, FileInfo]:
    """What these files are; those that are not there are left out. One query."""
    rows = File.objects.filter(digest__in=set(digests))
    return {r.digest: FileInfo(r.digest, "", r.media, r.size, r.pages) for r in rows}


def open_file(digest: str) -> Path:
    """The path of a file's content, to be served or read. Raises NotFound. Rights are the caller's to check."""
    path = content_path(digest)
    if not path.is_file():
        raise NotFound("documents.no_file", NO_FILE)
    return path


def read_content(digest: str) -> bytes:
    """The bytes of a file. Raises NotFound."""
    return open_file(digest).read_bytes()


def serving(info: FileInfo, *, name: str = "", inline: bool = False) -> Serving:
    """Media type and headers for serving a file: shown in the page only where that is safe, otherwise as a download.

    Always nosniff, never a script: the sandboxed policy holds even for a browser that opens it in a tab of its own.
    """
    shown = clean_name(name or info.name or info.digest[:12])
    how = "inline" if inline and info.media in INLINE else "attachment"
    plain = shown.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "") or "file"
    headers = {
        "Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cache-Control": "private, max-age=0, must-revalidate",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return Serving(info.media, how == "inline", headers)

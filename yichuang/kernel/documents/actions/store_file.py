"""A file comes in: judged by its bytes, kept once under the digest of its content."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from yichuang.base import clock
from yichuang.base.errors import Invalid, NotFound
from yichuang.base.text import Text
from yichuang.kernel.documents import settings
from yichuang.kernel.documents.contracts import FileInfo
from yichuang.kernel.documents.logic.pdf_contents import count_pages, find_active
from yichuang.kernel.documents.logic.signatures import KINDS, Bomb, Kind, read_kind
from yichuang.kernel.documents.models import File
from yichuang.kernel.people.contracts import Actor

ACTIVE_WORDS = {
    "JavaScript": Text("含有脚本", "carries a script"),
    "Launch": Text("会启动程序", "starts a program"),
    "RichMedia": Text("含有可运行的媒体", "carries media that run"),
    "Encrypt": Text(
        "设有密码或限制，无法检查",
        "is locked by a password or restriction and cannot be looked into",
    ),
    "Hidden": Text("以无法检查的方式压缩", "is packed in a way that cannot be looked into"),
}


def store(actor: Actor, name: str, content: bytes, *, formats: Sequence[str] = ()) -> FileInfo:
    """Keeps a file and gives what it is; the same content twice is kept once.

    `formats` are the kinds a material takes (pdf, jpg ...), empty for any that is safe to keep. Raises Invalid saying
    what the file really is. Call it outside transactions: it writes to the disk. Who may read it later is decided by
    whoever keeps the digest. (`actor` is who hands it in; the room that attaches the file writes the record.)
    """
    shown = clean_name(name)
    kind = _judge(shown, content, formats)
    digest = hashlib.sha256(content).hexdigest()
    _scan(shown, content)
    write_content(digest, content)
    pages = count_pages(content) if kind.key == "pdf" else None
    File.objects.bulk_create(
        [
            File(
                digest=digest,
                size=len(content),
                media=kind.media,
                pages=pages,
                stored_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
    return FileInfo(digest, shown, kind.media, len(content), pages)


def clean_name(name: str) -> str:
    """The file's name without folders, control and direction marks, at most 120 characters; else `文件`."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = kept.strip(" .") or "文件"
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= 120 else (stem[: 119 - len(ending)] + dot + ending)[:120]


def write_content(digest: str, content: bytes) -> Path:
    """Puts the content where its digest says, whole or not at all, surely on the disk when this returns."""
    path = content_path(digest)
    if path.exists() and path.stat().st_size == len(content):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".coming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path


def content_path(digest: str) -> Path:
    """Where the content of this digest lies."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise NotFound("documents.no_file", Text("没有这个文件", "there is no such file"))
    return settings.files_dir() / digest[:2] / digest[2:4] / digest


def _judge(name: str, content: bytes, formats: Sequence[str]) -> Kind:
    if not content:
        raise _refusal(
            "empty",
            name,
            Text("是空文件", "is empty"),
            Text("请重新选择文件", "choose the file again"),
        )
    most = settings.most_bytes()
    if len(content) > most:
        size = Text(
            f"有 {len(content) / 2**20:.1f} MB，上限为 {most // 2**20} MB",
            f"has {len(content) / 2**20:.1f} MB, the limit is {most // 2**20} MB",
        )
        raise _refusal(
            "too_large", name, size, Text("请压缩或分开上传", "make it smaller or send it in parts")
        )
    try:
        kind = read_kind(content)
    except Bomb:
        unpacked = Text("解压后过大或成员过多", "unpacks to too much")
        raise _refusal(
            "bomb", name, unpacked, Text("请去掉其中的大文件", "take the large parts out")
        ) from None
    wanted = [KINDS[f] for f in formats if f in KINDS]
    allowed = kind in wanted if wanted else kind.kept
    if not allowed or not kind.kept:
        raise _unfit(name, kind, wanted)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending and ending not in kind.endings:
        said = Text(
            f"名称以 .{ending} 结尾，内容其实是{kind.name.zh}",
            f"is called .{ending}, but is really {kind.name.en}",
        )
        mend = Text(
            f"请改名为 .{kind.endings[0]} 后再传，或选择正确的文件",
            f"rename it to .{kind.endings[0]} or choose the right file",
        )
        raise _refusal("mismatch", name, said, mend)
    if kind.key == "pdf" and (active := find_active(content)):
        raise _refusal(
            "active",
            name,
            ACTIVE_WORDS[active],
            Text("请另存或打印为不带这些内容的 PDF", "save or print it as a PDF without"),
        )
    return kind


def _unfit(name: str, kind: Kind, wanted: Sequence[Kind]) -> Invalid:
    choices = wanted or [k for k in KINDS.values() if k.kept]
    zh = "、".join(k.key for k in choices)
    return _refusal(
        "kind",
        name,
        Text(f"其实是{kind.name.zh}，不能收下", f"is really {kind.name.en} and cannot be taken"),
        Text(f"可以上传：{zh}", f"these can be taken: {zh}"),
    )


def _scan(name: str, content: bytes) -> None:
    check = settings.malware_check()
    found = check(content) if check else ""
    if found:
        raise _refusal(
            "malware",
            name,
            Text(f"含有恶意内容：{found}", f"carries malware: {found}"),
            Text("请检查本机后另传", "check your machine and send another"),
        )


def _refusal(code: str, name: str, what: Text, remedy: Text) -> Invalid:
    return Invalid(
        f"documents.file_{code}",
        Text(f"“{name}”{what.zh}", f"“{name}” {what.en}"),
        data={"name": name},
        remedy=remedy,
    )

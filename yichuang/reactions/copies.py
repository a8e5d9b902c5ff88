"""PDF copies of papers and notices, made after they are in force."""

from __future__ import annotations

from yichuang.base.refs import Ref
from yichuang.kernel.documents import api as documents
from yichuang.kernel.trail.contracts import Line, Work


def paper_of(_work: Work, line: Line) -> Ref:
    """Which paper or notice the line is about."""
    return Ref.parse(line.about)


def make_copy(of: Ref) -> None:
    """The PDF of a paper or notice. In a thread: half a second each; made once, then found."""
    make = documents.make_pdf if of.kind == "paper" else documents.make_notice_pdf
    make(int(of.id), actor="system:copies")


def copy_made(_work: Work, _line: Line, _answer: None) -> None:
    """Nothing more: the door has written the copy down itself."""

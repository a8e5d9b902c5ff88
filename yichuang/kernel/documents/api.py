"""The door of the room of documents."""

from yichuang.kernel.documents.actions.issue_papers import issue, ready
from yichuang.kernel.documents.actions.make_copy import make_notice_pdf, make_pdf
from yichuang.kernel.documents.actions.numbers import (
    NOTICE_WORDS,
    next_case_number,
    next_number,
    next_serial,
)
from yichuang.kernel.documents.actions.set_status import list_shown, note_shown, set_status
from yichuang.kernel.documents.actions.store_file import clean_name, store
from yichuang.kernel.documents.actions.write_notice import serve, write_notice
from yichuang.kernel.documents.files import file_info, open_file, read_content, read_files, serving
from yichuang.kernel.documents.logic.signatures import KINDS as FILE_KINDS
from yichuang.kernel.documents.notices import list_notices, read_notice, render_notice_html
from yichuang.kernel.documents.rendering.page import qr_code
from yichuang.kernel.documents.rendering.preview import preview
from yichuang.kernel.documents.rendering.sandbox import check_template, names_read
from yichuang.kernel.documents.rendering.sheets import verify_url
from yichuang.kernel.documents.verify import verify, verify_copy
from yichuang.kernel.documents.views import (
    list_held,
    list_papers,
    read_paper,
    read_papers,
    render_html,
)

# The name that the design uses for the check of a copy by its digest.
verify_digest = verify_copy

__all__ = [
    "FILE_KINDS",
    "NOTICE_WORDS",
    "check_template",
    "clean_name",
    "file_info",
    "issue",
    "list_held",
    "list_notices",
    "list_papers",
    "list_shown",
    "make_notice_pdf",
    "make_pdf",
    "names_read",
    "next_case_number",
    "next_number",
    "next_serial",
    "note_shown",
    "open_file",
    "preview",
    "qr_code",
    "read_content",
    "read_files",
    "read_notice",
    "read_paper",
    "read_papers",
    "ready",
    "render_html",
    "render_notice_html",
    "serve",
    "serving",
    "set_status",
    "store",
    "verify",
    "verify_copy",
    "verify_digest",
    "verify_url",
    "write_notice",
]

"""Files that go out: always as a download, with the headers that documents prescribe."""

from __future__ import annotations

from django.http import HttpResponse

from yichuang.kernel.documents import api as documents


def send_file(digest: str, name: str) -> HttpResponse:
    """The file of this digest under a name. Rights are the caller's to check. Raises NotFound."""
    serving = documents.serving(documents.file_info(digest, name), name=name)
    response = HttpResponse(documents.read_content(digest), content_type=serving.media)
    for header, value in serving.headers.items():
        response[header] = value
    return response

"""Files handed to a browser: the rights are the caller's, the headers are those of the room of documents."""

from __future__ import annotations

from django.http import FileResponse

from yichuang.kernel.documents import api as documents


def file_response(digest: str, name: str, *, inline: bool) -> FileResponse:
    """A stored file, shown in our own frames where that is safe, else as a download. Raises NotFound."""
    info = documents.file_info(digest, name)
    how = documents.serving(info, name=name, inline=inline)
    response = FileResponse(documents.open_file(digest).open("rb"), content_type=how.media)
    for header, value in how.headers.items():
        response.headers[header] = value
    # The desk shows it beside the decision; no other site may.
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response

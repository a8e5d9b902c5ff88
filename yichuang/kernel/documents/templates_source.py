"""Where the text of a paper's template comes from: handed in, a default of this room, or the adopted pack."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.kernel.documents.contracts import PaperRequest

FOLDER = Path(__file__).parent / "templates"


def template_text(request: PaperRequest) -> str:
    """The template of a request: `source` where the caller has it, else the default of that name."""
    if request.source:
        return request.source
    return default_text(request.template)


@lru_cache(maxsize=128)
def default_text(name: str) -> str:
    """A default template of this room, such as `notices/receipt.zh.txt`. Raises NotFound."""
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER) or not path.is_file():
        raise NotFound(
            "documents.no_template",
            Text(f"没有模板 {name}", f"there is no template {name}"),
            data={"template": name},
        )
    return path.read_text("utf-8")

"""Fetches the front-end files that the portal serves, as listed in TABLE, and writes their manifest.

Run by hand when a version changes (`python tools/vendor.py`); needs npm. The files are committed, and a test
holds them against the manifest. Node is not needed to run the portal.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "yichuang/web/static/yichuang/vendor"
ICONS = ROOT / "yichuang/web/icons"
AXE = ROOT / "tests/vendor"

ICON_NAMES = """
alert-triangle arrow-back-up arrow-narrow-right bell bolt book-2 building-bank building-community
calendar-event certificate check checklist chevron-right circle-check circle-x clock clock-pause
cloud-down cloud-check copy download eye file-check file-text files flag help-circle history home-2
id info-circle keyboard language list-check lock login-2 logout mail map-pin message-2 paperclip pencil
phone-call player-pause plane printer qrcode refresh route-alt-left search settings shield-check
signature sitemap stack-2 transfer upload user user-check users world x adjustments-horizontal
arrows-split-2 ban clipboard-check cash receipt send trash eye-check
""".split()

# package@version -> (folder, {path in the package: file name here})
TABLE: dict[str, tuple[Path, dict[str, str]]] = {
    "bootstrap@5.3.8": (STATIC, {"dist/css/bootstrap.min.css": "bootstrap.min.css"}),
    "htmx.org@2.0.11": (STATIC, {"dist/htmx.min.js": "htmx.min.js"}),
    "@tabler/icons@3.52.0": (
        ICONS,
        {f"icons/outline/{name}.svg": f"{name}.svg" for name in ICON_NAMES},
    ),
    "axe-core@4.11.0": (AXE, {"axe.min.js": "axe.min.js"}),
}
NO_MAP = re.compile(rb"\n?/[/*]# sourceMappingURL=[^\n]*")


def fetch(package: str, folder: Path, files: dict[str, str]) -> list[dict[str, str]]:
    """Unpacks `package`, copies `files` into `folder`; answers their manifest rows."""
    rows = []
    with tempfile.TemporaryDirectory() as temp:
        packed = subprocess.run(
            ["npm", "pack", "--silent", package],
            cwd=temp,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        with tarfile.open(Path(temp) / packed) as archive:
            archive.extractall(temp, filter="data")
        inside = Path(temp) / "package"
        licence = json.loads((inside / "package.json").read_text("utf-8")).get("license", "")
        folder.mkdir(parents=True, exist_ok=True)
        for path, name in files.items():
            content = NO_MAP.sub(b"", (inside / path).read_bytes())
            (folder / name).write_bytes(content)
            rows.append(
                {
                    "file": str((folder / name).relative_to(ROOT)),
                    "package": package,
                    "licence": licence,
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            )
    return rows


def main() -> None:
    """Fetches everything in TABLE and rewrites the manifest."""
    shutil.rmtree(ICONS, ignore_errors=True)
    rows = [
        row for package, (folder, files) in TABLE.items() for row in fetch(package, folder, files)
    ]
    manifest = ROOT / "yichuang/web/vendor.json"
    manifest.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""Makes a new block: python -m tools.new_block KEY 名称 "Name" "what it is for".

The block is bound by the walls at birth: import-linter's contracts and tests/house go by folders.
It adds the block to the settings and to docs/map.md, and makes its first migration.
"""

import argparse
import keyword
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = Path(__file__).resolve().parent / "block_template"
KEY = re.compile(r"[a-z][a-z_]{2,29}\Z")
# where a new line goes: blocks stand above the kernel, below packs
SETTINGS_ANCHOR = '    "yichuang.packs",\n'
MAP_ANCHOR = "| `yichuang.kernel.cases` |"


class RefusedError(Exception):
    """The block cannot be made; the text says why."""


def class_name(key: str) -> str:
    """`draw_room` as a class: DrawRoom."""
    return "".join(word.capitalize() for word in key.split("_"))


def refuse_unfit(root: Path, key: str) -> None:
    """Raises RefusedError for a name that cannot be a block's, or that is taken."""
    if not KEY.match(key) or keyword.iskeyword(key):
        raise RefusedError(f"{key!r}: a key is 3 to 30 small letters or underscores")
    if (root / "yichuang/blocks" / key).exists():
        raise RefusedError(f"the block {key} is there already")
    kernel = root / "yichuang/kernel" / key
    if kernel.exists() or (root / "yichuang" / key).exists():
        raise RefusedError(f"{key} is the name of another room")


def write_block(root: Path, key: str, zh: str, en: str, purpose: str) -> list[Path]:
    """Writes the folder from the template; gives the files."""
    words = {"key": key, "Class": class_name(key), "zh": zh, "en": en, "purpose": purpose}
    written = []
    for source in sorted(TEMPLATE.rglob("*.txt")):
        target = root / "yichuang/blocks" / key / source.relative_to(TEMPLATE).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(source.read_text("utf-8")).substitute(words), "utf-8")
        written.append(target)
    return written


def enter_lists(root: Path, key: str, purpose: str) -> None:
    """Adds the block to the installed rooms and to the map."""
    _insert(
        root / "yichuang/config/settings.py", SETTINGS_ANCHOR, f'    "yichuang.blocks.{key}",\n'
    )
    line = f"| `yichuang.blocks.{key}` | {purpose.rstrip('.')} |\n"
    _insert(root / "docs/map.md", MAP_ANCHOR, line)


def _insert(path: Path, anchor: str, line: str) -> None:
    text = path.read_text("utf-8")
    if text.count(anchor) != 1:
        raise RefusedError(
            f"{path.name}: no single place {anchor.strip()!r} to add {line.strip()!r}"
        )
    path.write_text(text.replace(anchor, line + anchor), "utf-8")


def make_block(root: Path, key: str, zh: str, en: str, purpose: str) -> list[Path]:
    """All of it but the migration. Raises RefusedError before anything is written."""
    refuse_unfit(root, key)
    purpose = purpose if purpose.endswith(".") else purpose + "."
    enter_lists(root, key, purpose)
    return write_block(root, key, zh, en, purpose)


def main(arguments: Sequence[str]) -> int:
    """Makes the block in this project; 1 with a sentence when it cannot."""
    parser = argparse.ArgumentParser(prog="python -m tools.new_block")
    parser.add_argument("key", help="the noun, plural, as in code: draws")
    parser.add_argument("zh", help="the noun in Chinese: 抽取")
    parser.add_argument("en", help="the noun in English: Draws")
    parser.add_argument("purpose", help="one sentence: what the block is for")
    chosen = parser.parse_args(arguments)
    try:
        written = make_block(ROOT, chosen.key, chosen.zh, chosen.en, chosen.purpose)
    except RefusedError as refused:
        print(f"✗ {refused}", file=sys.stderr)
        return 1
    for path in written:
        print(f"  {path.relative_to(ROOT)}")
    # a longer name may need other line breaks
    folder = str(ROOT / "yichuang/blocks" / chosen.key)
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", folder], check=False)
    migrate = [sys.executable, "manage.py", "makemigrations", chosen.key]
    return subprocess.run(migrate, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

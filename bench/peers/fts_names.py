"""The same names in SQLite's full-text index with the tokenizer `trigram`, the usual answer for Chinese."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

NAME = f"SQLite {sqlite3.sqlite_version} FTS5 trigram"


class Index:
    """A file with one full-text table."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.connection = sqlite3.connect(folder / "fts.sqlite3")
        self.connection.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
        rows = ((name,) for name in names)
        self.connection.executemany("INSERT INTO names (name) VALUES (?)", rows)
        self.connection.commit()

    def match(self, word: str, limit: int) -> list[str]:
        """The best names by the index; none for a word of less than three characters."""
        return self._names(
            "SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", f'"{word}"', limit
        )

    def scan(self, word: str, limit: int) -> list[str]:
        """The shortest names that hold the word: for two characters no index helps, so all are read."""
        # a plain LIKE on the column is answered from the index, which finds nothing below three characters
        return self._names(
            "SELECT name FROM names WHERE name || '' LIKE ? ORDER BY length(name) LIMIT ?",
            f"%{word}%",
            limit,
        )

    def _names(self, sql: str, word: str, limit: int) -> list[str]:
        return [name for (name,) in self.connection.execute(sql, [word, limit])]

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

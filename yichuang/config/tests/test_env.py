"""Readers of settings refuse loudly, name the variable, and never show a secret."""

from pathlib import Path

import pytest

from yichuang.config import env
from yichuang.config.secret import own_secret_key

NAME = "YICHUANG_TRY"
HIDDEN = "p%40ss"


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("1", True), ("OFF", False), ("", True)]
)
def test_yes_or_no(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv(NAME, text)
    assert env.read_bool(NAME, default=True) is value


def test_what_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "maybe")
    with pytest.raises(
        env.SettingsRefused, match=r"YICHUANG_TRY: must be yes or no, found 'maybe'"
    ):
        env.read_bool(NAME, default=False)


@pytest.mark.parametrize("text", ["0", "11", "3.5", "ten"])
def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NAME, text)
    with pytest.raises(env.SettingsRefused, match=NAME):
        env.read_int(NAME, 5, least=1, most=10)


def test_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.read_int(NAME, 5, least=1, most=10) == 5
    monkeypatch.setenv(NAME, " 10 ")
    assert env.read_int(NAME, 5, least=1, most=10) == 10


def test_a_text_that_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "  ")
    with pytest.raises(env.SettingsRefused, match="must be set"):
        env.read_text(NAME)
    assert env.read_text(NAME, "default") == "default"


def test_a_path_must_be_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAME, "data/here")
    with pytest.raises(env.SettingsRefused, match="absolute"):
        env.read_path(NAME, tmp_path)
    monkeypatch.setenv(NAME, str(tmp_path))
    assert env.read_path(NAME, Path("/")) == tmp_path


def test_a_list_and_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a, b,,c ")
    assert env.read_list(NAME, []) == ["a", "b", "c"]
    with pytest.raises(env.SettingsRefused, match="one of x, y"):
        env.read_choice(NAME, "x", ("x", "y"))


def test_sqlite_has_the_measured_options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(NAME, raising=False)
    found = env.read_database(NAME, tmp_path / "x.sqlite3", server_side_binding=True)
    assert found["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
        "PRAGMA recursive_triggers=ON;PRAGMA cache_size=-65536;"
        "PRAGMA mmap_size=2147483648;PRAGMA temp_store=MEMORY",
    }


@pytest.mark.parametrize(
    ("address", "host", "user", "name"),
    [
        ("postgresql:///one?host=/run/postgresql&user=clerk", "/run/postgresql", "clerk", "one"),
        (f"postgresql://clerk:{HIDDEN}@db:5433/one", "db", "clerk", "one"),
        ("postgres:///", "", "", "yichuang"),
    ],
)
def test_postgresql(
    monkeypatch: pytest.MonkeyPatch, address: str, host: str, user: str, name: str
) -> None:
    monkeypatch.setenv(NAME, address)
    found = env.read_database(NAME, Path("/"), server_side_binding=True)
    assert (found["HOST"], found["USER"], found["NAME"]) == (host, user, name)
    assert found["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": 3}
    if HIDDEN in address:
        assert (found["PASSWORD"], found["PORT"]) == ("p@ss", "5433")


def test_another_database_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, f"mysql://clerk:{HIDDEN}@db/one")
    with pytest.raises(env.SettingsRefused) as refused:
        env.read_database(NAME, Path("/"), server_side_binding=False)
    assert "mysql://" in str(refused.value)
    assert HIDDEN not in str(refused.value)


def test_an_installation_makes_its_own_key(tmp_path: Path) -> None:
    key = own_secret_key(tmp_path / "data")
    assert len(key) > 50
    assert own_secret_key(tmp_path / "data") == key != own_secret_key(tmp_path / "other")
    assert (tmp_path / "data/secret_key").stat().st_mode & 0o077 == 0


def test_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.read_networks(NAME) == []
    monkeypatch.setenv(NAME, "127.0.0.1, 10.0.0.0/24,2001:db8::/32")
    assert env.read_networks(NAME) == ["127.0.0.1", "10.0.0.0/24", "2001:db8::/32"]


@pytest.mark.parametrize("text", ["*", "proxy.example", "10.0.0.1/24", "10.0.0.0/33"])
def test_what_is_no_network_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NAME, text)
    with pytest.raises(env.SettingsRefused, match=NAME):
        env.read_networks(NAME)

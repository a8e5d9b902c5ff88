"""Check characters of ISO 7064 / GB/T 17710, by python-stdnum, with the one spelling of errors used here."""

from __future__ import annotations

from collections.abc import Callable

from stdnum.iso7064 import mod_11_2, mod_11_10, mod_37_36

DIGITS = "0123456789"
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _held(body: str, alphabet: str) -> str:
    if not body or any(char not in alphabet for char in body):
        raise ValueError(f"only characters of {alphabet} have a check character: {body!r}")
    return body


def make_mod_11_2(body: str) -> str:
    """The check character (0-9 or X) of a string of digits, ISO 7064 MOD 11-2.

    Raises ValueError on other characters.
    """
    return str(mod_11_2.calc_check_digit(_held(body, DIGITS)))


def make_mod_11_10(body: str) -> str:
    """The check digit of a string of digits, ISO 7064 MOD 11,10.

    Raises ValueError on other characters.
    """
    return str(mod_11_10.calc_check_digit(_held(body, DIGITS)))


def make_mod_37_36(body: str) -> str:
    """The check character of digits and capitals, ISO 7064 MOD 37,36.

    Raises ValueError on other characters.
    """
    return str(mod_37_36.calc_check_digit(_held(body, ALPHANUMERIC)))


def holds_mod_11_2(text: str) -> bool:
    """Whether the last character is the MOD 11-2 check character of the rest."""
    return _holds(text, DIGITS, make_mod_11_2)


def holds_mod_11_10(text: str) -> bool:
    """Whether the last character is the MOD 11,10 check digit of the rest."""
    return _holds(text, DIGITS, make_mod_11_10)


def holds_mod_37_36(text: str) -> bool:
    """Whether the last character is the MOD 37,36 check character of the rest."""
    return _holds(text, ALPHANUMERIC, make_mod_37_36)


def _holds(text: str, alphabet: str, make: Callable[[str], str]) -> bool:
    body = text[:-1]
    if not body or any(char not in alphabet for char in body):
        return False
    return make(body) == text[-1]

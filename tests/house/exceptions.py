"""Files and functions that may be longer than the house allows, each with its reason.

The number is their size now: it may only fall. An entry that is no longer needed fails the test.
"""

# path -> (lines, reason)
LONG_FILES: dict[str, tuple[int, str]] = {}
# path::function -> (lines, reason)
LONG_FUNCTIONS: dict[str, tuple[int, str]] = {}
LONG_TEMPLATES: dict[str, tuple[int, str]] = {}

"""`yichuang house refs` looks at every column that names a thing of another room."""

from django.apps import apps
from django.db import models

from yichuang.console import house

# Columns of 64 bits that count or number within their own room.
NUMBERS = frozenset({"seq", "pos", "idx", "size", "last", "amount"})
# And those that are sums.
SUMS = frozenset({"n", "rounds", "again", "working", "waiting", "paused", "seconds"})


def test_every_column_that_names_a_thing_is_known() -> None:
    bare = {
        (m._meta.db_table, f.column)
        for m in apps.get_models()
        if m.__module__.startswith("yichuang.")
        for f in m._meta.get_fields()
        if isinstance(f, models.BigIntegerField)
        and not isinstance(f, models.BigAutoField)
        and f.column not in NUMBERS
        and not (f.column in SUMS and m.__module__.startswith("yichuang.blocks.mining"))
    }
    assert bare == {(table, column) for table, column, _ in house.IDS}
    refs = {
        (m._meta.db_table, f.column)
        for m in apps.get_models()
        if m.__module__.startswith("yichuang.")
        for f in m._meta.get_fields()
        if isinstance(f, models.CharField) and f.column in ("about", "ref", "source_ref")
    }
    # what search indexes is named by keys of its own, made anew with the index
    assert refs == {*house.REFS, ("catalogue_search_entry", "ref")}

"""The register of measures: every published measure, its clauses, and whether a region works with it."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.kernel.catalogue.contracts import Measure
from yichuang.kernel.catalogue.queries.sets import find_current_set
from yichuang.kernel.catalogue.queries.versions import content_of, list_pack_versions


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of the register: the newest version, the region's own (`adopted` empty: not adopted), its items."""

    measure: Measure
    pack: str
    latest: str
    adopted: str
    set_id: str
    items: tuple[str, ...]

    @property
    def upgrade(self) -> bool:
        """Whether a newer version is published than the region works with."""
        return bool(self.adopted) and self.adopted != self.latest


def list_measures(region: str = "") -> tuple[MeasureRow, ...]:
    """All published measures in the order of their keys, with what `region` has of each. Two queries."""
    current = find_current_set(region) if region else None
    versions = list_pack_versions()
    newest = {v.pack: v for v in versions}
    by_name = {(v.pack, v.version): v for v in versions}
    rows = []
    for pack, latest in newest.items():
        mine = current.packs.get(pack) if current else None
        content = content_of(by_name[pack, mine.version] if mine else latest)
        rows.append(
            MeasureRow(
                content.measure,
                pack,
                latest.version,
                mine.version if mine else "",
                current.id if current and mine else "",
                tuple(item.key for item in content.items.values()),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.measure.key))

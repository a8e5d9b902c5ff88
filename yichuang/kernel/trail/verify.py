"""Was history kept? Everything is computed anew from the lines and held against what was sealed and published.

Reads the record once, in order of place; keeps no more than a few thousand rows in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Min, Q

from yichuang.engines.merkle import EMPTY_ROOT, Node, append
from yichuang.kernel.trail.contracts import Fault, Head, Verdict
from yichuang.kernel.trail.database import missing_triggers
from yichuang.kernel.trail.erase import erased_digests
from yichuang.kernel.trail.heads import has_mac, is_signed, published_heads
from yichuang.kernel.trail.models import Line, TreeHead, TreeNode
from yichuang.kernel.trail.record import digest_of, leaf_of, preimage
from yichuang.kernel.trail.seal import sealed_size

CHUNK = 2048
# A line dated so long before one that already stood is named.
LATE = timedelta(days=1)
MOST_DATED = 1000
_NO_LEAF = bytes(32)


def verify(heads: Iterable[Head] = (), *, last_seqs: Mapping[str, int] | None = None) -> Verdict:
    """The verdict on the whole record, every fault located as closely as what is left allows.

    `heads` are published heads to hold it against, beside those of the file of heads. `last_seqs` says for
    a thing how far its own count has come, which shows when its newest, unsealed lines are gone.
    """
    size = sealed_size()
    walk = _Walk(size, (*published_heads(), *heads))
    walk.go()
    unsealed = walk.unsealed()
    walk.faults.extend(_gaps())
    walk.faults.extend(_short(last_seqs or {}))
    walk.faults.extend(Fault(None, "trigger", name) for name in missing_triggers())
    return Verdict(
        ok=not walk.faults,
        lines=size + unsealed,
        unsealed=unsealed,
        root=walk.root.hex(),
        faults=tuple(walk.faults),
        erased=walk.erased,
        dated=tuple(walk.dated),
    )


class _Walk:
    """One passage over the sealed lines: leaves against bodies, nodes against the tree, roots against heads."""

    def __init__(self, size: int, published: Sequence[Head]) -> None:
        self.size = size
        self.published = published
        self.heads: dict[int, list[Head]] = {}
        for head in published:
            self.heads.setdefault(head.size, []).append(head)
        self.faults: list[Fault] = []
        self.dated: list[Fault] = []
        self.erased = 0
        self.newest: datetime | None = None
        self.bad: list[tuple[int, int]] = []
        self.peaks: tuple[bytes, ...] = ()
        self.at = 0
        self.kept = 0
        self.root = EMPTY_ROOT

    def go(self) -> None:
        """Walk to the end; faults are in `faults`, the computed root in `root`."""
        for end in range(CHUNK, self.size + CHUNK, CHUNK):
            self._chunk(min(end, self.size))
        for beyond in (h for h in self.published if h.size > self.size):
            self._fault(None, "truncated", f"published {beyond.size} lines, {self.size} are left")
        extra = Line.objects.filter(pos__gte=self.size).values_list("id", "pos")[:100]
        for line, pos in extra:
            self._fault(line, "place", f"place {pos} lies past the sealed size {self.size}")

    def _fault(self, line: int | None, what: str, detail: str) -> None:
        self.faults.append(Fault(line, what, detail))

    def _chunk(self, end: int) -> None:
        start, leaves = self.at, self._leaves(self.at, end)
        stored = {h.size: h for h in TreeHead.objects.filter(size__gt=start, size__lte=end)}
        heads = sorted({size for size in self.heads if start < size <= end} | {*stored, end})
        nodes: list[Node] = []
        roots: list[tuple[int, str]] = []
        for stop in heads:
            grown = append(self.at, self.peaks, leaves[self.at - start : stop - start])
            nodes += (node for node in grown.nodes if node.level > 0)
            roots.append((stop, grown.root.hex()))
            self.peaks, self.at, self.root = grown.peaks, stop, grown.root
        self._nodes(nodes)
        for size, root in roots:
            self._compare(size, root, stored.get(size))

    def _leaves(self, start: int, end: int) -> list[bytes]:
        """The stored leaves of these places; a line that differs from its leaf, or is gone, is a fault."""
        leaves = [_NO_LEAF] * (end - start)
        rows = list(Line.objects.filter(pos__gte=start, pos__lt=end).order_by("pos"))
        for row, holds in self._check(rows):
            pos = row.pos if row.pos is not None else start
            leaves[pos - start] = bytes(row.leaf)
            if not holds:
                self._fault(row.id, "content", f"the line at place {pos} was changed")
                self.bad.append((pos, pos + 1))
        for pos, leaf in enumerate(leaves, start):
            if leaf is _NO_LEAF:
                self._fault(None, "missing", f"no line stands at place {pos}")
                self.bad.append((pos, pos + 1))
        return leaves

    def _check(self, rows: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
        """Each row and whether its columns give its leaf."""
        digests = erased_digests(row.id for row in rows if not row.body)
        for row in rows:
            self.erased += not row.body
            if self.newest and row.at < self.newest - LATE and len(self.dated) < MOST_DATED:
                detail = (
                    f"dated {row.at:%Y-%m-%d %H:%M}, written after {self.newest:%Y-%m-%d %H:%M}"
                )
                self.dated.append(Fault(row.id, "dated", detail))
            self.newest = max(row.at, self.newest or row.at)
            yield row, computed_leaf(row, digests.get(row.id)) == bytes(row.leaf)

    def unsealed(self) -> int:
        """How many lines wait for their place; one that differs from its leaf is a fault."""
        count, after = 0, 0
        while rows := list(Line.objects.filter(pos=None, id__gt=after).order_by("id")[:CHUNK]):
            count, after = count + len(rows), rows[-1].id
            for row, holds in self._check(rows):
                if not holds:
                    self._fault(row.id, "content", "the line, not yet sealed, was changed")
        return count

    def _nodes(self, nodes: list[Node]) -> None:
        stored = _stored(nodes)
        for node in sorted(nodes, key=lambda n: n.level):
            first, last = node.index << node.level, (node.index + 1) << node.level
            if stored.get((node.level, node.index)) == node.hash or self._known(first, last):
                continue
            self._fault(None, "tree", f"places {first} to {last - 1} are not what was sealed")
            self.bad.append((first, last))

    def _known(self, first: int, last: int) -> bool:
        """True when a fault within these places is reported already: what stands above it must differ."""
        return any(a < last and b > first for a, b in self.bad)

    def _compare(self, size: int, root: str, stored: TreeHead | None) -> None:
        found = [("published", h.root, is_signed(h)) for h in self.heads.get(size, ())]
        if stored is not None:
            found.insert(0, ("stored", bytes(stored.root).hex(), has_mac(stored)))
        for what, told, ours in found:
            if not ours:
                self._fault(
                    None, "signature", f"the {what} head of size {size} is not signed by us"
                )
            if told != root and not self._known(self.kept, size):
                self._fault(None, what, f"places {self.kept} to {size - 1} are not what was sealed")
                self.bad.append((self.kept, size))
        if not self.bad:
            self.kept = size


def computed_leaf(row: Line, erased: str | None = None) -> bytes:
    """The leaf hash of a line as it stands now; `erased` is the digest that its tombstone tells of an emptied body."""
    content = preimage(
        about=row.about,
        seq=row.seq,
        kind=row.kind,
        node=row.node,
        actor=row.actor,
        at=row.at,
        digest=erased if erased and not row.body else digest_of(bytes(row.salt), row.body),
    )
    return leaf_of(content)


def _stored(nodes: list[Node]) -> dict[tuple[int, int], bytes]:
    """The stored hashes of these nodes, one query a level."""
    by_level: dict[int, list[int]] = {}
    for node in nodes:
        by_level.setdefault(node.level, []).append(node.index)
    found: dict[tuple[int, int], bytes] = {}
    for level, indexes in by_level.items():
        rows = TreeNode.objects.filter(level=level, idx__range=(min(indexes), max(indexes)))
        for idx, value in rows.values_list("idx", "hash"):
            found[level, idx] = bytes(value)
    return found


def _gaps() -> Iterator[Fault]:
    """Things whose count has a hole: a line was removed, sealed or not."""
    counted = (
        Line.objects.exclude(seq=None)
        .values("about")
        .annotate(first=Min("seq"), last=Max("seq"), n=Count("id"))
    )
    broken = counted.filter(~Q(n=F("last") - F("first") + 1) | Q(first__gt=1))
    for row in broken.order_by("about"):
        before = 0
        lines = Line.objects.filter(about=row["about"]).exclude(seq=None).order_by("seq")
        for line, seq in lines.values_list("id", "seq"):
            if seq is None:
                continue
            if seq > before + 1:
                yield Fault(line, "gap", f"{row['about']}: {before + 1} to {seq - 1} are missing")
            before = seq


def _short(last_seqs: Mapping[str, int]) -> Iterator[Fault]:
    abouts = list(last_seqs)
    for start in range(0, len(abouts), 500):
        part = abouts[start : start + 500]
        rows = Line.objects.filter(about__in=part).values_list("about").annotate(Max("seq"))
        found = dict(rows)
        for about in part:
            last = found.get(about) or 0
            if last < last_seqs[about]:
                yield Fault(None, "gap", f"{about}: {last + 1} to {last_seqs[about]} are missing")

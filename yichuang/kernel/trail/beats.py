"""Signs of life of the workers: written by each, by the machine's clock, whatever day the platform's clock shows."""

from __future__ import annotations

import time
from dataclasses import dataclass

from yichuang.kernel.trail.models import BeatRow

# A worker that has been silent so long is no longer counted on.
SILENT = 60.0


@dataclass(frozen=True, slots=True)
class Beat:
    """A worker as it last said of itself; `silent`: seconds since then."""

    worker: str
    silent: float

    @property
    def alive(self) -> bool:
        """Whether it is counted on."""
        return self.silent <= SILENT


def beat(worker: str) -> None:
    """The worker is there."""
    BeatRow.objects.update_or_create(worker=worker, defaults={"at": time.time()})


def end_beat(worker: str) -> None:
    """The worker ends of its own accord; rows of those that were killed long ago go with it."""
    BeatRow.objects.filter(worker=worker).delete()
    BeatRow.objects.filter(at__lt=time.time() - 86_400).delete()


def list_beats() -> tuple[Beat, ...]:
    """Every worker that did not end of its own accord, the liveliest first."""
    now = time.time()
    return tuple(Beat(row.worker, now - row.at) for row in BeatRow.objects.order_by("-at"))

"""The catalogue's door: publishing, adopting, what an adopted set says, finding items. Pure parts stand in `section`."""

from yichuang.kernel.catalogue.section import *  # noqa: F403
from yichuang.kernel.catalogue.section import __all__ as _pure

__all__ = [*_pure]

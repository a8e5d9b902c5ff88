"""Flow charts: a layered layout of a plan in whole pixels, and its drawing as SVG for desk and phone.

Never decides anything: what a box looks like comes with it.
"""

from yichuang.engines.chart.drawing import draw
from yichuang.engines.chart.layout import Box, Layout, Line, Placed, arrange

__all__ = ["Box", "Layout", "Line", "Placed", "arrange", "draw"]

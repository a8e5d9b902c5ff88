"""Charts as SVG for desk and phone: a plan in layers, in whole pixels; bars made of parts.

Never decides anything: what a box looks like comes with it.
"""

from yichuang.engines.chart.arranging import arrange
from yichuang.engines.chart.bars import Bar, draw_bars
from yichuang.engines.chart.drawing import draw
from yichuang.engines.chart.layout import Box, Lane, Layout, Line, Placed

__all__ = ["Bar", "Box", "Lane", "Layout", "Line", "Placed", "arrange", "draw", "draw_bars"]

"""The settings of the suite and of the type checker: the same file, in the mode `test`."""

import os

os.environ["YICHUANG_MODE"] = "test"

from yichuang.config.settings import *  # noqa: F403

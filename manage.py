"""Django's own commands for developers, in the demo's mode unless YICHUANG_MODE says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("YICHUANG_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
    execute_from_command_line(sys.argv)

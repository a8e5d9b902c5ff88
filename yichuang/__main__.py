"""`python -m yichuang COMMAND`: the entry of bin/yichuang."""

import sys

from yichuang.console import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m bench NAME [--json] [--rounds N]`: runs bench/NAME.py and prints its rows.

A bench is a module with `run(rounds: int) -> Iterable[Row]`; a new file is found by itself, folders are not benches.
"""

import argparse
import difflib
import importlib
import json
import pkgutil
import sys

import bench

NOT_BENCHES = {"harness", "__main__"}


def names() -> list[str]:
    """All benches there are."""
    found = (module.name for module in pkgutil.iter_modules(bench.__path__) if not module.ispkg)
    return sorted(name for name in found if name not in NOT_BENCHES)


def main(arguments: list[str]) -> int:
    """Runs one bench; 2 when there is none of that name."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("name", nargs="?")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--list", action="store_true", help="the names of all benches")
    chosen = parser.parse_args(arguments)
    if chosen.rounds < 1:
        parser.error("--rounds wants at least 1")
    if chosen.list or chosen.name is None:
        print("\n".join(names()))
        return 0 if chosen.list else 2
    if chosen.name not in names():
        near = difflib.get_close_matches(chosen.name, names(), n=1)
        hint = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(names())}."
        print(f"✗ There is no bench {chosen.name}.{hint}", file=sys.stderr)
        return 2
    for row in importlib.import_module(f"bench.{chosen.name}").run(chosen.rounds):
        if chosen.json:
            print(json.dumps(row, ensure_ascii=False), flush=True)
        else:
            print(
                f"{row['what']}: {row['ours']} {row['unit']}; "
                f"{row['peer_name']} {row['peer']} {row['unit']} ({row['ratio']} x)",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m bench.faults [NAME…]``: tries faults and prints the matrix as Markdown; exits with 1 where a promise is broken."""

import argparse
import importlib
import inspect
import shutil
import sys
import tempfile
import time
from pathlib import Path

NAMES = ("crashes", "kills", "disks", "bombs", "mutants", "nights")


def main() -> int:
    """Try what is asked for, else everything."""
    parser = argparse.ArgumentParser(prog="bench.faults")
    parser.add_argument("names", nargs="*", default=list(NAMES), metavar="|".join(NAMES))
    for option in ("step", "first", "last", "trials", "most", "files", "seed"):
        parser.add_argument(f"--{option}", type=int)
    chosen = parser.parse_args()
    broken = 0
    for name in chosen.names:
        trying = importlib.import_module(f"bench.faults.{name}").run
        options = {key: value for key, value in vars(chosen).items() if value is not None and key in inspect.signature(trying).parameters}
        root, begun = Path(tempfile.mkdtemp(prefix="chuhe-faults-")), time.monotonic()
        try:
            for row in trying(root, **options):
                broken += not row.held
                print(row, flush=True)
        finally:
            shutil.rmtree(root, ignore_errors=True)
        print(f"<!-- {name}: {time.monotonic() - begun:.0f} s -->", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

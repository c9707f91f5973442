"""The command line that asks for no room in advance, so that the disk can fill up under its hands."""

import runpy
import sys
from pathlib import Path

import flows.desk

TESTS = Path(__file__).parents[2] / "tests" / "flows"

if __name__ == "__main__":
    flows.desk._ROOM = 0
    sys.path.insert(0, str(TESTS))
    runpy.run_path(str(TESTS / "cli_with_fakes.py"), run_name="__main__")

"""The real command line with reading processes whose files say what goes wrong."""

import os
import sys
from pathlib import Path

import flows.desk
from flows.cli import main
from flows.process import Patience

SILENCE = float(os.environ.get("FAKE_SILENCE", "3"))
flows.desk.WORKER = (sys.executable, str(Path(__file__).parent / "fake_worker.py"))
flows.desk.PATIENCE = Patience(start=60, silence=SILENCE, base=8 + SILENCE, per_page=10, most=600)

if __name__ == "__main__":
    main()

"""The real command line with reading processes whose files say what goes wrong."""

import os
import sys
from pathlib import Path

import flows.audit
from flows.cli import main
from flows.pool import Patience

flows.audit.WORKER = (sys.executable, str(Path(__file__).parent / "fake_worker.py"))
flows.audit.PATIENCE = Patience(start=60, silence=float(os.environ.get("FAKE_SILENCE", "3")), base=8, per_page=10, most=60)

if __name__ == "__main__":
    main()

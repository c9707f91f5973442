"""``python -m reports.beside_process``: calls come in, files are written, an error of the disk goes out."""

import json
import pickle
import signal
import sys


def main() -> int:
    """Do what is asked until the input ends; an interrupt is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            function, given = pickle.load(sys.stdin.buffer)  # noqa: S301  (our own words, from the process that started this one)
            function(*given)
    except (EOFError, pickle.UnpicklingError):  # the other end is done, or was killed in the middle of a call
        return 0
    except OSError as error:
        json.dump(error.errno, sys.stdout)
        return 1


if __name__ == "__main__":
    sys.exit(main())

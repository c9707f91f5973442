"""``python -m flows.leash COMMAND…`` becomes the command, and ends when the process that started it ends, however that ends."""

import os
import sys

from flows.sandbox import die_with_parent

if __name__ == "__main__":
    die_with_parent()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  (the command is our own)

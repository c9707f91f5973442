"""Whether a reading process grows: reads the pages of a folder again and again, and tells the memory that it holds.

python -m bench.growth sample_docs/round/inbox --pages 1000
"""

import argparse
import itertools
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from extractors.intake import detect
from extractors.ocr import load
from extractors.reading import PageReader
from extractors.sources import open_source
from extractors.sources.source import SourcePage

READ = {".pdf", ".tif", ".jpg", ".png"}
TOLD_EVERY = 50
WARM = 100
"""Pages after which engines and allocators have taken what they take once."""


def main(argv: list[str] | None = None) -> int:
    """Read, and tell memory as it goes."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    given = parser.parse_args(argv)
    reader = PageReader(load("rapidocr"))
    warm = 0
    for number, page in enumerate(itertools.islice(_for_ever(given.folder), given.pages), 1):
        reader.read(page)
        warm = _held_mb() if number == WARM else warm
        if number % TOLD_EVERY == 0:
            print(f"{number:>5} pages: {_held_mb()} MB held, {_peak_mb()} MB at most", flush=True)
    print(f"grown since page {WARM}: {_held_mb() - warm} MB" if warm else f"fewer than {WARM} pages tell nothing")
    return 0


def _for_ever(folder: Path) -> Iterator[SourcePage]:
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in READ and "加密" not in path.name]
    for path in itertools.cycle(files):
        with open_source(path, detect(path, path.name)) as source:
            yield from (source.page(number) for number in range(1, source.page_count + 1))


def _held_mb() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() >> 20


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    sys.exit(main())

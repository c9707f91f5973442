"""What a reading process may do: no network, bounded memory and file sizes, and no life after its supervisor."""

import contextlib
import ctypes
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

LIFELINE = "CHUHE_LIFELINE"
"""Environment variable with the number of a pipe's end; the pipe closes when the supervisor dies, however it dies."""

WITHOUT_NETWORK = "rlimits+no-network"
"""The level of restraint where the system allows all of it."""
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT")
_FILE_BYTES = 512 << 20
_OPEN_FILES = 256
_ROUNDS = 50


def environment(scratch: str) -> dict[str, str]:
    """Return the environment of a reading process: an allow-list, one thread an engine, its own home and temporary folder.

    ``CMAP_PATH`` stays out: pdfminer would read files that a PDF names from there.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    single = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
    own = {"HOME": scratch, "TMPDIR": scratch, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    same_code = {"PYTHONPATH": str(Path(__file__).parents[1])}
    return kept | single | own | same_code


def enter(memory_mb: int) -> str:
    """Restrict this process, before it sees any file, and return the level in words."""
    os.nice(5)
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, _FILE_BYTES)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_AS, memory_mb << 20)
    return WITHOUT_NETWORK if _leave_network() else "rlimits"


def watch_supervisor() -> None:
    """Leave a watchdog behind that kills the whole session (an OCR engine's children, LibreOffice's) once the supervisor is gone."""
    if LIFELINE not in os.environ:
        return
    lifeline = int(os.environ.pop(LIFELINE))
    if os.fork() == 0:
        _watch(lifeline)
    os.close(lifeline)


def give_back_memory() -> None:
    """Return to the system what the C library holds of memory that is free: after a page that is hundreds of megabytes."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def end_session(leader: int) -> None:
    """Kill every process of a session but ourselves: a child may have left its leader's process group, as LibreOffice's do."""
    for _ in range(_ROUNDS):
        left = [pid for pid in _members(leader) if pid != os.getpid()]
        if not left:
            return
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def die_with_parent() -> None:
    """Have the kernel end this process when the one that started it ends."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _watch(lifeline: int) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.closerange(0, lifeline)  # who listens to the worker must hear its end: nobody else may hold its output open
    os.closerange(lifeline + 1, _OPEN_FILES)
    with contextlib.suppress(OSError):
        while os.read(lifeline, 1):
            pass
    end_session(os.getsid(0))
    os.killpg(0, signal.SIGKILL)


def _members(leader: int) -> Iterator[int]:
    """Give the living processes of a session; on a system without ``/proc`` there are none to be seen, and the group has to do."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            state, _, _, session = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[:4]
            if int(session) == leader and state not in "ZX":
                yield int(folder.name)


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (most, most))


def _leave_network() -> bool:
    """Move to a network of our own with nothing in it, where the kernel lets us."""
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)

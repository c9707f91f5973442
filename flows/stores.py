"""Opens the store with the places that the workspace or the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.orders import default_store
from flows.workspace import Settings, workspace_of
from storage import Store

DATABASE = "CHUHE_DATABASE"
OBJECTS = "CHUHE_OBJECTS"


def open_store(root: Path, near: Path) -> Store:
    """Open a store. ``near`` lies in the workspace whose settings hold, if the store is the workspace's own; the environment goes first."""
    workspace = workspace_of(near)
    settings = workspace.settings if workspace is not None and workspace.store.resolve() == root.resolve() else Settings()
    return Store(root, os.environ.get(DATABASE) or settings.database, os.environ.get(OBJECTS) or settings.objects)


@contextmanager
def opened(root: Path | None, near: Path | None = None) -> Iterator[Store]:
    """Open the named store, or the one of the workspace that we stand in, for the time of a command."""
    here = near or Path()
    workspace = workspace_of(here)
    store = open_store(root or (workspace.store if workspace else default_store()), here)
    try:
        yield store
    finally:
        store.close()

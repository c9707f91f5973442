"""Notices as data: one folder a call, ``<province>/<year>/``; the only code here is the loader."""

from notices.pack import load_path
from notices.registry import available, load

__all__ = ["available", "load", "load_path"]

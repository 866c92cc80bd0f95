"""Paths as reports show them."""

import os

HOME = os.path.realpath(os.getcwd())


def shown(path):
    """A path as reports show it: relative to the working directory where it lies below it, with forward slashes."""
    if path.startswith("<"):
        return path
    path = os.path.realpath(path)
    inside = path == HOME or path.startswith(HOME.rstrip(os.sep) + os.sep)
    return (os.path.relpath(path, HOME) if inside else path).replace(os.sep, "/")

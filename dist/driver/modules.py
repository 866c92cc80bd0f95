"""A migration file's module, as each command of Alembic's loads it: knowing nothing of the commands before."""

import importlib.util
import types

PLAIN = (str, bytes, int, float, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type(None))
IMPORTED = ("typing", "__future__")

_run = set()


def renew(revision):
    """Runs the file anew where it was used before and holds what may remember that: a MetaData, an Enum, a list."""
    module = revision.module
    if revision.revision not in _run:
        _run.add(revision.revision)
        return
    if not remembers(module):
        return
    try:
        fresh = importlib.util.module_from_spec(module.__spec__)
        module.__spec__.loader.exec_module(fresh)
    except Exception:
        # What it does to other modules can be done only once in a process.
        return
    revision.module = fresh


def remembers(module):
    return any(
        not name.startswith("__") and not is_plain(value, module.__name__) for name, value in vars(module).items()
    )


def is_plain(value, name):
    if isinstance(value, tuple):
        return all(is_plain(one, name) for one in value)
    # What another module made stays as it is when the file is run anew.
    is_imported = isinstance(value, type) and value.__module__ != name
    return isinstance(value, PLAIN) or is_imported or type(value).__module__ in IMPORTED

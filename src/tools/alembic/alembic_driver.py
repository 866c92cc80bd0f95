"""Runs one project's Alembic migrations for matview-check, one revision at a time.

Started by process.ts in the project's own Python (3.8 or later). Speaks the protocol of protocol.ts: JSON lines in
ASCII over file descriptor 3, in both directions; standard output and standard error belong to env.py and the
migrations, which may print what they like. What it does stands in the package beside it, driver/.
"""

import importlib
import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
PACKAGE = "matview_check_driver"


def load_package():
    """Under a name of its own and without its folder on the path, so that no module of the project is hidden by ours."""
    sys.path[:] = [path for path in sys.path if not path or os.path.realpath(path) != HERE]
    folder = os.path.join(HERE, "driver")
    file = os.path.join(folder, "__init__.py")
    spec = importlib.util.spec_from_file_location(PACKAGE, file, submodule_search_locations=[folder])
    sys.modules[PACKAGE] = importlib.util.module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(sys.modules[PACKAGE])
        return importlib.import_module(PACKAGE + ".main")
    finally:
        sys.dont_write_bytecode = writes


if __name__ == "__main__":
    load_package().main()

"""Loads a project's history; every way in which it can be wrong becomes a Fault."""

import os
import sys
import traceback

from .errors import described, sentence
from .faults import Fault
from .paths import shown
from .project import Project
from .recorder import RECORDER
from .redirect import REDIRECT


def load_project(options):
    """Loads a project's history; every way in which it can be wrong becomes a Fault."""
    try:
        import sqlalchemy
        import alembic
        from alembic.config import Config  # noqa: F401
        from alembic.runtime.environment import EnvironmentContext  # noqa: F401
        from alembic.script.revision import RevisionError
        from alembic.util import CommandError
    except ImportError as error:
        raise Fault(
            "Alembic cannot be imported by %s (%s); install the project's requirements there, "
            "or name the project's Python with --python." % (sys.executable, error)
        )
    # `python -m alembic` finds the project's modules in the working directory; the `alembic` command does not.
    if os.getcwd() not in sys.path and "" not in sys.path:
        sys.path.append(os.getcwd())
    project = Project(options)
    REDIRECT.listen()
    RECORDER.listen()
    REDIRECT.on_connect = RECORDER.on_connect
    try:
        project.load()
        history = project.history()
    except Fault:
        raise
    except (CommandError, RevisionError) as error:
        raise Fault("Alembic cannot read the migrations of %s: %s" % (shown(project.file), sentence(error)))
    except BaseException as error:
        if REDIRECT.refusal is not None:
            raise REDIRECT.refusal
        if isinstance(error, KeyError) and raised_by_alembic(error):
            raise Fault(
                "Alembic cannot read the migrations of %s: no migration file has the revision %s, which another one "
                "names in its down_revision or depends_on (%s)" % (shown(project.file), error, described(error))
            )
        raise Fault("A migration file fails when Alembic loads it: " + described(error))
    versions = {
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "tool": "alembic " + alembic.__version__,
        "sqlalchemy": sqlalchemy.__version__,
    }
    return project, {"versions": versions, "history": history}


def raised_by_alembic(error):
    """True for what Alembic itself raises of a revision that it does not find, and not a migration file that it runs."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return frame.f_globals.get("__name__", "").startswith("alembic.")

"""One revision's upgrade or downgrade as it goes."""

import functools
import time

from .history import migration_files
from .modules import renew
from .recorder import milliseconds


class Step:
    """One revision's upgrade or downgrade as it goes."""

    def __init__(self, request, project):
        self.id = request["id"]
        self.revision = project.script.get_revision(request["revision"])
        self.revision_map = project.script.revision_map
        self.direction = request["direction"]
        self.stamp = request["stamp"]
        self.files = migration_files(self.revision)
        self.statements, self.notices = [], []
        self.started, self.milliseconds = time.perf_counter(), 0
        self.failure = None
        self.done = False
        self.holder, self.outcome = None, None

    def build(self):
        """Alembic's own step, which moves the version table exactly, around a guarded function."""
        from alembic.runtime.migration import MigrationStep

        renew(self.revision)
        make = MigrationStep.upgrade_from_script if self.direction == "upgrade" else MigrationStep.downgrade_from_script
        module = self.revision.module
        if hasattr(module, self.direction):
            step = make(self.revision_map, self.revision)
        else:
            setattr(module, self.direction, self.absent)
            try:
                step = make(self.revision_map, self.revision)
            finally:
                delattr(module, self.direction)
        run = step.migration_fn

        @functools.wraps(run)  # Alembic prints the function's name.
        def guarded(**kwargs):
            self.started = time.perf_counter()
            try:
                if not self.stamp:
                    run(**kwargs)
            except BaseException as error:
                self.failure = error
                raise

        step.migration_fn = guarded
        if self.direction == "downgrade":
            spare_ancestors(step)
        return step

    def absent(self, **kwargs):
        raise AttributeError("the migration has no function %s()" % self.direction)

    def finish(self):
        self.milliseconds = milliseconds(self.started)
        self.done = True

    def hold(self, connection):
        """The step is done, in a transaction of this connection that env.py commits itself."""
        self.holder = connection.connection

    def ended_by(self, connection):
        return self.holder is not None and self.outcome is None and connection.connection is self.holder

    def is_committed(self):
        return self.done and self.failure is None and (self.holder is None or self.outcome == "commit")

    def report(self, error):
        return {
            "milliseconds": self.milliseconds if self.done else milliseconds(self.started),
            "statements": self.statements,
            "notices": self.notices,
            "error": error,
        }


def spare_ancestors(step):
    """Spares Alembic a walk through the parent's whole history: from the only head, one parent is where the step leads."""
    ask = step.should_delete_branch

    def should_delete_branch(heads):
        if heads == {step.revision.revision} and len(step.to_revisions) == 1:
            return False
        return ask(heads)

    step.should_delete_branch = should_delete_branch

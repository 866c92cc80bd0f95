"""How env.py is entered: with a generator as Alembic's migration function."""

import sys

from .errors import described
from .faults import Fault
from .paths import shown
from .place import driver_of
from .recorder import RECORDER
from .redirect import REDIRECT


class Entry:
    """Enters the project's env.py with a generator as its migration function.

    `mode` is "shared" where one run of env.py does for many steps, "single" where each step needs one, and None until
    `probe` has found that out.
    """

    def __init__(self, project):
        self.project = project
        self.mode = None
        self.runs = 0
        self.returned = False
        self.known = None
        self.fault = None
        self.holds = False
        self.wrap_alembic()

    def wrap_alembic(self):
        from alembic.runtime.environment import EnvironmentContext
        from alembic.runtime.migration import MigrationContext

        configure, migrate, entry = EnvironmentContext.configure, MigrationContext.run_migrations, self

        def configured(context, *args, **kwargs):
            if entry.mode != "single":
                kwargs["transaction_per_migration"] = True
            return configure(context, *args, **kwargs)

        def run_migrations(context, **kwargs):
            if context.connection is None or context.as_sql:
                entry.fail("env.py configures Alembic without a connection; give context.configure() one.")
            if entry.mode is None and entry.runs > 0:
                # Not let through: it would wait for ever for the version table that the first, not committed, has made.
                entry.fail(
                    "%s runs the migrations more than once, as for several databases or schemas, but matview-check follows "
                    "one; let env.py run them once, for example chosen by an argument given with -x."
                    % shown(entry.project.env_file())
                )
            entry.holds = context.connection.in_transaction()
            try:
                migrate(context, **kwargs)
            except BaseException as error:
                RECORDER.failed(error)
                raise
            entry.returned = True

        EnvironmentContext.configure = configured
        MigrationContext.run_migrations = run_migrations

    def run(self, walk):
        """Runs env.py; returns what it raised. No connection is open afterwards."""
        from alembic.runtime.environment import EnvironmentContext

        self.runs, self.returned, self.fault, REDIRECT.refusal = 0, False, None, None
        raised = None
        try:
            config = self.project.config(REDIRECT.target)
            if self.project.flask is not None:
                config = flask_configured(self.project.flask, config)
            with EnvironmentContext(config, self.project.script, fn=walk, destination_rev=self.project.destination):
                self.project.script.run_env()
        except BaseException as error:
            raised = error
        return raised

    def arrive(self, context):
        """What has to hold whenever env.py calls run_migrations."""
        self.runs += 1
        if REDIRECT.refusal is not None:
            raise REDIRECT.refusal
        name = context.connection.exec_driver_sql("select pg_catalog.current_database()").scalar()
        if name != REDIRECT.target["database"]:
            self.fail("env.py migrates the database %s, which would not be a scratch database." % name)
        self.known = {
            "driver": driver_version(context.dialect),
            "versionTable": {"schema": context.version_table_schema, "name": context.version_table},
        }

    def fail(self, message):
        self.fault = Fault(message)
        raise self.fault

    def probe(self):
        """Runs env.py without a step: does it get to run_migrations, once, and with which transaction?"""
        found = []
        self.mode = None
        RECORDER.transaction_local = False

        def walk(heads, context):
            self.arrive(context)
            found.append(self.holds or RECORDER.transaction_local)
            return iter(())

        raised = self.run(walk)
        leave()
        # What it does afterwards may need all migrations, and none has run.
        self.complain(None if self.returned else raised)
        env = shown(self.project.env_file())
        if self.runs == 0:
            raise Fault("%s never calls context.run_migrations(); matview-check has nothing to run." % env)
        self.mode = "single" if found[0] else "shared"

    def complain(self, raised):
        fault = REDIRECT.refusal or self.fault
        if fault is not None:
            raise fault
        if isinstance(raised, Fault):
            raise raised
        if raised is not None:
            raise Fault("%s fails: %s" % (shown(self.project.env_file()), described(raised)))


def leave():
    RECORDER.step = None
    REDIRECT.close_all()


def flask_configured(app, config):
    """Flask-Migrate lets an application change Alembic's configuration."""
    migrate = getattr(app.extensions.get("migrate"), "migrate", None)
    change = getattr(migrate, "call_configure_callbacks", None)
    return change(config) if change is not None else config


def driver_version(dialect):
    name = driver_of(dialect)
    version = getattr(sys.modules.get(name), "__version__", "")
    return (name + " " + version.split(" ")[0]).strip()

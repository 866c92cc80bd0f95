"""The project's env.py, entered with a generator as its migration function."""

import sys

from .errors import described, step_error
from .faults import Fault
from .paths import shown
from .place import driver_of, export
from .recorder import RECORDER
from .redirect import REDIRECT
from .step import Step


class Environment:
    """The project's env.py, entered with a generator as its migration function.

    `shared`: one run of env.py for many steps, each committed when the generator is resumed. `single`: one run for
    each step, because env.py holds a transaction of its own, which is committed only when it ends. Which of them is
    found out by a first run without steps.
    """

    def __init__(self, channel, project):
        self.channel, self.project = channel, project
        self.mode = None
        self.is_open = False
        self.runs = 0
        self.known = None
        self.ending = None
        self.fault = None
        self.holds = False
        self.wrap_alembic()

    def wrap_alembic(self):
        from alembic.runtime.environment import EnvironmentContext
        from alembic.runtime.migration import MigrationContext

        configure, migrate, environment = EnvironmentContext.configure, MigrationContext.run_migrations, self

        def configured(context, *args, **kwargs):
            if environment.mode != "single":
                kwargs["transaction_per_migration"] = True
            return configure(context, *args, **kwargs)

        def run_migrations(context, **kwargs):
            if context.connection is None or context.as_sql:
                environment.fail("env.py configures Alembic without a connection; give context.configure() one.")
            if environment.mode is None and environment.runs > 0:
                # Not let through: it would wait for ever for the version table that the first, not committed, has made.
                environment.fail(
                    "%s runs the migrations more than once, as for several databases or schemas, but matview-check follows "
                    "one; let env.py run them once, for example chosen by an argument given with -x."
                    % shown(environment.project.env_file())
                )
            environment.holds = context.connection.in_transaction()
            return migrate(context, **kwargs)

        EnvironmentContext.configure = configured
        MigrationContext.run_migrations = run_migrations

    def run(self, walk):
        """Runs env.py; returns what it raised. No connection is open afterwards."""
        from alembic.runtime.environment import EnvironmentContext

        self.runs, self.fault, REDIRECT.refusal = 0, None, None
        raised = None
        try:
            config = self.project.config(REDIRECT.target)
            if self.project.flask is not None:
                config = flask_configured(self.project.flask, config)
            with EnvironmentContext(config, self.project.script, fn=walk, destination_rev="head"):
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

    # Opening

    def open(self, request):
        REDIRECT.target = request["database"]
        export(REDIRECT.target, self.project.ini_scheme, self.project.url_names)
        self.project.prepare()
        if self.mode != "shared":
            self.probe()
        if self.mode == "single":
            self.is_open = True
            self.channel.reply(request["id"], self.known)
            return
        self.opening = request["id"]
        raised = self.run(self.shared)
        self.settle(raised)

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
        self.leave()
        self.complain(raised)
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

    def knows(self, request):
        if request["revision"] in self.project.ids:
            return True
        self.channel.fail(request["id"], "internal", "there is no revision %s" % request["revision"])
        return False

    # Steps in one run of env.py

    def shared(self, heads, context):
        self.arrive(context)
        transaction = context.connection.get_transaction()
        if transaction is not None:
            transaction.commit()
        else:
            # The driver's own transaction, which a connection of SQLAlchemy 1.4 does not count as one.
            context.connection.connection.commit()
        self.is_open = True
        self.channel.reply(self.opening, self.known)
        self.opening = None
        while True:
            request = self.channel.receive()
            if request["op"] != "step":
                self.ending = request
                return
            if not self.knows(request):
                continue
            step = RECORDER.start(Step(request, self.project))
            yield step.build()
            step.finish()
            if context.connection.in_transaction():
                # It is committed by env.py itself, if at all, when this run of it ends.
                step.held = True
                self.mode = "single"
                return
            RECORDER.step = None
            self.channel.reply(step.id, step.report(None))

    def settle(self, raised):
        """Answers what was asked last, now that env.py has ended."""
        step, ending, opening = RECORDER.step, self.ending, self.opening
        self.ending = self.opening = None
        if step is not None:
            self.conclude(step, raised)
            return
        self.is_open = False
        self.leave()
        if opening is not None:
            self.complain(raised)
            raise Fault("%s did not get to run the migrations." % shown(self.project.env_file()))
        if ending is None:
            return
        if ending["op"] == "close":
            self.channel.reply(ending["id"], None)
        else:
            self.channel.inbox.put(ending)

    # Steps with a run of env.py each

    def single(self, request):
        if not self.knows(request):
            return
        step = Step(request, self.project)

        def walk(heads, context):
            self.arrive(context)
            if self.runs == 1:
                RECORDER.start(step)
                yield step.build()
                step.finish()
                step.held = context.connection.in_transaction()

        raised = self.run(walk)
        self.conclude(step, raised)

    def conclude(self, step, raised):
        begun = RECORDER.begun
        RECORDER.start(None)
        fault = REDIRECT.refusal or self.fault
        error = step.failure or raised
        failed = error is not None or not step.done
        report = None
        if fault is None and error is not None:
            report = step.report(step_error(error, step, begun))
        step.failure = error = raised = None
        self.leave()
        if failed:
            self.is_open = False
        if fault is not None:
            raise fault
        if report is None and not step.done:
            raise Fault("%s ended without running the migration." % shown(self.project.env_file()))
        if report is None and step.outcome == "rollback":
            self.is_open = False
            raise Fault(
                "%s begins a transaction before context.configure() and ends without committing it, so that no migration "
                "lasts; commit it, or begin the connection with engine.begin()." % shown(self.project.env_file())
            )
        self.channel.reply(step.id, report or step.report(None))

    # The end

    def close(self, request):
        self.is_open = False
        self.leave()
        self.channel.reply(request["id"], None)

    def leave(self):
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

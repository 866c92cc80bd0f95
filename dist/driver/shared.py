"""One run of env.py for many steps, each committed when the generator is resumed."""

from .entry import leave
from .faults import Fault
from .paths import shown
from .recorder import RECORDER
from .redirect import REDIRECT
from .step import Step


class SharedRun:
    """One run of env.py for many steps, each committed when the generator is resumed."""

    def __init__(self, environment, request):
        self.environment, self.entry, self.channel = environment, environment.entry, environment.channel
        self.opening, self.ending = request["id"], None

    def run(self):
        self.settle(self.entry.run(self.walk))

    def walk(self, heads, context):
        if self.opening is None:
            # An env.py that tries again after an error. Nothing is run, so that it ends and the first error is told.
            return
        self.entry.arrive(context)
        transaction = context.connection.get_transaction()
        if transaction is not None:
            transaction.commit()
        else:
            # The driver's own transaction, which a connection of SQLAlchemy 1.4 does not count as one.
            context.connection.connection.commit()
        self.environment.is_open = True
        self.channel.reply(self.opening, self.entry.known)
        self.opening = None
        while True:
            request = self.channel.receive()
            if request["op"] != "step":
                self.ending = request
                return
            if not self.environment.knows(request):
                continue
            forget(context)
            step = RECORDER.start(Step(request, self.environment.project))
            yield step.build()
            step.finish()
            if REDIRECT.refusal is not None:
                # The migration has swallowed it.
                raise REDIRECT.refusal
            if context.connection.in_transaction():
                # It is committed by env.py itself, if at all, when this run of it ends.
                step.hold(context.connection)
                self.entry.mode = "single"
                return
            RECORDER.step = None
            self.channel.reply(step.id, step.report(None))

    def settle(self, raised):
        """Answers what was asked last, now that env.py has ended."""
        if RECORDER.step is not None:
            self.environment.conclude(RECORDER.step, raised)
            return
        self.environment.is_open = False
        leave()
        if self.opening is not None:
            self.entry.complain(raised)
            raise Fault("%s did not get to run the migrations." % shown(self.environment.project.env_file()))
        if self.ending is None:
            return
        if self.ending["op"] == "close":
            self.channel.reply(self.ending["id"], None)
        else:
            self.channel.inbox.put(self.ending)


def forget(context):
    """What SQLAlchemy and the drivers remember no longer than a command of Alembic's takes."""
    # Of which types it was told that they are made.
    getattr(context.impl, "memo", {}).clear()
    # Statements they have prepared, with the numbers of types and columns as they were. They forget them by themselves after a
    # statement that begins with DROP or ALTER, but not after one in a block or behind a comment.
    getattr(context.dialect, "_invalidate_schema_cache", nothing)()  # SQLAlchemy's for asyncpg
    raw = getattr(context.connection.connection, "driver_connection", None)
    getattr(getattr(raw, "_prepared", None), "clear", nothing)()  # psycopg's own


def nothing():
    pass

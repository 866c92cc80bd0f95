"""The project's environment as it is asked for: opened, stepped through and closed."""

from .entry import Entry, leave
from .errors import step_error
from .faults import Fault
from .paths import shown
from .place import export
from .recorder import RECORDER
from .redirect import REDIRECT
from .shared import SharedRun
from .step import Step


class Environment:
    """The project's environment as it is asked for: opened, stepped through and closed.

    Where env.py holds a transaction of its own, which is committed only when it ends, each step is a run of it.
    """

    def __init__(self, channel, project):
        self.channel, self.project = channel, project
        self.entry = Entry(project)
        self.is_open = False

    def open(self, request):
        REDIRECT.target = request["database"]
        export(REDIRECT.target, self.project.ini_scheme, self.project.url_names)
        self.project.prepare()
        if self.entry.mode != "shared":
            self.entry.probe()
        if self.entry.mode == "single":
            self.is_open = True
            self.channel.reply(request["id"], self.entry.known)
        else:
            SharedRun(self, request).run()

    def knows(self, request):
        if request["revision"] in self.project.ids:
            return True
        self.channel.fail(request["id"], "internal", "there is no revision %s" % request["revision"])
        return False

    def step(self, request):
        """One step with a run of env.py to itself."""
        if not self.knows(request):
            return
        entry, step = self.entry, Step(request, self.project)

        def walk(heads, context):
            entry.arrive(context)
            if entry.runs == 1:
                RECORDER.start(step)
                yield step.build()
                step.finish()
                if context.connection.in_transaction():
                    step.hold(context.connection)

        raised = entry.run(walk)
        self.conclude(step, raised)

    def conclude(self, step, raised):
        """Answers a step with which a run of env.py has ended: in a shared run, what was asked first is answered long since."""
        try:
            self.channel.reply(step.id, self.outcome(step, raised))
        except Fault as fault:
            self.channel.fail(step.id, "config", str(fault))

    def outcome(self, step, raised):
        """The report of a step with which a run of env.py has ended."""
        begun = RECORDER.begun
        RECORDER.start(None)
        fault = REDIRECT.refusal or self.entry.fault
        # What env.py raises when the step is committed is no fault of the migration's.
        error = step.failure or (None if step.is_committed() else raised)
        failed = error is not None or not step.done
        report = None
        if fault is None and error is not None:
            report = step.report(step_error(error, step, begun))
        step.failure = error = raised = None
        leave()
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
        return report or step.report(None)

    def close(self, request):
        self.is_open = False
        leave()
        self.channel.reply(request["id"], None)

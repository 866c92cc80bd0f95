"""Collects the statements and notices of the step that is running."""

import re
import sys
import time

STATEMENT_LIMIT = 20000


class NoticeList(list):
    """psycopg2 keeps only the last 50 notices, and SQLAlchemy empties the list after each statement."""

    def __init__(self, tell):
        super().__init__()
        self.tell = tell

    def append(self, text):
        super().append(text)
        self.tell(text)


class Recorder:
    """Collects the statements and notices of the step that is running."""

    # Effects that end with the transaction: where env.py relies on one, its transaction has to be its own.
    TRANSACTION_LOCAL = re.compile(r"\bset\s+local\b|\bset_config\s*\(.*\btrue\b|advisory_xact_lock", re.I | re.S)

    def __init__(self):
        self.step = None
        self.muted = False
        self.open = {}
        self.begun = None
        self.committing = None
        self.transaction_local = False

    def listen(self):
        from alembic.runtime.migration import HeadMaintainer
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        event.listen(Engine, "before_cursor_execute", self.before)
        event.listen(Engine, "after_cursor_execute", self.after)
        event.listen(Engine, "commit", self.committed)
        event.listen(Engine, "rollback", self.rolled_back)
        event.listen(Engine, "handle_error", self.commit_failed)
        update = HeadMaintainer.update_to_step
        recorder = self

        # What it sends moves the version table and is no part of the migration.
        def update_to_step(maintainer, step):
            recorder.muted = True
            try:
                return update(maintainer, step)
            finally:
                recorder.muted = False

        HeadMaintainer.update_to_step = update_to_step

    def start(self, step):
        self.open.clear()
        self.step, self.begun, self.committing = step, None, None
        return step

    def before(self, connection, cursor, statement, parameters, context, executemany):
        self.committing = None
        if self.step is None:
            if self.TRANSACTION_LOCAL.search(statement):
                self.transaction_local = True
        elif not self.muted and not self.step.done and self.step.failure is None:
            sql = (statement, parameters, connection.dialect.paramstyle)
            self.begun = (sql, self.line())
            self.open[id(context)] = (time.perf_counter(), self.begun)

    def after(self, connection, cursor, statement, parameters, context, executemany):
        began = self.open.pop(id(context), None)
        if began is None or self.step is None:
            return
        started, (sql, line) = began
        self.begun = None
        self.step.statements.append(
            {"sql": server_sql(*sql), "milliseconds": milliseconds(started), "line": line}
        )
        self.pg8000_notices(cursor)

    def line(self):
        frame = sys._getframe(2)
        while frame is not None:
            if frame.f_code.co_filename in self.step.files:
                return frame.f_lineno
            frame = frame.f_back
        return None

    # A step that env.py's own transaction holds is done when that is committed.

    def committed(self, connection):
        if self.step is not None and self.step.ended_by(connection):
            self.step.outcome = "commit"
            self.committing = connection

    def commit_failed(self, context):
        # SQLAlchemy tells of a commit before it asks the server for it.
        if self.committing is not None and context.connection is self.committing and context.statement is None:
            self.failed(context.sqlalchemy_exception or context.original_exception)

    def failed(self, error):
        """Keeps the step's first error, which env.py may swallow."""
        if self.step is not None and self.step.failure is None:
            self.step.failure = error

    def rolled_back(self, connection):
        if self.step is not None and self.step.ended_by(connection):
            self.step.outcome = "rollback"

    def status(self):
        begun = self.begun
        if begun is None:
            return {"statement": None, "line": None}
        return {"statement": server_sql(*begun[0]), "line": begun[1]}

    # Notices

    def on_connect(self, dbapi_connection, raw):
        if hasattr(raw, "add_notice_handler"):
            raw.add_notice_handler(self.psycopg_notice)
        elif hasattr(raw, "add_log_listener"):
            raw.add_log_listener(self.asyncpg_notice)
        elif type(raw).__module__.startswith("psycopg2") or hasattr(raw, "get_dsn_parameters"):
            raw.notices = NoticeList(self.psycopg2_notice)

    def notice(self, severity, message, detail, hint):
        if self.step is not None:
            parts = [message or ""]
            if detail:
                parts.append("DETAIL: " + detail)
            if hint:
                parts.append("HINT: " + hint)
            self.step.notices.append({"severity": severity or "NOTICE", "message": "\n".join(parts)})

    def psycopg_notice(self, diagnostic):
        severity = diagnostic.severity_nonlocalized or diagnostic.severity
        self.notice(severity, diagnostic.message_primary, diagnostic.message_detail, diagnostic.message_hint)

    def asyncpg_notice(self, connection, message):
        severity = getattr(message, "severity_en", None) or getattr(message, "severity", None)
        text = getattr(message, "message", None) or str(message)
        self.notice(severity, text, getattr(message, "detail", None), getattr(message, "hint", None))

    def psycopg2_notice(self, text):
        match = re.match(r"(\w+):\s+(.*)", text.rstrip(), re.S)
        severity, message = match.groups() if match else ("NOTICE", text.rstrip())
        self.notice(severity, re.sub(r"^(DETAIL|HINT):\s+", r"\1: ", message, flags=re.M), None, None)

    def pg8000_notices(self, cursor):
        queued = getattr(getattr(cursor, "_c", None), "notices", None)
        while queued and isinstance(queued[0], dict):
            fields = {key: value.decode("utf-8", "replace") for key, value in queued.popleft().items()}
            self.notice(fields.get(b"V") or fields.get(b"S"), fields.get(b"M"), fields.get(b"D"), fields.get(b"H"))


def milliseconds(started):
    return round((time.perf_counter() - started) * 1000, 3)


def server_sql(statement, parameters, paramstyle):
    """The statement with the server's own placeholders, whatever style of placeholder the driver has."""
    if paramstyle in ("pyformat", "format"):
        numbers = {}

        def convert(match):
            if match.group(0) == "%%":
                return "%"
            if not parameters:
                return match.group(0)
            key = match.group(1) if match.group(1) is not None else len(numbers)
            return "$%d" % numbers.setdefault(key, len(numbers) + 1)

        statement = re.sub(r"%%|%\((\w+)\)s|%s", convert, statement)
    return statement[:STATEMENT_LIMIT]

RECORDER = Recorder()

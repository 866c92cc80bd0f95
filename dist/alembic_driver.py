"""Runs one project's Alembic migrations for matview-check, one revision at a time.

Started by process.ts in the project's own Python (3.8 or later). Speaks the protocol of protocol.ts: JSON lines in
ASCII over file descriptor 3, in both directions; standard output and standard error belong to env.py and the
migrations, which may print what they like.
"""

import argparse
import ast
import configparser
import functools
import importlib.util
import io
import json
import os
import queue
import re
import socket
import sys
import threading
import time
import tokenize
import traceback
import weakref

PROTOCOL = 1
CHANNEL_FD = 3
NO_CHANNEL = 93
STATEMENT_LIMIT = 20000
TRACEBACK_LIMIT = 4000
URL_VARIABLES = ("DATABASE_URL", "SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_DATABASE_URL")


class Fault(Exception):
    """The project's set-up is wrong; the text is one sentence for its user."""


class Refused(Fault):
    """A connection that must not be made."""


# ---------------------------------------------------------------------------------------------- the channel


class Channel:
    """The protocol's two directions.

    A thread of its own reads, so that the process ends when its parent does, even in the middle of a statement, and
    so that `status` is answered while a step runs.
    """

    def __init__(self, fd):
        os.set_inheritable(fd, False)
        os.set_blocking(fd, True)
        self.fd = fd
        self.owner = os.getpid()
        self.inbox = queue.SimpleQueue()
        self.lock = threading.Lock()
        # Bound now: libraries such as gevent replace functions of `os` later.
        self.os_read, self.os_write, self.os_exit, self.getpid = os.read, os.write, os._exit, os.getpid

    def start(self, status):
        threading.Thread(target=self._read, args=(status,), daemon=True).start()

    def _read(self, status):
        rest = b""
        while True:
            try:
                data = self.os_read(self.fd, 65536)
            except OSError:
                data = b""
            if not data:
                self.os_exit(0)
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                request = json.loads(line)
                if request["op"] == "status":
                    self.reply(request["id"], status())
                else:
                    self.inbox.put(request)

    def receive(self):
        self._only_the_owner()
        return self.inbox.get()

    def reply(self, request_id, result):
        self.send({"id": request_id, "result": result})

    def fail(self, request_id, kind, message):
        self.send({"id": request_id, "error": {"kind": kind, "message": message}})

    def send(self, message):
        self._only_the_owner()
        data = json.dumps(message, ensure_ascii=True, default=str).encode("ascii") + b"\n"
        with self.lock:
            try:
                while data:
                    data = data[self.os_write(self.fd, data) :]
            except OSError:
                self.os_exit(0)

    def _only_the_owner(self):
        # A migration that forks and lets the child run on would answer twice.
        if self.getpid() != self.owner:
            self.os_exit(0)


# ---------------------------------------------------------------------------------------------- the redirect

# Every parameter of libpq, asyncpg and pg8000 that says where to connect, as whom, or how the way is secured.
PLACE = frozenset(
    "dsn conninfo host hostaddr port user password passfile dbname database service servicefile "
    "ssl sslmode sslcert sslkey sslrootcert sslcrl sslcrldir sslpassword sslnegotiation sslcompression sslsni "
    "sslcertmode ssl_min_protocol_version ssl_max_protocol_version ssl_context channel_binding require_auth direct_tls "
    "gssencmode gssdelegation gsslib krbsrvname requirepeer target_session_attrs load_balance_hosts "
    "unix_sock source_address sock async_creator_fn".split()
)

PLACE_VARIABLES = (
    "PGHOSTADDR PGPASSFILE PGSERVICE PGSERVICEFILE PGTARGETSESSIONATTRS PGREQUIREAUTH PGCHANNELBINDING "
    "PGREQUIREPEER PGSSLNEGOTIATION"
).split()

# Stands in for the scratch database until one is opened. The top-level domain .invalid never resolves (RFC 2606).
NOWHERE = {
    "host": "matview-check.invalid",
    "port": 5432,
    "user": "matview_check",
    "password": "matview_check",
    "database": "matview_check",
    "sslmode": None,
}


class Redirect:
    """Points every PostgreSQL connection of this process at one scratch database, and proves it."""

    def __init__(self):
        self.target = None
        self.refusal = None
        self.generation = 0
        self.connections = []
        self.on_connect = None

    def refuse(self, message):
        self.refusal = Refused(message)
        raise self.refusal

    def place(self, driver):
        """The scratch database as connection parameters of one driver."""
        if self.target is None:
            self.refuse(
                "The project connects to a database while its migrations are being loaded; "
                "connect inside upgrade() and downgrade(), or in env.py, instead."
            )
        target = self.target
        place = {"port": target["port"], "user": target["user"]}
        if target["password"] is not None:
            place["password"] = target["password"]
        place["dbname" if driver in ("psycopg2", "psycopg") else "database"] = target["database"]
        sslmode = target["sslmode"]
        if driver == "pg8000":
            if target["host"].startswith("/"):
                place["unix_sock"] = "%s/.s.PGSQL.%s" % (target["host"], place.pop("port"))
            else:
                place["host"] = target["host"]
            if sslmode in ("require", "verify-ca", "verify-full"):
                place["ssl_context"] = ssl_context(sslmode)
        else:
            place["host"] = target["host"]
            if sslmode is not None:
                place["ssl" if driver == "asyncpg" else "sslmode"] = sslmode
        return place

    def moved(self, driver, parameters):
        kept = {key: value for key, value in parameters.items() if key not in PLACE and value is not None}
        kept.update(self.place(driver))
        return kept

    # SQLAlchemy's engines

    def listen(self):
        from sqlalchemy import event
        from sqlalchemy.engine import Engine
        from sqlalchemy.pool import Pool

        event.listen(Engine, "do_connect", self.do_connect)
        event.listen(Pool, "connect", self.prove)
        event.listen(Pool, "checkout", self.checkout)

    def do_connect(self, dialect, record, cargs, cparams):
        driver = driver_of(dialect)
        if dialect.name != "postgresql":
            self.refuse(
                "The project connects to a %s database, but matview-check works on PostgreSQL only; let env.py take "
                "its URL from sqlalchemy.url or DATABASE_URL, or name its variable with --url-variable." % dialect.name
            )
        if driver not in ("psycopg2", "psycopg", "asyncpg", "pg8000"):
            self.refuse(
                "The project uses the database driver %s, which matview-check does not know; "
                "use psycopg, psycopg2, asyncpg or pg8000." % driver
            )
        parameters = dict(cparams)
        for dsn in [*cargs, parameters.get("dsn"), parameters.get("conninfo")]:
            if isinstance(dsn, str) and dsn and driver in ("psycopg2", "psycopg"):
                parameters = {**parse_dsn(driver, dsn), **parameters}
        # A connection returned here keeps the project's own do_connect listeners, which may fetch passwords, from running.
        return dialect.connect(**self.moved(driver, parameters))

    def prove(self, dbapi_connection, record):
        # Runs before any listener of an engine: SQLAlchemy calls those of the class first.
        cursor = dbapi_connection.cursor()
        try:
            cursor.execute("select pg_catalog.current_database()")
            name = cursor.fetchone()[0]
        finally:
            cursor.close()
        dbapi_connection.rollback()
        if self.target is None or name != self.target["database"]:
            dbapi_connection.close()
            self.refuse(
                "The project connected to the database %s, which would not be a scratch database of matview-check; "
                "make its connection with create_engine(url) rather than with a creator of its own." % name
            )
        record.info["matview_check"] = self.generation
        raw = getattr(dbapi_connection, "_connection", dbapi_connection)
        self.remember(raw)
        if self.on_connect is not None:
            self.on_connect(dbapi_connection, raw)

    def checkout(self, dbapi_connection, record, proxy):
        # The pool of an engine that outlives one env.py run holds connections to a former scratch database.
        if record.info.get("matview_check") != self.generation:
            from sqlalchemy.exc import DisconnectionError

            raise DisconnectionError("made for another scratch database")

    # Connections that the project makes without SQLAlchemy

    def remember(self, raw):
        try:
            self.connections.append(weakref.ref(raw))
        except TypeError:
            pass

    def patch_psycopg2(self, module):
        original = module._connect

        def connect(dsn, *args, **kwargs):
            moved = self.moved("psycopg2", parse_dsn("psycopg2", dsn or ""))
            connection = original(module.extensions.make_dsn(**moved), *args, **kwargs)
            self.remember(connection)
            return connection

        module._connect = connect

    def patch_psycopg(self, module):
        original = module.Connection._get_connection_params.__func__

        def parameters(cls, conninfo, **kwargs):
            return self.moved("psycopg", original(cls, conninfo, **kwargs))

        module.Connection._get_connection_params = classmethod(parameters)

    def patch_psycopg_async(self, module):
        original = module.AsyncConnection._get_connection_params.__func__

        async def parameters(cls, conninfo, **kwargs):
            return self.moved("psycopg", await original(cls, conninfo, **kwargs))

        module.AsyncConnection._get_connection_params = classmethod(parameters)

    def patch_asyncpg(self, module):
        original = module._connect

        async def connect(**kwargs):
            for name in PLACE.intersection(kwargs):
                kwargs[name] = None
            kwargs.update(self.place("asyncpg"))
            connection = await original(**kwargs)
            self.remember(connection)
            return connection

        module._connect = connect

    def patch_pg8000(self, module):
        original = module.CoreConnection.__init__

        # Its first positional parameters all say where to connect.
        def connect(connection, *args, **kwargs):
            original(connection, **self.moved("pg8000", kwargs))
            self.remember(connection)

        module.CoreConnection.__init__ = connect

    # The end

    def close_all(self):
        """Closes every connection that was made, whoever holds it."""
        connections, self.connections = self.connections, []
        for reference in connections:
            connection = reference()
            if connection is not None:
                try:
                    close_connection(connection)
                except Exception:
                    pass
        self.generation += 1


class PatchOnImport:
    """Patches a raw driver the moment it is imported, so that nobody holds an unpatched function."""

    def __init__(self, patches):
        self.patches = patches
        self.busy = set()

    def find_spec(self, name, path=None, target=None):
        patch = self.patches.get(name)
        if patch is None or name in self.busy:
            return None
        self.busy.add(name)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self.busy.discard(name)
        if spec is not None and hasattr(spec.loader, "exec_module"):
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                try:
                    patch(module)
                except AttributeError:
                    pass  # Another version of the driver: SQLAlchemy's own connections are still redirected and proven.

            spec.loader.exec_module = exec_module
        return spec


def driver_of(dialect):
    name = getattr(dialect, "driver", "")
    return name[: -len("_async")] if name.endswith("_async") else name


def parse_dsn(driver, dsn):
    if driver == "psycopg2":
        from psycopg2.extensions import parse_dsn as parse

        return parse(dsn)
    from psycopg.conninfo import conninfo_to_dict

    return conninfo_to_dict(dsn)


def ssl_context(sslmode):
    import ssl

    context = ssl.create_default_context()
    if sslmode != "verify-full":
        context.check_hostname = False
    if sslmode == "require":
        context.verify_mode = ssl.CERT_NONE
    return context


def close_connection(connection):
    if hasattr(connection, "pgconn"):
        connection.pgconn.finish()
    elif hasattr(connection, "terminate") and hasattr(connection, "_transport"):
        # asyncpg's own close needs the event loop, which is gone when env.py's asyncio.run() has returned.
        if not connection.is_closed():
            own = connection._transport.get_extra_info("socket")
            with socket.socket(fileno=os.dup(own.fileno())) as copy:
                copy.shutdown(socket.SHUT_RDWR)
    else:
        connection.close()


def database_url(scheme, target):
    from sqlalchemy.engine import URL

    query = {}
    host, port = target["host"], target["port"]
    if host.startswith("/"):
        query.update(host=host, port=str(port))
        host = port = None
    if target["sslmode"] is not None and not scheme.endswith("+pg8000"):
        query["ssl" if scheme.endswith("+asyncpg") else "sslmode"] = target["sslmode"]
    url = URL.create(scheme, target["user"], target["password"], host, port, target["database"], query)
    return url.render_as_string(hide_password=False)


def scheme_of(url):
    match = re.match(r"(postgresql(\+\w+)?)://", url or "")
    return match.group(1) if match else None


@functools.lru_cache(maxsize=None)
def default_scheme():
    """The scheme whose driver is installed; SQLAlchemy 2.1 made psycopg the default instead of psycopg2."""
    import sqlalchemy

    version = tuple(int(part) for part in re.findall(r"\d+", sqlalchemy.__version__)[:2])
    default = "psycopg" if version >= (2, 1) else "psycopg2"
    for name in (default, "psycopg", "psycopg2", "asyncpg", "pg8000"):
        if importlib.util.find_spec(name) is not None:
            return "postgresql" if name == default else "postgresql+" + name
    return "postgresql"


def export(target, ini_scheme, names):
    """Sets the environment variables by which projects and libpq learn of their database."""
    for name in names:
        scheme = scheme_of(os.environ.get(name)) or ini_scheme or default_scheme()
        os.environ[name] = database_url(scheme, target)
    for name in PLACE_VARIABLES:
        os.environ.pop(name, None)
    for name, key in (
        ("PGHOST", "host"),
        ("PGPORT", "port"),
        ("PGUSER", "user"),
        ("PGPASSWORD", "password"),
        ("PGDATABASE", "database"),
        ("PGSSLMODE", "sslmode"),
    ):
        if target[key] is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = str(target[key])


# ---------------------------------------------------------------------------------------------- what a step does


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
        self.transaction_local = False

    def listen(self):
        from alembic.runtime.migration import HeadMaintainer
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        event.listen(Engine, "before_cursor_execute", self.before)
        event.listen(Engine, "after_cursor_execute", self.after)
        event.listen(Engine, "commit", self.committed)
        event.listen(Engine, "rollback", self.rolled_back)
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
        self.step, self.begun = step, None
        return step

    def before(self, connection, cursor, statement, parameters, context, executemany):
        if self.step is None:
            if self.TRANSACTION_LOCAL.search(statement):
                self.transaction_local = True
        elif not self.muted and not self.step.done:
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
        if self.step is not None and self.step.held and self.step.outcome is None:
            self.step.outcome = "commit"

    def rolled_back(self, connection):
        if self.step is not None and self.step.held and self.step.outcome is None:
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


# ---------------------------------------------------------------------------------------------- errors


def causes(error):
    """The error and what it wraps: SQLAlchemy keeps the driver's error in `orig`, and asyncpg's is that one's cause."""
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        error = getattr(error, "orig", None) or error.__cause__
    return seen


def server_fields(error):
    """What the server said: message, SQLSTATE, detail, hint. None when it said nothing."""
    for cause in causes(error):
        diagnostic = getattr(cause, "diag", None)
        if diagnostic is not None and getattr(diagnostic, "message_primary", None):
            return (
                diagnostic.message_primary,
                getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or diagnostic.sqlstate,
                diagnostic.message_detail,
                diagnostic.message_hint,
            )
        if type(cause).__module__.startswith("asyncpg") and getattr(cause, "sqlstate", None):
            message = getattr(cause, "message", None) or str(cause)
            return message, cause.sqlstate, getattr(cause, "detail", None), getattr(cause, "hint", None)
        fields = cause.args[0] if cause.args else None
        if isinstance(fields, dict) and "M" in fields:
            return fields["M"], fields.get("C"), fields.get("D"), fields.get("H")
    return None


def text_of(error):
    """The error's own words, without the statement that SQLAlchemy appends."""
    words = str(getattr(error, "orig", None) or error)
    return re.sub(r"^<class '[\w.]+'>: ", "", words) or type(error).__name__


STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep


def is_library(filename):
    parts = filename.replace("\\", "/").split("/")
    installed = "site-packages" in parts or "dist-packages" in parts or filename.startswith(STANDARD_LIBRARY)
    return installed or filename == __file__ or filename.startswith("<")


def frames_of(error):
    return traceback.extract_tb(error.__traceback__)


def short_traceback(error):
    frames = frames_of(error)
    own = [frame for frame in frames if not is_library(frame.filename)] or frames[-3:]
    own = [traceback.FrameSummary(shown(frame.filename), frame.lineno, frame.name, line=frame.line) for frame in own]
    text = "".join(traceback.format_list(own[-12:])) + "%s: %s" % (type(error).__name__, text_of(error))
    return text[:TRACEBACK_LIMIT]


def step_error(error, step, begun):
    server = server_fields(error)
    message, sqlstate, detail, hint = server or (text_of(error), None, None, None)
    statement = getattr(error, "statement", None)
    if isinstance(statement, str):
        dialect_style = begun[0][2] if begun else ("pyformat" if "%(" in statement else "")
        statement = server_sql(statement, getattr(error, "params", None), dialect_style)
    else:
        statement = server_sql(*begun[0]) if begun and server else None
    lines = [frame.lineno for frame in frames_of(error) if frame.filename in step.files]
    return {
        "type": type(error).__name__,
        "message": message,
        "sqlstate": sqlstate,
        "detail": detail,
        "hint": hint,
        "statement": statement,
        "line": lines[-1] if lines else None,
        "traceback": short_traceback(error),
    }


def where(error):
    """` (file:line)` of the innermost line that is no library's."""
    if isinstance(error, SyntaxError) and error.filename:
        return " (%s:%s)" % (shown(error.filename), error.lineno)
    own = [frame for frame in frames_of(error) if not is_library(frame.filename)]
    return " (%s:%s)" % (shown(own[-1].filename), own[-1].lineno) if own else ""


def described(error):
    server = server_fields(error)
    text = error.msg if isinstance(error, SyntaxError) else server[0] if server else text_of(error)
    text = re.sub(r"\s+", " ", text).strip().rstrip(".")
    name = type(error).__name__
    words = (name if text == name else "%s: %s" % (name, text)) + where(error)
    if isinstance(error, ModuleNotFoundError):
        words += "; install what is missing in the Python that --python names (now %s)" % sys.executable
    return words + "."


# ---------------------------------------------------------------------------------------------- the history

HOME = os.path.realpath(os.getcwd())


def shown(path):
    """A path as reports show it: relative to the working directory where it lies below it, with forward slashes."""
    if path.startswith("<"):
        return path
    path = os.path.realpath(path)
    inside = path == HOME or path.startswith(HOME.rstrip(os.sep) + os.sep)
    return (os.path.relpath(path, HOME) if inside else path).replace(os.sep, "/")


class Project:
    """One Alembic configuration and the migrations it names."""

    def __init__(self, options):
        self.file = options["config"]
        self.folder = os.path.dirname(self.file)
        self.section = options["section"] or "alembic"
        self.x_arguments = options["xArguments"]
        self.url_names = list(dict.fromkeys([*URL_VARIABLES, *options["urlVariables"]]))
        self.ini_scheme = None
        self.flask = None
        self.script = None

    def config(self, target):
        """A new Config as `alembic upgrade head` would make it, with the target's URL in it."""
        config = self.read()
        value = config.file_config.get(self.section, "sqlalchemy.url", fallback=None, raw=True)
        self.ini_scheme = scheme_of(value)
        url = database_url(self.ini_scheme or default_scheme(), target)
        config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
        if self.location(config) is None:
            # Flask-Migrate's alembic.ini stands among the scripts and does not name their folder.
            if not os.path.isfile(os.path.join(self.folder, "env.py")):
                raise Fault(
                    "%s has no script_location in its section for Alembic; "
                    "set it to the folder that holds env.py." % shown(self.file)
                )
            config.set_main_option("script_location", self.folder.replace("%", "%%"))
        return config

    def read(self):
        from alembic.config import Config

        kwargs = {"ini_section": self.section, "cmd_opts": self.command_options()}
        base = os.path.basename(self.file)
        supports_toml = hasattr(Config, "toml_alembic_config")
        ini, toml = (os.path.join(self.folder, "alembic.ini"), self.file)
        if base != "pyproject.toml":
            ini, toml = self.file, os.path.join(self.folder, "pyproject.toml")
        elif not supports_toml:
            raise Fault("%s: Alembic reads pyproject.toml from 1.16 on; update it or name an alembic.ini." % base)
        if supports_toml and os.path.isfile(toml):
            kwargs["toml_file"] = toml
        config = Config(ini if os.path.isfile(ini) else None, **kwargs)
        try:
            in_toml = "toml_file" in kwargs and bool(config.toml_alembic_config)
            in_ini = os.path.isfile(ini) and config.file_config.has_section(self.section)
        except configparser.Error as error:
            raise Fault("%s cannot be read: %s" % (shown(ini), described(error)))
        except ValueError as error:
            raise Fault("%s cannot be read: %s" % (shown(toml), described(error)))
        if not in_ini and not in_toml:
            table = "[tool.alembic] table" if base == "pyproject.toml" else "section [%s]" % self.section
            raise Fault(
                "%s has no %s; name the right file with --config, or the section with --name."
                % (shown(self.file), table)
            )
        if not config.file_config.has_section(self.section):
            config.file_config.add_section(self.section)
        return config

    def command_options(self):
        from alembic.config import CommandLine

        options = argparse.Namespace()
        try:
            options = CommandLine(prog="alembic").parser.parse_args(["upgrade", "head"])
        except SystemExit:
            pass
        options.config, options.name, options.x = self.file, self.section, list(self.x_arguments) or None
        return options

    def location(self, config):
        get = getattr(config, "get_alembic_option", config.get_main_option)
        return get("script_location")

    def load(self):
        """Loads the migrations; a Flask application is loaded first only when they cannot do without."""
        from alembic.script import ScriptDirectory

        config = self.config(NOWHERE)
        location = self.location(config)
        relative = ":" not in location and not os.path.isabs(location)
        if relative and not os.path.isdir(location) and os.path.isdir(os.path.join(self.folder, location)):
            # The project's people run alembic where its configuration stands.
            os.chdir(self.folder)
        export(NOWHERE, self.ini_scheme, self.url_names)
        if ":" not in location and not os.path.isdir(location):
            raise Fault(
                "The script_location %s of %s is no folder; it is looked for from %s."
                % (location, shown(self.file), os.getcwd())
            )
        for attempt in (1, 2):
            script = ScriptDirectory.from_config(config)
            for folder in script._version_locations:
                if not os.path.isdir(str(folder)):
                    raise Fault("There is no folder %s, where the migrations should be." % shown(str(folder)))
            try:
                script.revision_map.heads  # reads and runs every migration file
                break
            except RuntimeError as error:
                if attempt == 2 or "application context" not in str(error):
                    raise
                self.push_flask()
        self.script = script

    def env_file(self):
        return os.path.join(self.script.dir, "env.py")

    def prepare(self):
        """Checks env.py, and loads the Flask application it needs."""
        try:
            with open(self.env_file(), "rb") as file:
                source = file.read()
        except OSError:
            raise Fault("There is no %s; Alembic needs it to run migrations." % shown(self.env_file()))
        if self.flask is None and b"current_app" in source:
            self.push_flask()

    def push_flask(self):
        try:
            from flask.cli import ScriptInfo
        except ImportError:
            raise Fault(
                "The migrations use Flask's current_app, but Flask is not installed in %s; "
                "name the project's Python with --python." % sys.executable
            )
        try:
            self.flask = ScriptInfo().load_app()
        except Fault:
            raise
        except BaseException as error:
            message = getattr(error, "message", None)
            words = re.sub(r"\s+", " ", message).strip() if isinstance(message, str) else described(error)
            raise Fault("The Flask application could not be loaded (set FLASK_APP): " + words)
        self.flask.app_context().push()

    def history(self):
        script = self.script
        revisions = ordered(script)
        self.ids = {revision.revision for revision in revisions}
        return {
            "revisions": [revision_data(revision) for revision in revisions],
            "heads": list(script.get_heads()),
            "bases": list(script.get_bases()),
        }


def ordered(script):
    """Every revision after those it stands on, by down_revision and by depends_on."""
    walked = list(script.walk_revisions("base", "heads"))
    walked.reverse()
    known = {revision.revision: revision for revision in walked}
    order, seen = [], set()

    def add(revision):
        if revision.revision in seen:
            return
        seen.add(revision.revision)
        for name in parents(revision) + dependencies(revision):
            if name in known:
                add(known[name])
        order.append(revision)

    for revision in walked:
        add(revision)
    return order


def as_list(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def parents(revision):
    return as_list(revision.down_revision)


def dependencies(revision):
    # What depends_on names may be a branch label or part of an id; Alembic resolves it.
    resolved = getattr(revision, "_resolved_dependencies", None)
    return as_list(resolved if resolved else revision.dependencies)


def migration_files(revision):
    return {str(revision.path), getattr(revision.module, "__file__", None) or str(revision.path)}


def revision_data(revision):
    data = {
        "id": revision.revision,
        "message": (revision.doc or "").strip().split("\n")[0],
        "file": shown(str(revision.path)),
        "downRevisions": parents(revision),
        "dependsOn": dependencies(revision),
        "branchLabels": sorted(getattr(revision, "_orig_branch_labels", None) or ()),
        "upgrade": None,
        "downgrade": None,
        "downgradeShape": "code" if hasattr(revision.module, "downgrade") else "missing",
        "irreversible": None,
        "ignores": [],
    }
    try:
        with tokenize.open(str(revision.path)) as file:
            source = file.read()
        tree = ast.parse(source)
    except (OSError, SyntaxError, ValueError):
        return data  # compiled without its source
    upgrade, downgrade = function_named(tree, "upgrade"), function_named(tree, "downgrade")
    data["upgrade"], data["downgrade"] = span(upgrade), span(downgrade)
    if downgrade is not None:
        data["downgradeShape"] = shape(downgrade)
    if "matview-check:" in source:
        data["irreversible"], data["ignores"] = remarks(source)
    return data


def function_named(tree, name):
    found = None
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            found = node
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            found = function_named(node, name) or found
    return found


def span(node):
    return None if node is None else {"line": node.lineno, "endLine": node.end_lineno}


def shape(function):
    body = [node for node in function.body if not is_nothing(node)]
    if not body:
        return "empty"
    if len(body) == 1 and isinstance(body[0], ast.Raise):
        raised = body[0].exc
        raised = raised.func if isinstance(raised, ast.Call) else raised
        if isinstance(raised, ast.Name) and raised.id == "NotImplementedError":
            return "raises"
    return "code"


def is_nothing(node):
    if isinstance(node, ast.Pass):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Return):
        return node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    return False


def remarks(source):
    irreversible, ignores = None, []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        match = token.type == tokenize.COMMENT and re.match(r"#+\s*matview-check:\s*(.*)", token.string)
        if not match:
            continue
        ignore = re.match(r"ignore\s*\[([^\]]*)\]\s*(.*)", match.group(1))
        one_way = re.match(r"irreversible\b[\s:]*(.*)", match.group(1))
        if ignore:
            for rule in filter(None, (name.strip() for name in ignore.group(1).split(","))):
                ignores.append({"rule": rule, "reason": ignore.group(2).strip(), "line": token.start[0]})
        elif one_way:
            irreversible = one_way.group(1).strip()
    return irreversible, ignores


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
    except KeyError as error:
        raise Fault(
            "Alembic cannot read the migrations of %s: no migration file has the revision %s, which another one "
            "names in its down_revision or depends_on (%s)" % (shown(project.file), error, described(error))
        )
    except BaseException as error:
        if REDIRECT.refusal is not None:
            raise REDIRECT.refusal
        raise Fault("A migration file fails when Alembic loads it: " + described(error))
    versions = {
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "tool": "alembic " + alembic.__version__,
        "sqlalchemy": sqlalchemy.__version__,
    }
    return project, {"versions": versions, "history": history}


def sentence(error):
    return re.sub(r"\s+", " ", str(error)).strip().rstrip(".") + "."


# ---------------------------------------------------------------------------------------------- the environment


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
        self.held, self.outcome = False, None

    def build(self):
        """Alembic's own step, which moves the version table exactly, around a guarded function."""
        from alembic.runtime.migration import MigrationStep

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
        return step

    def absent(self, **kwargs):
        raise AttributeError("the migration has no function %s()" % self.direction)

    def finish(self):
        self.milliseconds = milliseconds(self.started)
        self.done = True

    def report(self, error):
        return {
            "milliseconds": self.milliseconds if self.done else milliseconds(self.started),
            "statements": self.statements,
            "notices": self.notices,
            "error": error,
        }


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
        if self.runs > 1:
            raise Fault(
                "%s runs the migrations %d times, as for several databases or schemas, but matview-check follows one; "
                "let env.py run them once, for example chosen by an argument given with -x." % (env, self.runs)
            )
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


# ---------------------------------------------------------------------------------------------- the main loop

REDIRECT = Redirect()
RECORDER = Recorder()


def serve(channel):
    environment = None
    while True:
        request = channel.receive()
        operation = request["op"]
        try:
            if operation == "load":
                project, loaded = load_project(request)
                environment = Environment(channel, project)
                channel.reply(request["id"], loaded)
            elif environment is None:
                channel.fail(request["id"], "internal", "%s before load" % operation)
            elif operation == "open":
                environment.open(request)
            elif operation == "close":
                environment.close(request)
            elif operation == "step" and environment.is_open:
                environment.single(request)
            else:
                channel.fail(request["id"], "internal", "%s while the environment is closed" % operation)
        except Fault as fault:
            channel.fail(request["id"], "config", str(fault))
        except Exception as error:
            channel.fail(request["id"], "internal", described(error) + "\n" + short_traceback(error))


def main():
    try:
        channel = Channel(CHANNEL_FD)
    except OSError:
        sys.stderr.write("the command that starts Python does not pass file descriptor 3 on\n")
        sys.exit(NO_CHANNEL)
    own_folder = os.path.dirname(os.path.realpath(__file__))
    sys.path[:] = [path for path in sys.path if not path or os.path.realpath(path) != own_folder]
    sys.argv[:] = ["alembic", "upgrade", "head"]
    sys.meta_path.insert(
        0,
        PatchOnImport(
            {
                "psycopg2": REDIRECT.patch_psycopg2,
                "psycopg.connection": REDIRECT.patch_psycopg,
                "psycopg.connection_async": REDIRECT.patch_psycopg_async,
                "asyncpg.connect_utils": REDIRECT.patch_asyncpg,
                "pg8000.core": REDIRECT.patch_pg8000,
            }
        ),
    )
    channel.start(RECORDER.status)
    channel.send({"hello": PROTOCOL})
    serve(channel)


if __name__ == "__main__":
    main()

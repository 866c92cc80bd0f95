"""Points every connection of SQLAlchemy at the scratch database, and proves where it stands."""

import re
import traceback
import weakref

from .errors import place_in
from .faults import Refused
from .place import PLACE, close_connection, driver_of, parse_dsn, ssl_context

GAP = r"(?:[\s;]|--[^\n]*(?:\n|$)|/\*(?:[^*]|\*(?!/))*\*/)"

# PostgreSQL takes it only as a statement of its own, never in a block or a function.
DROPS_DATABASE = re.compile(r"%s*drop%s+database\b" % (GAP, GAP), re.I)


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
        event.listen(Engine, "before_cursor_execute", self.guard)
        event.listen(Pool, "connect", self.prove)
        event.listen(Pool, "checkout", self.checkout)

    def guard(self, connection, cursor, statement, parameters, context, executemany):
        # A server that was given has databases besides the scratch ones, and this reaches them from any connection.
        if DROPS_DATABASE.match(statement):
            self.refuse(
                "The project runs DROP DATABASE%s, which would remove a database of the server for good; take it out of "
                "env.py and the migrations, or let it depend on an argument given with -x."
                % place_in(traceback.extract_stack())
            )

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

    def remember(self, raw):
        try:
            self.connections.append(weakref.ref(raw))
        except TypeError:
            pass

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

REDIRECT = Redirect()

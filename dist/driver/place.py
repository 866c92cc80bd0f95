"""A scratch database as each driver, each URL and the environment name it."""

import functools
import importlib.util
import os
import re
import socket
from urllib.parse import quote

URL_VARIABLES = ("DATABASE_URL", "SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_DATABASE_URL")

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
    """The scratch database as a URL from which projects may also read a host, a port and a user.

    A socket's folder stands in the query, which wins over the host before it. It is written without a % where it can be,
    since many an env.py hands the URL to configparser as it stands, and a % means something there.
    """
    from sqlalchemy.engine import URL

    query, folder = {}, None
    host = target["host"]
    if host.startswith("/"):
        folder, host = host, "localhost"
    if target["sslmode"] is not None and not scheme.endswith("+pg8000"):
        query["ssl" if scheme.endswith("+asyncpg") else "sslmode"] = target["sslmode"]
    url = URL.create(scheme, target["user"], target["password"], host, target["port"], target["database"], query)
    text = url.render_as_string(hide_password=False)
    return text if folder is None else "%s%shost=%s" % (text, "&" if query else "?", quote(folder))


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

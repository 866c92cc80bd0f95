"""Points connections that the project makes without SQLAlchemy at the scratch database."""

import importlib.util

from .place import PLACE, parse_dsn
from .redirect import REDIRECT


def patch_psycopg2(redirect, module):
    original = module._connect

    def connect(dsn, *args, **kwargs):
        moved = redirect.moved("psycopg2", parse_dsn("psycopg2", dsn or ""))
        connection = original(module.extensions.make_dsn(**moved), *args, **kwargs)
        redirect.remember(connection)
        return connection

    module._connect = connect


def patch_psycopg(redirect, module):
    original = module.Connection._get_connection_params.__func__

    def parameters(cls, conninfo, **kwargs):
        return redirect.moved("psycopg", original(cls, conninfo, **kwargs))

    module.Connection._get_connection_params = classmethod(parameters)


def patch_psycopg_async(redirect, module):
    original = module.AsyncConnection._get_connection_params.__func__

    async def parameters(cls, conninfo, **kwargs):
        return redirect.moved("psycopg", await original(cls, conninfo, **kwargs))

    module.AsyncConnection._get_connection_params = classmethod(parameters)


def patch_asyncpg(redirect, module):
    original = module._connect

    async def connect(**kwargs):
        for name in PLACE.intersection(kwargs):
            kwargs[name] = None
        kwargs.update(redirect.place("asyncpg"))
        connection = await original(**kwargs)
        redirect.remember(connection)
        return connection

    module._connect = connect


def patch_pg8000(redirect, module):
    original = module.CoreConnection.__init__

    # Its first positional parameters all say where to connect.
    def connect(connection, *args, **kwargs):
        original(connection, **redirect.moved("pg8000", kwargs))
        redirect.remember(connection)

    module.CoreConnection.__init__ = connect


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

PATCHES = {
    "psycopg2": patch_psycopg2,
    "psycopg.connection": patch_psycopg,
    "psycopg.connection_async": patch_psycopg_async,
    "asyncpg.connect_utils": patch_asyncpg,
    "pg8000.core": patch_pg8000,
}


def patch_on_import():
    return PatchOnImport({name: lambda module, patch=patch: patch(REDIRECT, module) for name, patch in PATCHES.items()})

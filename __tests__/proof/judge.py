"""Runs upgrade() and downgrade() of migration files one by one, by nothing but Alembic's own MigrationContext.

Reads requests as JSON lines {project, url, steps: [[revision, "upgrade" | "downgrade"], ...]} and answers each with a line
{failed: index of the step that raised, or null, error: its text}. Needs no version table, so any step can be asked for.
"""

import json
import os
import sys

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, pool

scripts = {}


def run(project, url, steps):
    if project not in scripts:
        while len(scripts) >= 8:
            scripts.pop(next(iter(scripts)))
        scripts[project] = ScriptDirectory.from_config(Config(os.path.join(project, "alembic.ini")))
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
        for index, (revision, function) in enumerate(steps):
            module = scripts[project].get_revision(revision).module
            try:
                with context.begin_transaction(_per_migration=True), Operations.context(context):
                    getattr(module, function)()
            except Exception as error:
                connection.rollback()
                return {"failed": index, "error": str(error).split("\n")[0]}
    return {"failed": None, "error": None}


for line in sys.stdin:
    request = json.loads(line)
    answer = run(request["project"], request["url"], request["steps"])
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()

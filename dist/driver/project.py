"""One Alembic configuration and the migrations it names."""

import argparse
import configparser
import os
import re
import sys

from .errors import described
from .faults import Fault
from .history import misnamed, ordered, revision_data
from .paths import shown
from .place import NOWHERE, URL_VARIABLES, database_url, default_scheme, export, scheme_of


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
        self.destination = "head"

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

    def command(self):
        return ["upgrade", self.destination]

    def command_options(self):
        from alembic.config import CommandLine

        options = argparse.Namespace()
        try:
            options = CommandLine(prog="alembic").parser.parse_args(self.command())
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
            except AssertionError:
                self.refuse_words(script)
                raise
        self.refuse_words(script)
        self.script = script
        if len(script.get_heads()) > 1:
            # Alembic refuses `head` then, also where env.py only asks for it with get_revision_argument().
            self.destination = "heads"
        sys.argv[1:] = self.command()

    def refuse_words(self, script):
        revision = misnamed(script)
        if revision is not None:
            raise Fault(
                "The revision in %s is called %s, a word that means something else to Alembic, which then cannot find it; "
                "give it another id there and in the down_revision and depends_on of the migrations that name it, and "
                "stamp the databases that stand at it." % (shown(str(revision.path)), revision.revision)
            )

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
            # Alembic gives them in any order.
            "heads": sorted(script.get_heads()),
            "bases": sorted(script.get_bases()),
        }

"""What went wrong, in words and fields that a report can print."""

import os
import re
import sys
import traceback

from .recorder import server_sql
from .paths import shown

TRACEBACK_LIMIT = 4000


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
    return re.sub(r"^<class '[\w.]+'>: ", "", steady(words)) or type(error).__name__


def steady(words):
    """The same words in each run: where in memory an object was says nothing to anybody."""
    return re.sub(r" at 0x[0-9a-fA-F]+", "", words)


STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep
DRIVER = os.path.dirname(__file__)


def is_library(filename):
    parts = filename.replace("\\", "/").split("/")
    installed = "site-packages" in parts or "dist-packages" in parts or filename.startswith(STANDARD_LIBRARY)
    # The drivers' compiled parts name their sources as they lay where they were built.
    compiled = filename.endswith(".pyx") and not os.path.isabs(filename)
    return installed or compiled or os.path.dirname(filename) == DRIVER or filename.startswith("<")


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
    return place_in(frames_of(error))


def place_in(frames):
    own = [frame for frame in frames if not is_library(frame.filename)]
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


def sentence(error):
    return re.sub(r"\s+", " ", steady(str(error))).strip().rstrip(".") + "."

"""Answers requests until the channel closes."""

import sys

from .channel import Channel
from .environment import Environment
from .errors import described, short_traceback
from .faults import Fault
from .load import load_project
from .raw_drivers import patch_on_import
from .recorder import RECORDER

PROTOCOL = 1
CHANNEL_FD = 3
NO_CHANNEL = 93


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
                environment.step(request)
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
    sys.argv[:] = ["alembic", "upgrade", "head"]
    sys.meta_path.insert(0, patch_on_import())
    channel.start(RECORDER.status)
    channel.send({"hello": PROTOCOL})
    serve(channel)

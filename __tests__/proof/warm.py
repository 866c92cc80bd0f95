"""Python processes that need not import Alembic anew: two thirds of a short check are spent on that.

`warm.py serve SOCKET` imports it once and forks for each caller, until its standard input closes. `warm.py SOCKET -u SCRIPT`
stands where the project's Python would: it hands its environment and its first four file descriptors to a fork, which
runs the script, and ends with it. Drivers are not imported ahead: matview-check watches for that.
"""

import json
import os
import socket
import sys


def call(path, words):
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        request = {"words": words, "folder": os.getcwd(), "environment": dict(os.environ)}
        socket.send_fds(server, [json.dumps(request).encode()], [0, 1, 2, 3])
        server.shutdown(socket.SHUT_WR)
        # Nothing comes from one that was killed.
        sys.exit((server.recv(1) or b"\x01")[0])


def serve(path):
    import asyncio  # noqa: F401
    import selectors
    import signal
    import ssl  # noqa: F401

    import alembic.command  # noqa: F401
    import alembic.ddl.postgresql  # noqa: F401
    import mako.template  # noqa: F401
    import sqlalchemy.dialects.postgresql  # noqa: F401

    # The system then keeps no ended child.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as selector:
        listener.bind(path)
        listener.listen()
        print("ready", flush=True)
        selector.register(listener, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while all(key.fileobj is listener for key, _ in selector.select()):
            caller, _ = listener.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listener.close()
                selector.close()
                become(caller)
            caller.close()


def become(caller):
    """Runs what the caller asked for as if it were the caller, and never returns."""
    import runpy
    import traceback

    received, descriptors, _, _ = socket.recv_fds(caller, 1 << 20, 4)
    while more := caller.recv(1 << 20):
        received += more
    request = json.loads(received)
    # Out of the way first: what was received, and the caller's socket, may stand where they do not belong.
    os.dup2(caller.detach(), 50)
    for index, one in enumerate([os.dup2(one, 60 + index) for index, one in enumerate(descriptors)]):
        os.dup2(one, index)
        os.close(one)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    script = request["words"][-1]
    sys.argv, sys.path[0] = [script], os.path.dirname(script)
    sys.stdout.reconfigure(write_through=True)
    code = 1
    try:
        runpy.run_path(script, run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(50, bytes([code & 0xFF]))
        # What the server would do at its own end is not this process's to do.
        os._exit(code)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        call(sys.argv[1], sys.argv[2:])

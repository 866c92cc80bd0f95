"""The protocol's two directions over one file descriptor."""

import json
import os
import queue
import threading


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

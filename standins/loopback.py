"""The floor under every stand-in: an app served on 127.0.0.1 only, in a thread of this process."""

import socket
import threading
import time

import uvicorn


class Server:
    """Serve an ASGI app on 127.0.0.1 in a daemon thread: `with Server(app) as server: ... server.url`.

    Args:
        app: any ASGI app.
        faults: None, or what misbehaves in front of the app: an object whose `around(app, error)` returns the app to
            serve. The course has none; its tests do.
        error: makes the JSON body of an error from its message, in the service's own form.
        port: 0 takes a free one.

    Raises:
        RuntimeError: the app did not start within 10 seconds.
        OSError: the port asked for is taken.
    """

    def __init__(self, app, faults=None, error=None, port: int = 0):
        self.app, self.faults = app, faults
        self._socket = socket.create_server(("127.0.0.1", port), backlog=2048)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            faults.around(app, error) if faults else app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            log_level=60,  # above critical: a client that goes away is no news
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True, name="standin")

    def start(self) -> "Server":
        """Start the thread and wait until the server answers. Starting twice is harmless."""
        if not self._thread.is_alive():
            self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise RuntimeError("The stand-in server did not start: restart the kernel and run the cell again.")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """Stop listening and end the thread. Stopping twice is harmless."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._socket.close()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

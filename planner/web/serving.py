"""The one place that starts a web server."""

import ipaddress
import logging
import socket
from contextlib import suppress
from logging.handlers import RotatingFileHandler

import uvicorn

from planner.core.errors import InvalidDocument
from planner.jobs import leave_process
from planner.settings import Settings
from planner.store import open_store
from planner.web.app import create_app

LOOPBACK_ONLY = "without accounts the planner answers on this computer only: use 127.0.0.1"


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this computer only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Answer requests and work on runs until Ctrl-C or SIGTERM.

    Raises :class:`InvalidDocument` in server mode, for an address that others could reach in local mode, and for a
    port that is taken; :class:`StoreFailed` for a database that cannot be used.
    """
    if settings.mode == "local" and not is_loopback(host):
        raise InvalidDocument("settings", [f"the host is {host!r}; {LOOPBACK_ONLY}"])
    app = create_app(settings)
    open_store(settings).close()
    handler = _log_to_file(settings)
    config = uvicorn.Config(
        app, ws="none", log_level="error", access_log=False, server_header=False, proxy_headers=False
    )
    try:
        with _listening(host, port) as listener, suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        logging.getLogger("planner.web").removeHandler(handler)
        handler.close()
    leave_process(at_rest=getattr(app.state, "at_rest", True))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        fault = f"port {port} of {host} cannot be used: {error.strerror}. Choose another port"
        raise InvalidDocument("settings", [fault]) from error


def _log_to_file(settings: Settings) -> logging.Handler:
    """Unexpected failures of pages go to a file, not to the terminal."""
    settings.log_folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(settings.log_folder / "web.log", maxBytes=1_000_000, backupCount=3, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("planner.web")
    log.addHandler(handler)
    log.propagate = False
    return handler

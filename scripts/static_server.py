"""Serve a folder below a sub-path the way GitHub Pages does: gzip, ETag, ten minutes of caching.

    python scripts/static_server.py site --port 8000 --base /debt/

Tests start it in a thread and make it misbehave:

    with StaticServer(Path("site"), base="/debt/") as server:
        server.missing.add("pyodide.asm.wasm")   # answers 404 to addresses with this in them
        server.hanging.add("python_stdlib")      # accepts the request and stays silent
        server.broken.add("worker.js")           # closes the connection half way
        page.goto(server.url)
"""

import argparse
import gzip
import hashlib
import threading
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote, urlsplit

MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".mjs": "application/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}
"""Media types by suffix, as GitHub Pages sends them; anything else is application/octet-stream."""

COMPRESSED = (
    "text/",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/wasm",
    "application/xml",
    "image/svg+xml",
)
"""What is sent gzipped; archives and pictures are sent as they are."""


@dataclass(frozen=True)
class Body:
    """A file as it travels: its bytes, the same gzipped (or nothing), media type and ETag."""

    plain: bytes
    zipped: bytes | None
    media: str
    etag: str


@lru_cache(maxsize=1024)
def _body(path: Path, _changed: int, _size: int) -> Body:
    plain = path.read_bytes()
    media = MEDIA.get(path.suffix, "application/octet-stream")
    zipped = gzip.compress(plain, 6, mtime=0) if media.startswith(COMPRESSED) else None
    return Body(plain, zipped, media, hashlib.sha256(plain).hexdigest()[:20])


def body(path: Path) -> Body:
    """The file at `path`, read and gzipped once for as long as it does not change."""
    state = path.stat()
    return _body(path, state.st_mtime_ns, state.st_size)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "StaticServer"

    def do_GET(self) -> None:
        self._answer(send_body=True)

    def do_HEAD(self) -> None:
        self._answer(send_body=False)

    def _answer(self, *, send_body: bool) -> None:
        server = self.server
        address = unquote(urlsplit(self.path).path)
        server.requests.append(address)
        if any(part in address for part in server.hanging):
            server.released.wait(server.patience)
            self.close_connection = True
            return
        path = server.file(address)
        if isinstance(path, str):
            self._plain(HTTPStatus.MOVED_PERMANENTLY, {"Location": quote(path)})
        elif path is None or any(part in address for part in server.missing):
            missing = server.folder / "404.html"
            self._send(HTTPStatus.NOT_FOUND, missing if missing.is_file() else None, send_body)
        else:
            self._send(
                HTTPStatus.OK,
                path,
                send_body,
                broken=any(part in address for part in server.broken),
            )

    def _plain(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(
        self, status: HTTPStatus, path: Path | None, send_body: bool, *, broken: bool = False
    ) -> None:
        if path is None:
            self._plain(status, {})
            return
        found = body(path)
        wants_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        zipped = found.zipped if wants_gzip else None
        etag = f'W/"{found.etag}"' if zipped is not None else f'"{found.etag}"'
        headers = {
            "Cache-Control": f"max-age={self.server.max_age}",
            "ETag": etag,
            "Vary": "Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
        }
        if status is HTTPStatus.OK and found.etag in self.headers.get("If-None-Match", ""):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            return
        content = found.plain if zipped is None else zipped
        if zipped is not None:
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in {
            **headers,
            "Content-Type": found.media,
            "Content-Length": str(len(content)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if not send_body:
            return
        if broken:
            content = content[: len(content) // 2]
            self.close_connection = True
        try:
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the reader left
        else:
            self.server.sent[urlsplit(self.path).path] = self.server.sent.get(
                urlsplit(self.path).path, 0
            ) + len(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        if self.server.verbose:
            super().log_message(format, *args)


class StaticServer(ThreadingHTTPServer):
    """A folder at `http://127.0.0.1:PORT/BASE/`; see the module for what tests can do to it."""

    daemon_threads = True
    block_on_close = False

    def __init__(
        self,
        folder: Path,
        *,
        base: str = "/",
        port: int = 0,
        host: str = "127.0.0.1",
        max_age: int = 600,
        verbose: bool = False,
    ) -> None:
        super().__init__((host, port), Handler)
        self.folder = folder.resolve()
        self.base = "/" + base.strip("/") + "/" if base.strip("/") else "/"
        self.max_age = max_age
        self.verbose = verbose
        self.missing: set[str] = set()
        self.hanging: set[str] = set()
        self.broken: set[str] = set()
        self.patience = 120.0
        """Seconds a hanging request is kept open unless `release` is called."""
        self.released = threading.Event()
        self.requests: list[str] = []
        """Every address asked for, in order."""
        self.sent: dict[str, int] = {}
        """Bytes of bodies sent by address, as they travelled (gzipped where gzipped)."""

    @property
    def url(self) -> str:
        """Where the site begins, with a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.base}"

    def file(self, address: str) -> Path | str | None:
        """The file for an address; a new address to go to; or None when there is nothing."""
        if address + "/" == self.base:
            return self.base
        if not address.startswith(self.base):
            return None
        path = (self.folder / address[len(self.base) :]).resolve()
        if not path.is_relative_to(self.folder):
            return None
        if path.is_dir():
            if not address.endswith("/"):
                return address + "/"
            path = path / "index.html"
        return path if path.is_file() else None

    def release(self) -> None:
        """Let hanging requests go and serve everything again."""
        self.missing.clear()
        self.hanging.clear()
        self.broken.clear()
        self.released.set()
        self.released = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error of ours."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve a folder as GitHub Pages would.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--base", default="/")
    parser.add_argument("--host", default="127.0.0.1")
    options = parser.parse_args()
    server = StaticServer(
        options.folder,
        base=options.base,
        port=options.port,
        host=options.host,
        max_age=0,
        verbose=True,
    )
    print(f"http://{options.host}:{options.port}{server.base}")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()

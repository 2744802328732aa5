"""Put the Content-Security-Policy into every built page: `python -m scripts.policy site`.

The policy lets a page load from its own host only, run its own files and exactly those inline
scripts that stand in it (by their hashes), and send nothing anywhere. A `<meta>` is used because
a static host may set no headers.
"""

import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

DATA = ("application/json", "application/ld+json")
"""Types of script elements that hold data: no browser runs them, so no hash allows them."""
NO_REFERRER = '<meta name="referrer" content="no-referrer">'


class _Page(HTMLParser):
    """Collects the inline scripts, and where the policy goes: right after the charset."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.place: tuple[int, int] | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "meta" and "charset" in names and self.place is None:
            line, column = self.getpos()
            self.place = line, column + len(self.get_starttag_text() or "")
        if tag == "script" and "src" not in names and names.get("type") not in DATA:
            self._inside = True
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False


def policy(scripts: list[str]) -> str:
    """The policy of a page with these inline scripts."""
    hashes = sorted({b64encode(sha256(text.encode()).digest()).decode() for text in scripts})
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(
                ["script-src 'self' 'wasm-unsafe-eval'", *(f"'sha256-{hash_}'" for hash_ in hashes)]
            ),
            "worker-src 'self' blob:",  # a worker from a blob: inherits this policy, others do not
            "connect-src 'self'",
            "img-src 'self' data:",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def protect(html: str) -> str:
    """The page with its policy. Raises ValueError for a page without `<meta charset>`."""
    page = _Page()
    page.feed(html)
    page.close()
    if page.place is None:
        raise ValueError("no <meta charset>: the policy has no place")
    line, column = page.place
    lines = html.splitlines(keepends=True)
    before, after = lines[line - 1][:column], lines[line - 1][column:]
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(page.scripts)}">'
    lines[line - 1] = f"{before}{tag}{NO_REFERRER}{after}"
    return "".join(lines)


def main(site: Path) -> None:
    for file in sorted(site.rglob("*.html")):
        try:
            html = protect(file.read_text("utf-8"))
        except ValueError as error:
            raise SystemExit(f"{file}: {error}") from error
        file.write_text(html, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

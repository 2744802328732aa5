"""Copies of the built site with something changed: a later release, or a probe inside."""

import json
import shutil
from pathlib import Path

FILES = Path(__file__).parent


def copy_site(site: Path, folder: Path) -> Path:
    """The site once more, to be changed freely."""
    shutil.copytree(site, folder)
    return folder


def add_probe(site: Path) -> None:
    """Let probe.js run in the real worker and, before page.js, in every page.

    `open.html` has it too, and no policy.
    """
    shutil.copy(FILES / "probe.js", site / "probe.js")
    worker = site / "assets" / "worker.js"
    worker.write_text('import "../probe.js";\n' + worker.read_text("utf-8"), "utf-8")
    tag = '<script type="module" src="{up}probe.js"></script></head>'
    for page in site.rglob("*.html"):
        up = "../" * len(page.relative_to(site).parent.parts)
        page.write_text(page.read_text("utf-8").replace("</head>", tag.format(up=up)), "utf-8")
    (site / "open.html").write_text(
        f'<!doctype html><html><head><meta charset="utf-8"><title>no policy</title>{tag.format(up="")}'
        "<body></body></html>",
        "utf-8",
    )


def release_again(site: Path, digest: str) -> str:
    """Make a new release of the site: another digest, its runtime in another folder.

    Returns the digest that was there before.
    """
    runtime = site / "assets" / "runtime"
    manifest = json.loads((runtime / "manifest.json").read_text("utf-8"))
    before: str = manifest["digest"]
    (runtime / before).rename(runtime / digest)
    manifest |= {"digest": digest, "folder": f"{digest}/"}
    (runtime / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return before

"""Bring the Python runtime for browsers to docs/assets/runtime/.

    python scripts/runtime.py            quick when nothing changed
    python scripts/runtime.py --force

From Pyodide's npm package and from `calculators` it makes

    runtime/manifest.json   digest, versions, names and sizes: what the page asks for first
    runtime/modules.txt     the modules of the standard library that the first start brings
    runtime/DIGEST/         everything else; a new digest is a new folder, so nothing ever mixes
        pyodide.mjs  pyodide.asm.js  pyodide.asm.wasm     as Pyodide ships them
        python_stdlib.zip      compiled and cut to what runs: see `trace`
        ….packed               the same and the wheel, smaller: what the browser asks for
        python_stdlib_all.zip  compiled and whole, fetched when something unusual is imported
        python_stdlib_none.zip empty: a start from a snapshot has its modules in memory
        icalendar.zip          compiled, for a kind of download, with what it imports that the start
        xlsxwriter.zip         did not bring; fetched when it is asked for, see `EXTRAS`
        calculators-….whl      the project's package, compiled, but for the groups in `LATE`
        calculators-late.zip   these groups; fetched when one of them is asked for
        pyodide-lock.json      names the wheel
        licences/

What is cut is not a list somebody keeps: the package runs in the real Pyodide under Node, every
calculator with its example, with bad input and with its table, in every language, and the modules
that were imported by then are the ones that stay.
"""

import argparse
import ast
import gzip
import hashlib
import importlib.metadata
import io
import json
import marshal
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path
from types import CodeType
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts import catalogue as sentences

PROJECT = Path(__file__).resolve().parent.parent
PYODIDE = PROJECT / "node_modules" / "pyodide"
PACKAGE = PROJECT / "calculators"
OUT = PROJECT / "docs" / "assets" / "runtime"
CACHE = PROJECT / ".cache" / "runtime"
WORKER = PROJECT / "docs" / "assets" / "worker.js"

FIRST_START = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
"""Files every first start brings, with the packed archives; the page shows their size while they travel."""

EXTRAS = {"icalendar": ("icalendar", "python-dateutil"), "xlsxwriter": ("xlsxwriter",)}
"""Libraries that only a download needs, by the name that is imported: packages of requirements.txt."""

LATE = ("talks", "agreement", "papers")
"""Groups of calculators that few first visits need: they travel apart, see `divided`."""

LATE_ARCHIVE = "calculators-late.zip"

COMPRESSED = (".mjs", ".js", ".json", ".wasm", ".txt")
"""Suffixes that static hosts send gzipped; archives travel as they are."""

VERSION = "1.0"
"""A wheel must have one; what tells one release from another is the digest."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every entry in our archives: the same input gives the same bytes."""


class Missing(Exception):
    """Something the build needs is not there; the message says what to do."""


def build(*, force: bool = False) -> dict[str, Any]:
    """Make the runtime unless it is there and its inputs are unchanged; returns the manifest."""
    check_tools()
    inputs = digest_of_inputs()
    manifest = OUT / "manifest.json"
    if not force and manifest.is_file():
        made: dict[str, Any] = json.loads(manifest.read_text())
        if made["inputs"] == inputs and all(
            (OUT / made["folder"] / name).is_file() for name in made["files"]
        ):
            return made
    with tempfile.TemporaryDirectory() as scratch:
        made = assemble(Path(scratch), inputs)
    return made


def assemble(scratch: Path, inputs: str) -> dict[str, Any]:
    """Make everything in `scratch`, then put it in place."""
    whole = compiled_library()
    wheel = compiled_wheel(scratch)
    modules = trace(scratch, whole, wheel)
    first_part, late = divided(read_archive(wheel))

    files = scratch / "files"
    files.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"):
        shutil.copyfile(PYODIDE / name, files / name)
    entries = read_archive(whole)
    write_archive(files / "python_stdlib.zip", cut(entries, modules))
    write_archive(files / "python_stdlib_all.zip", entries)
    write_archive(files / "python_stdlib_none.zip", {})
    write_archive(files / wheel.name, first_part)
    write_archive(files / LATE_ARCHIVE, late)
    for name in packed(wheel.name):
        pack(files / name)
    for name in EXTRAS:
        write_archive(files / f"{name}.zip", extra(scratch, name, whole, wheel))
    (files / "pyodide-lock.json").write_text(json.dumps(lock(files / wheel.name), indent=1) + "\n")
    copy_licences(files / "licences")

    manifest = describe(files, wheel.name, inputs)
    folder = OUT / manifest["digest"]
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    shutil.copytree(files, folder)
    (OUT / "modules.txt").write_text("\n".join(modules) + "\n")
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    return manifest


def check_tools() -> None:
    """Python, Node and Pyodide are here and fit together, or a sentence about what is missing."""
    if not (PYODIDE / "pyodide.asm.wasm").is_file():
        raise Missing(f"{PYODIDE.relative_to(PROJECT)} is missing: run scripts/setup")
    wanted = pyodide_info()["python"].rsplit(".", 1)[0]
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    if wanted != running:
        raise Missing(
            f"Pyodide {pyodide_version()} is Python {wanted} but this is {running}: "
            "compiled modules would not load; run scripts/setup"
        )
    node()


def node() -> str:
    """The Node to trace with: the system's, or the one that came as a Python package."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None:
        raise Missing("node is missing: run scripts/setup")
    return found


def pyodide_version() -> str:
    """The release of the npm package."""
    version: str = json.loads((PYODIDE / "package.json").read_text())["version"]
    return version


def pyodide_info() -> dict[str, str]:
    """Python version, platform and ABI that Pyodide was built for."""
    info: dict[str, str] = json.loads((PYODIDE / "pyodide-lock.json").read_text())["info"]
    return info


def package_files() -> dict[str, bytes]:
    """The files of `calculators` that travel, by archive name: modules, catalogues, figures, rules.

    A figure that no calculator names is for the pages and stays at home.
    """
    kept = {".py", ".toml", ".json", ".mo"}
    named = names_in_code()
    return {
        path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in kept
        and "__pycache__" not in path.parts
        and (path.suffix != ".toml" or named.fullmatch(path.stem))
    }


def names_in_code() -> re.Pattern[str]:
    """Every text in the code of the calculators that may name a figure; `f"a_{b}"` for many."""
    texts = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant):
                texts.add(re.escape(str(node.value)))
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                )
                texts.add("".join(parts))
    return re.compile("|".join(text for text in texts if re.match("[a-z]+_", text)))


def digest_of_inputs() -> str:
    """Changes whenever anything changes that the runtime is made from."""
    found = hashlib.sha256(f"{pyodide_version()} {sys.version}".encode())
    for name, content in package_files().items():
        found.update(f"{name} {len(content)} ".encode())
        found.update(content)
    for path in (Path(__file__), WORKER):
        found.update(path.read_bytes())
    for package in sum(EXTRAS.values(), ()):
        found.update(f"{package} {importlib.metadata.version(package)} ".encode())
    return found.hexdigest()


# --- archives ---------------------------------------------------------------------------------


def read_archive(path: Path) -> dict[str, bytes]:
    """The entries of a zip file by name."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name)
            for name in sorted(archive.namelist())
            if not name.endswith("/")
        }


def write_archive(path: Path, entries: dict[str, bytes]) -> None:
    """A zip file of `entries` whose bytes depend on nothing else."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)


def compile_archive(path: Path) -> Path:
    """Run `pyodide py-compile` on a zip or wheel, without docstrings; returns the new file.

    SOURCE_DATE_EPOCH makes the bytecode carry a hash of its source instead of a time.
    """
    folder = path.parent
    before = set(folder.iterdir())
    subprocess.run(
        [
            sys.executable,
            "-OO",
            "-m",
            "pyodide_cli",
            "py-compile",
            "--silent",
            "--no-keep",
            "--compression-level",
            "0",
            str(path),
        ],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"},
        capture_output=True,
    )
    after = set(folder.iterdir()) - before | ({path} if path.exists() else set())
    (made,) = after
    write_archive(made, read_archive(made))
    return made


def compiled_library() -> Path:
    """Pyodide's whole standard library, compiled; kept, because it changes with Pyodide only."""
    made = CACHE / f"stdlib-{pyodide_version()}-{sys.implementation.cache_tag}-lean2.zip"
    if not made.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
            copy = Path(scratch) / "python_stdlib.zip"
            shutil.copyfile(PYODIDE / "python_stdlib.zip", copy)
            without_lines(compile_archive(copy)).rename(made)
    return made


def without_lines(archive: Path) -> Path:
    """Take the line numbers out of other people's compiled modules, in place: two fifths of a
    library as it travels. An error still names file and function; our own modules keep their lines.
    """
    entries = read_archive(archive)
    for name, content in entries.items():
        if name.endswith(".pyc"):
            code = bare(marshal.loads(content[_HEADER:]))
            entries[name] = content[:_HEADER] + marshal.dumps(code)
    write_archive(archive, entries)
    return archive


_HEADER = 16
"""Bytes before the code in a compiled module."""


def bare(code: CodeType) -> CodeType:
    """Code without line numbers, the functions in it likewise.

    The table says "no location" for every instruction, eight to a byte: `traceback` fails without.
    """
    inner = (bare(part) if isinstance(part, CodeType) else part for part in code.co_consts)
    eights, rest = divmod(len(code.co_code) // 2, 8)
    table = b"\xff" * eights + (bytes([0xF8 + rest - 1]) if rest else b"")
    return code.replace(co_linetable=table, co_consts=tuple(inner))


def compiled_wheel(scratch: Path) -> Path:
    """The wheel of `calculators`, compiled: modules, figures and catalogues, nothing else."""
    name, version = PACKAGE.name, VERSION
    entries = package_files()
    about = f"{name}-{version}.dist-info"
    entries[f"{about}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    ).encode()
    entries[f"{about}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: scripts/runtime.py\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n"
    )
    folder = scratch / "wheel"
    folder.mkdir()
    path = folder / f"{name}-{version}-py3-none-any.whl"
    write_archive(path, entries)
    made = compile_archive(path)
    write_archive(made, with_record(read_archive(made), f"{about}/RECORD"))
    return made


def divided(wheel: dict[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The package as the first start brings it, and what else the groups in `LATE` need.

    A calculator of these groups is in the first part as a module that only says what is missing, so
    all names are known. Sentences travel with the modules that say them; the later part has all.
    """
    wanted = first_modules()
    catalogue = "calculators/page/locale/en/LC_MESSAGES/messages.mo"
    about = {name for name in wheel if ".dist-info/" in name}
    modules = {name for name in wheel if name.endswith(".pyc")}
    late = {name for name in modules if name.removesuffix(".pyc") not in wanted}
    stubs = {
        path.relative_to(PROJECT).with_suffix(".pyc").as_posix() for path in late_calculators()
    }
    first = {name: content for name, content in wheel.items() if name not in late | about}
    stub = compile(
        f"raise ModuleNotFoundError(\"No module named '{PACKAGE.name}.late'\")", "", "exec"
    )
    header = next(iter(wheel[name] for name in modules))[:_HEADER]
    first |= {name: header + marshal.dumps(stub) for name in stubs}
    first[catalogue] = translations({f"{name}.py" for name in wanted})
    record = next(name for name in about if name.endswith("/RECORD"))
    first |= {name: wheel[name] for name in about - {record}}
    later = {name: wheel[name] for name in sorted(late | {catalogue})}
    return with_record(dict(sorted(first.items())), record), later


def late_calculators() -> list[Path]:
    """The files of the calculators in `LATE`."""
    files = (path for group in LATE for path in sorted((PACKAGE / group).glob("*.py")))
    return [path for path in files if not path.name.startswith("_")]


def first_modules() -> set[str]:
    """Paths, without suffix, of our modules that the calculators outside `LATE` and the page import."""
    groups = [path for path in PACKAGE.iterdir() if path.is_dir() and path.name not in LATE]
    queue = [PACKAGE / "__init__.py", PACKAGE / "page" / "message.py"]
    queue += [
        path
        for group in groups
        if group.name not in ("maths", "page")
        for path in group.glob("*.py")
    ]
    found: set[Path] = set()
    while queue:
        path = queue.pop()
        if path in found or path.relative_to(PACKAGE).parts[0] in LATE:
            continue
        found.add(path)
        if (path.parent / "__init__.py").is_file():
            queue.append(path.parent / "__init__.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            for name in names:
                module = PROJECT / name.replace(".", "/")
                queue += [
                    one
                    for one in (module.with_suffix(".py"), module / "__init__.py")
                    if one.is_file()
                ]
    inits = {PACKAGE / group / "__init__.py" for group in LATE}
    return {path.relative_to(PROJECT).with_suffix("").as_posix() for path in found | inits}


def translations(files: set[str]) -> bytes:
    """The English catalogue with the sentences of these files only, compiled."""
    with (PACKAGE / "page" / "locale" / "en" / "LC_MESSAGES" / "messages.po").open("rb") as opened:
        whole = read_po(opened, locale="en")
    some = Catalog(locale="en")
    for message in sentences.wanted():
        if message.id and files & {file for file, _line in message.locations}:
            some.add(message.id, whole[message.id].string)
    made = io.BytesIO()
    write_mo(made, some)
    return made.getvalue()


def with_record(entries: dict[str, bytes], record: str) -> dict[str, bytes]:
    """`entries` and the list of them that makes an archive a wheel.

    Without digests: the lock file has the digest of the whole wheel, and digests do not compress.
    """
    return {**entries, record: "\n".join([*(f"{name},," for name in entries), ""]).encode()}


def lock(wheel: Path) -> dict[str, Any]:
    """What Pyodide's lock file says: for which Pyodide this is, and where the package lies."""
    name, version = wheel.name.split("-")[:2]
    return {
        "info": pyodide_info(),
        "packages": {
            name: {
                "name": name,
                "version": version,
                "file_name": wheel.name,
                "install_dir": "site",
                "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
                "package_type": "package",
                "imports": [name],
                "depends": [],
                "unvendored_tests": False,
            }
        },
    }


# --- what is needed ---------------------------------------------------------------------------

TRACE = """
import fs from "node:fs";
const [pyodide, library, wheel, exercise, lock, extra] = process.argv.slice(1);
const { loadPyodide } = await import(pyodide + "/pyodide.mjs");
const python = await loadPyodide({
  indexURL: pyodide, stdLibURL: library, lockFileContents: lock, packageBaseUrl: pyodide,
});
const bytes = fs.readFileSync(wheel);
python.unpackArchive(new Uint8Array(bytes).buffer, "wheel");
if (extra) python.unpackArchive(new Uint8Array(fs.readFileSync(extra)).buffer, "zip");
try {
  console.log(python.runPython(fs.readFileSync(exercise, "utf8")));
} catch (error) {
  console.error(error.message); // not its stack: that shows a line of Pyodide, a megabyte long
  process.exitCode = 1;
}
"""
"""Start Pyodide as worker.js does, run the exercise, print what it returns."""

EXERCISE = '''
import json, sys, random, traceback
import calculators
from calculators.page import downloads
from calculators.page import calculator as contract
from calculators.page.message import reply

before = set()

def ask(**message):
    return json.loads(reply(json.dumps(message)))

def flat(values):
    """Rows become dotted names, as a form sends them."""
    found = {}
    for name, value in values.items():
        if isinstance(value, str):
            found[name] = value
        else:
            for index, row in enumerate(value):
                found |= {f"{name}.{index}.{cell}": text for cell, text in row.items()}
    return found

for name in calculators.names():
    example = flat(calculators.example(name))
    for lang in ("zh", "en"):
        answer = ask(call="respond", name=name, values=example, lang=lang)
        assert "html" in answer, f"{name} {lang}: {answer}"
        ask(call="respond", name=name, values=dict.fromkeys(example, "?"), lang=lang)
        ask(call="respond", name=name, values={}, lang=lang)
        ask(call="download", name=name, values=example, lang=lang, kind="txt")
        offered = downloads.offered(contract.answer(calculators.load(name), example)[1])
        for kind in {"csv", "json"} & set(offered):
            ask(call="download", name=name, values=example, lang=lang, kind=kind)
try:
    reply("not a message")
except Exception:
    traceback.format_exc()
random.seed()
'''
"""Everything a reader can make the calculators do, but for the downloads that need more."""

EXPORTS = """
import json, sys, datetime, decimal
import calculators
from calculators.page import calendar_file, downloads, workbook
from calculators.page.answer import Event, Table
from calculators.page import calculator as contract
from calculators.page.message import reply
from calculators.page.words import Percent, Text, Yuan

for name in calculators.names():
    for lang in ("zh", "en"):
        calculators.respond(name, calculators.example(name), lang)
before = set(sys.modules)

words, day, number = Text("{typed}", typed="=1"), datetime.date(2026, 12, 15), decimal.Decimal("1.5")
event = Event(day, words, words)
table = Table(words, [words] * 4, [[day, number, Percent(number), Yuan(number)]] * 2,
              [words, number * 2, None, None], formulas={1: "=B{above}-C{row}"})
if KIND == "icalendar":
    made = calendar_file.of_events("name", [event] * 2, "zh")
else:
    made = workbook.of_tables([table] * 2, "en")
for name in calculators.names():
    found = contract.answer(calculators.load(name), calculators.example(name))[1]
    for kind in downloads.offered(found):
        if kind == {"icalendar": "ics", "xlsxwriter": "xlsx"}[KIND]:
            downloads.of_answer(name, found, kind, "zh")
"""
"""What a reader can download with the library of the name `KIND`, after what a snapshot does."""

IMPORTED = """
import json, sys
json.dumps(sorted(name for name, module in sys.modules.items()
                  if name not in before and ".zip/" in (getattr(module, "__file__", None) or "")
                  and getattr(module.__spec__, "origin", None) != "frozen"))
"""
"""The modules imported from a zip, apart from those of `before`."""


def trace(
    scratch: Path, library: Path, wheel: Path, code: str = EXERCISE, extra: Path | None = None
) -> list[str]:
    """The modules of the standard library that start-up and `code` import, by name."""
    exercise = scratch / "exercise.py"
    exercise.write_text(code + IMPORTED)
    ran = subprocess.run(
        [
            node(),
            "--input-type=module",
            "--eval",
            TRACE,
            str(PYODIDE),
            str(library),
            str(wheel),
            str(exercise),
            json.dumps(lock(wheel)),
            str(extra or ""),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = [line for line in (ran.stdout + ran.stderr).splitlines() if len(line) < 500]
        raise Missing("\n".join(["calculators does not run in Pyodide:", *said[-30:]]))
    found: list[str] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


def extra(scratch: Path, name: str, library: Path, wheel: Path) -> dict[str, bytes]:
    """A library for downloads: its packages, compiled, and what they import from the standard one.

    Without what a start from a snapshot has in memory, so it is enough for either start.
    """
    folder = scratch / name
    folder.mkdir()
    archive = folder / f"{name}.zip"
    write_archive(archive, sources(EXTRAS[name]))
    archive = without_lines(compile_archive(archive))
    modules = trace(scratch, library, wheel, f"KIND = {name!r}\n{EXPORTS}", archive)
    return read_archive(archive) | cut(read_archive(library), modules)


def sources(packages: tuple[str, ...]) -> dict[str, bytes]:
    """The modules of installed packages, without their tests."""
    return {
        path.as_posix(): Path(str(path.locate())).read_bytes()
        for package in packages
        for path in sorted(importlib.metadata.files(package) or ())
        if path.suffix == ".py" and ".." not in path.parts and "tests" not in path.parts
    }


def cut(entries: dict[str, bytes], modules: list[str]) -> dict[str, bytes]:
    """The entries of the library that belong to `modules`."""
    kept = {}
    for module in modules:
        path = module.replace(".", "/")
        for name in (f"{path}.pyc", f"{path}/__init__.pyc"):
            if name in entries:
                kept[name] = entries[name]
    return dict(sorted(kept.items()))


def packed(wheel: str) -> tuple[str, str]:
    """The archives that are also sent packed: the library of the first start and the wheel."""
    return "python_stdlib.zip", wheel


def pack(path: Path) -> None:
    """Write `path`.packed: the same archive, its entries stored, gzipped as one.

    Bytecode repeats itself between files, so this is a seventh smaller than compressing each; and
    no host compresses archives on the way.
    """
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, content in read_archive(path).items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    zipped = gzip.compress(stored.getvalue(), 9, mtime=0)
    path.with_name(f"{path.name}.packed").write_bytes(zipped)


# --- what is shipped --------------------------------------------------------------------------


def describe(files: Path, wheel: str, inputs: str) -> dict[str, Any]:
    """The manifest: a digest of everything, and of each file its size and digest."""
    found = hashlib.sha256(WORKER.read_bytes())
    sizes: dict[str, dict[str, Any]] = {}
    for path in sorted(files.rglob("*")):
        if path.is_file():
            name, content = path.relative_to(files).as_posix(), path.read_bytes()
            found.update(f"{name} {len(content)} ".encode())
            found.update(content)
            sent = gzip.compress(content, 6, mtime=0) if path.suffix in COMPRESSED else content
            sizes[name] = {
                "bytes": len(content),
                "sent": len(sent),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
    first = [*FIRST_START, "pyodide-lock.json", *(f"{name}.packed" for name in packed(wheel))]
    digest = found.hexdigest()[:16]
    return {
        "digest": digest,
        "folder": f"{digest}/",
        "inputs": inputs,
        "python": pyodide_info()["python"],
        "pyodide": pyodide_version(),
        "wheel": wheel,
        "extras": {**{name: f"{name}.zip" for name in EXTRAS}, PACKAGE.name: LATE_ARCHIVE},
        "late": sorted(path.stem for path in late_calculators()),
        "first": first,
        "sent": sum(sizes[name]["sent"] for name in first),
        "files": sizes,
    }


NOTICE = """This folder contains software of other people, unchanged or compiled:

Pyodide {pyodide}          Mozilla Public License 2.0   https://github.com/pyodide/pyodide
CPython {python}           PSF License 2                https://github.com/python/cpython
and what Pyodide builds into its WebAssembly file: Emscripten (MIT), musl (MIT), zlib (zlib),
bzip2 (bzip2), mpdecimal (BSD-2-Clause), expat (MIT), libffi (MIT), hiwire (MPL-2.0).

pyodide.mjs, pyodide.asm.js and pyodide.asm.wasm are the files of the npm package pyodide@{pyodide};
the python_stdlib archives are its standard library compiled to bytecode. Sources: the addresses
above, at the tag of the version. The package calculators is this project's own.

For downloads, from the Python Package Index, compiled to bytecode with parts of that library:
{extras}
"""


def copy_licences(folder: Path) -> None:
    """The licences of what is shipped, from the packages that are installed."""
    folder.mkdir()
    extras = []
    for package in sum(EXTRAS.values(), ()):
        about = importlib.metadata.metadata(package)
        terms = about.get("License-Expression") or about["License"]
        extras.append(f"{package} {about['Version']}   {terms}")
        (folder / f"{package}.txt").write_text(licence(package))
    (folder / "NOTICE.txt").write_text(
        NOTICE.format(
            pyodide=pyodide_version(), python=pyodide_info()["python"], extras="\n".join(extras)
        )
    )
    shutil.copyfile(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", folder / "CPython.txt")
    for path in importlib.metadata.files("pyodide-build") or ():
        if path.parts[-2:] == ("licenses", "LICENSE"):
            (folder / "MPL-2.0.txt").write_text(path.read_text())
            return
    raise Missing("pyodide-build ships no licence text: run scripts/setup")


def licence(package: str) -> str:
    """The text of the licence that an installed package came with."""
    for path in importlib.metadata.files(package) or ():
        if path.parts[0].endswith(".dist-info") and path.name.startswith("LICENSE"):
            return path.read_text()
    raise Missing(f"{package} ships no licence text: run scripts/setup")


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Bring the Python runtime to docs/assets/runtime/."
    )
    parser.add_argument("--force", action="store_true", help="make it again")
    options = parser.parse_args()
    try:
        manifest = build(force=options.force)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    print(
        f"runtime {manifest['digest']}: Pyodide {manifest['pyodide']}, first start "
        f"{manifest['sent'] / 1e6:.2f} MB"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

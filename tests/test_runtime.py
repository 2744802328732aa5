"""The Python that travels to the browser: the right version, nothing needed cut, nothing stale."""

import hashlib
import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import calculators
from scripts import runtime

# Start Pyodide with the files that a reader gets, and run a piece of Python in it.
RUN = """
import fs from "node:fs";
const [folder, wheel, late, code, more, add] = process.argv.slice(1);
const { loadPyodide } = await import(folder + "/pyodide.mjs");
const python = await loadPyodide({
  indexURL: folder,
  stdLibURL: folder + "/python_stdlib.zip",
  lockFileContents: fs.readFileSync(folder + "/pyodide-lock.json", "utf8"),
  packageBaseUrl: folder,
});
python.unpackArchive(new Uint8Array(fs.readFileSync(folder + "/" + wheel)).buffer, "wheel");
if (late) { // as worker.js does
  const folders = python.runPython("import calculators; calculators.__path__[0]");
  const extractDir = folders.replace(/calculators$/, "");
  const bytes = new Uint8Array(fs.readFileSync(folder + "/" + late));
  python.unpackArchive(bytes.buffer, "zip", { extractDir });
}
try {
  console.log(python.runPython(code));
} catch (error) {
  console.log(error.type);
  if (more) { // as worker.js does
    python.FS.writeFile("/tmp/added.zip", fs.readFileSync(folder + "/" + more));
    python.runPython(add);
    console.log(python.runPython(code));
  }
}
"""


def adding() -> str:
    """The Python in worker.js that adds an archive to the library."""
    found = re.search(r"runPython\(`(\ndef add.*?)`", runtime.WORKER.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1].replace("${major}${minor}", "313")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return runtime.build()


@pytest.fixture(scope="module")
def folder(manifest: dict[str, Any]) -> Path:
    """The files as they are shipped."""
    made: Path = runtime.OUT / manifest["folder"]
    return made


def run(
    folder: Path, manifest: dict[str, Any], code: str, more: str = "", late: bool = True
) -> list[str]:
    ran = subprocess.run(
        [
            runtime.node(),
            "--input-type=module",
            "--eval",
            RUN,
            str(folder),
            manifest["wheel"],
            manifest["extras"]["calculators"] if late else "",
            code,
            more,
            adding(),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout.strip().splitlines()


def test_pyodide_and_this_python_are_the_same_version() -> None:
    wanted = runtime.pyodide_info()["python"].rsplit(".", 1)[0]

    assert f"{sys.version_info.major}.{sys.version_info.minor}" == wanted
    assert (runtime.PROJECT / ".python-version").read_text().strip() == wanted


def test_the_installed_pyodide_is_the_one_that_is_pinned() -> None:
    pinned = json.loads((runtime.PROJECT / "package.json").read_text())["dependencies"]["pyodide"]

    assert runtime.pyodide_version() == pinned


def test_the_bytecode_is_for_the_python_in_the_browser(folder: Path) -> None:
    for archive in (*folder.glob("*stdlib.zip"), *folder.glob("*_all.zip"), *folder.glob("*.whl")):
        for name, content in runtime.read_archive(archive).items():
            assert not name.endswith(".py"), f"{archive.name}: {name} is not compiled"
            if name.endswith(".pyc"):
                assert content[:4] == importlib.util.MAGIC_NUMBER, f"{archive.name}: {name}"


def test_the_manifest_names_every_file_with_its_size_and_digest(
    manifest: dict[str, Any], folder: Path
) -> None:
    shipped = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }

    assert set(manifest["files"]) == set(shipped)
    for name, content in shipped.items():
        assert manifest["files"][name]["bytes"] == len(content)
        assert manifest["files"][name]["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["sent"] == sum(manifest["files"][name]["sent"] for name in manifest["first"])


def test_only_one_release_is_kept(manifest: dict[str, Any]) -> None:
    folders = [path.name for path in runtime.OUT.iterdir() if path.is_dir()]

    assert folders == [manifest["digest"]]


def test_the_wheel_has_every_module_figure_and_catalogue(
    manifest: dict[str, Any], folder: Path
) -> None:
    travelling = set(zipfile.ZipFile(folder / manifest["wheel"]).namelist())
    travelling |= set(zipfile.ZipFile(folder / runtime.LATE_ARCHIVE).namelist())
    for name in runtime.package_files():
        assert name.replace(".py", ".pyc") in travelling
    assert any(name.endswith(".mo") for name in travelling)
    assert any(name.startswith("calculators/law/") for name in travelling)


def test_the_lock_file_names_the_wheel_that_is_there(
    manifest: dict[str, Any], folder: Path
) -> None:
    package = json.loads((folder / "pyodide-lock.json").read_text())["packages"]["calculators"]

    assert package["file_name"] == manifest["wheel"]
    assert package["sha256"] == manifest["files"][manifest["wheel"]]["sha256"]


def test_the_library_is_cut_to_the_modules_that_run(folder: Path) -> None:
    kept = set(runtime.read_archive(folder / "python_stdlib.zip"))
    listed = (runtime.OUT / "modules.txt").read_text().split()

    assert kept == set(runtime.cut(runtime.read_archive(folder / "python_stdlib_all.zip"), listed))
    assert 80 < len(kept) < 200


def test_nothing_that_is_needed_was_cut(manifest: dict[str, Any], folder: Path) -> None:
    modules = run(folder, manifest, runtime.EXERCISE + runtime.IMPORTED)

    assert set(json.loads(modules[-1])) <= set((runtime.OUT / "modules.txt").read_text().split())


def test_the_browser_answers_every_example_as_this_python_does(
    manifest: dict[str, Any], folder: Path
) -> None:
    code = (
        "import calculators, json\n"
        "json.dumps([calculators.respond(name, calculators.example(name), lang)"
        " for name in calculators.names() for lang in ('zh', 'en')])"
    )

    expected = [
        calculators.respond(name, calculators.example(name), lang)
        for name in calculators.names()
        for lang in ("zh", "en")
    ]
    assert json.loads(run(folder, manifest, code)[-1]) == expected


ANSWERS = """
import calculators, json
found = {}
for name in calculators.names():
    try:
        values = calculators.example(name)
        found[name] = [calculators.respond(name, values, lang) for lang in ("zh", "en")]
    except ModuleNotFoundError as error:
        found[name] = str(error)
json.dumps(found)
"""


def test_the_first_start_answers_all_but_the_late_ones_and_says_which_module_these_lack(
    manifest: dict[str, Any], folder: Path
) -> None:
    here: dict[str, Any] = {}
    exec(ANSWERS.rsplit("\n", 2)[0], here)
    late = dict.fromkeys(manifest["late"], "No module named 'calculators.late'")

    assert json.loads(run(folder, manifest, ANSWERS, late=False)[-1]) == here["found"] | late
    assert set(manifest["late"]) < set(calculators.names())


def test_a_module_that_was_cut_comes_with_the_whole_library(
    manifest: dict[str, Any], folder: Path
) -> None:
    code = "import email.mime.text, xml.sax.saxutils\nemail.mime.text.__name__"

    said = run(folder, manifest, code, "python_stdlib_all.zip")

    assert said == ["ModuleNotFoundError", "email.mime.text"]


@pytest.mark.parametrize("name", runtime.EXTRAS)
def test_a_library_for_downloads_comes_with_all_it_imports_and_writes_the_same_file(
    name: str, manifest: dict[str, Any], folder: Path
) -> None:
    code = f"KIND = {name!r}\n{runtime.EXPORTS}\nimport hashlib\nhashlib.sha256(made).hexdigest()"
    here: dict[str, Any] = {}
    exec(code, here)

    said = run(folder, manifest, code, manifest["extras"][name])

    assert said == ["ModuleNotFoundError", here["hashlib"].sha256(here["made"]).hexdigest()]
    assert manifest["extras"][name] in manifest["files"]
    assert manifest["extras"][name] not in manifest["first"]


def test_the_first_start_has_nothing_of_a_library_for_downloads(folder: Path) -> None:
    entries = runtime.read_archive(folder / "python_stdlib.zip")

    assert not [name for name in entries if name.split("/")[0] in (*runtime.EXTRAS, "dateutil")]


def test_the_first_start_is_small(manifest: dict[str, Any]) -> None:
    assert manifest["sent"] < 4_500_000  # of 4.6 MB; the rest is for the page itself


def test_licences_are_shipped(folder: Path) -> None:
    licences = {path.name: path.read_text() for path in (folder / "licences").iterdir()}

    assert "Mozilla Public License Version 2.0" in licences["MPL-2.0.txt"]
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in licences["CPython.txt"]
    assert runtime.pyodide_version() in licences["NOTICE.txt"]
    for package in (package for packages in runtime.EXTRAS.values() for package in packages):
        assert f"{package} {importlib.metadata.version(package)}" in licences["NOTICE.txt"]
        assert "Redistribution" in licences[f"{package}.txt"]


def test_nothing_is_made_again_when_nothing_changed(manifest: dict[str, Any]) -> None:
    stamp = (runtime.OUT / "manifest.json").stat().st_mtime_ns

    assert runtime.build() == manifest
    assert (runtime.OUT / "manifest.json").stat().st_mtime_ns == stamp


def test_the_same_input_gives_the_same_digest(tmp_path: Path) -> None:
    first, second = ("one", "two")
    for name in (first, second):
        (tmp_path / name).mkdir()

    wheels = [runtime.compiled_wheel(tmp_path / name).read_bytes() for name in (first, second)]

    assert wheels[0] == wheels[1]

"""The built site, read as files: languages, links, policy. Set SITE to look at another folder."""

import base64
import hashlib
import os
import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

PROJECT = Path(__file__).parent.parent
SITE = Path(os.environ.get("SITE", PROJECT / "site"))
SOURCES = sorted(
    path.relative_to(PROJECT / "docs" / "zh") for path in PROJECT.glob("docs/zh/**/*.md")
)
HOST = "https://site.test/some/path/"
"""Where links are followed from; any other host is foreign."""


def address(source: Path, language: str) -> str:
    """The path of a page in the site: guide/cost.md → guide/cost/, en/guide/cost/."""
    folder = source.parent if source.name == "index.md" else source.with_suffix("")
    path = "" if folder == Path(".") else f"{folder.as_posix()}/"
    return path if language == "zh" else f"en/{path}"


PAGES = [address(source, language) for source in SOURCES for language in ("zh", "en")]


def is_data(kind: str) -> bool:
    """Whether a script element of this type holds data, which no browser runs."""
    return kind.startswith("application/") and kind.endswith("json")


@dataclass
class Page(HTMLParser):
    """What the tests ask about a page."""

    address: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    inline: list[str] = field(default_factory=list)
    data: list[tuple[str, str]] = field(default_factory=list)
    switch: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        self.tags.append((tag, names))
        if tag == "script" and "src" not in names:
            self._inside = names.get("type", "")
            if is_data(self._inside):
                self.data.append((self._inside, ""))
            else:
                self.inline.append("")
        if names.get("class") == "md-select__link":
            self.switch[names["hreflang"]] = names["href"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is None:
            self.text += data
        elif is_data(self._inside):
            self.data[-1] = (self._inside, self.data[-1][1] + data)
        else:
            self.inline[-1] += data

    def attributes(self, *names: str) -> list[str]:
        return [tag[name] for _, tag in self.tags for name in names if name in tag]

    @property
    def ids(self) -> set[str]:
        return set(self.attributes("id", "name"))

    @property
    def policy(self) -> str:
        return next(
            tag["content"]
            for name, tag in self.tags
            if name == "meta" and tag.get("http-equiv") == "Content-Security-Policy"
        )


@cache
def page(path: str) -> Page:
    file = SITE / path / "index.html" if not path.endswith(".html") else SITE / path
    assert file.is_file(), f"{file} is missing: run scripts/build"
    found = Page(path)
    found.feed(file.read_text("utf-8"))
    return found


def test_every_page_exists_in_both_languages() -> None:
    english = {path.relative_to(PROJECT / "docs/en") for path in PROJECT.glob("docs/en/**/*.md")}

    assert english == set(SOURCES)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_language(path: str) -> None:
    html = next(tag for name, tag in page(path).tags if name == "html")

    assert html["lang"] == ("en" if path.startswith("en/") else "zh-CN")


@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_the_language_switch_leads_to_the_same_page(source: Path) -> None:
    pair = {"zh-CN": address(source, "zh"), "en": address(source, "en")}

    for path in pair.values():
        led = {tag: urljoin(HOST + path, link) for tag, link in page(path).switch.items()}
        assert led == {tag: HOST + target for tag, target in pair.items()}


@pytest.mark.parametrize("path", PAGES)
def test_no_link_leads_to_nothing(path: str) -> None:
    """At any base path: a link from the root of the host would leave it."""
    for link in page(path).attributes("href", "src"):
        target = urlsplit(urljoin(HOST + path, link))
        if target.scheme in ("tel", "mailto", "data") or target.netloc != urlsplit(HOST).netloc:
            continue
        assert target.geturl().startswith(HOST), f"{link} leaves the site's path"
        inside = unquote(target.path.removeprefix(urlsplit(HOST).path))
        file = SITE / inside
        if file.is_dir():
            assert (file / "index.html").is_file(), link
            if "=" in target.fragment:  # figures handed over to the calculator of that page
                assert 'data-calculator="' in (file / "index.html").read_text("utf-8"), link
            elif target.fragment:
                assert unquote(target.fragment) in page(inside).ids, link
        else:
            assert file.is_file(), link


@pytest.mark.parametrize("path", PAGES)
def test_no_marker_is_left(path: str) -> None:
    """What a reader may copy from about/host shows none either."""
    for left in ("{{", "}}", "{!", "!}", "[^"):
        assert left not in page(path).text


@pytest.mark.parametrize("path", [*PAGES, "404.html"])
def test_the_policy_comes_first_and_allows_exactly_the_scripts_of_the_page(path: str) -> None:
    read = page(path)
    order = [(name, tag) for name, tag in read.tags if name not in ("html", "head")]
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in read.inline
    }

    assert "charset" in order[0][1]
    assert order[1][1].get("http-equiv") == "Content-Security-Policy"
    assert set(re.findall(r"'sha256-[^']+'", read.policy)) == hashes
    assert "default-src 'none'" in read.policy
    assert "'unsafe-eval'" not in read.policy
    assert "script-src 'self'" in read.policy
    assert "'unsafe-inline'" not in read.policy.split("script-src")[1].split(";")[0]
    assert "connect-src 'self';" in read.policy
    assert "form-action 'none'" in read.policy
    assert not re.search(r"https?:", read.policy)


@pytest.mark.parametrize("path", [*PAGES, "404.html"])
def test_a_page_has_no_script_in_its_attributes(path: str) -> None:
    for name, tag in page(path).tags:
        assert not [attribute for attribute in tag if attribute.startswith("on")], name
        assert not tag.get("href", "").startswith("javascript:")


@pytest.mark.parametrize("path", [*PAGES, "404.html"])
def test_a_page_asks_no_other_host_for_anything(path: str) -> None:
    fetched = [
        link
        for name, tag in page(path).tags
        for attribute in ("src", "srcset", "poster", "data", "href")
        if (link := tag.get(attribute)) and not (name == "a" or attribute == "data")
        if tag.get("rel") not in ("canonical", "alternate")  # said, not fetched
    ]

    assert not [link for link in fetched if re.match(r"(https?:)?//", link)]


def test_no_style_sheet_asks_another_host_for_anything() -> None:
    for file in SITE.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", file.read_text("utf-8")), file


def test_nothing_of_the_sources_or_settings_is_published() -> None:
    published = {path.relative_to(SITE).parts[0] for path in SITE.iterdir()}

    assert not published & {"_data", "_includes", "_decisions", "overrides", "zh"}
    assert not list(SITE.rglob("*.md"))


def test_shared_files_are_published_once() -> None:
    assert not (SITE / "en" / "assets").exists()


def test_licences_of_what_is_shipped_are_shipped() -> None:
    assert "MIT" in (SITE / "assets" / "charts" / "LICENSE").read_text("utf-8")

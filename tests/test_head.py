"""The head of every built page: what search engines and cards of links are told, and structured data.

Addresses must be whole where they are given to others, so a part of the site is built once more with
SITE_URL for these tests.
"""

import json
import os
import re
import subprocess
import sys
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts.outline import sections
from tests.test_site import HOST, PAGES, PROJECT, SITE, address, page

WHOLE = "https://guide.test/some/path/"
"""SITE_URL of the part that is built here."""
PART = ("index.md", "guide/stop.md")
SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parent / "structured.schema.json").read_text("utf-8"))
)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def language(path: str) -> str:
    return "en" if path.startswith("en/") else "zh"


def met(path: str) -> dict[str, str]:
    """What the meta elements of a page say, by name or property."""
    return {
        tag.get("name") or tag["property"]: tag["content"]
        for name, tag in page(path).tags
        if name == "meta" and ("name" in tag or "property" in tag)
    }


@cache
def html(path: str) -> str:
    return (SITE / path / "index.html").read_text("utf-8")


def title(path: str) -> str:
    found = re.search(r"<title>(.*?)</title>", html(path))
    assert found
    return unescape(found[1])


# --- titles and descriptions ------------------------------------------------------------------


def test_no_two_pages_have_the_same_title_or_description() -> None:
    for said in (title, lambda path: met(path)["description"]):
        seen: dict[str, list[str]] = {}
        for path in PAGES:
            seen.setdefault(said(path), []).append(path)
        assert [paths for paths in seen.values() if len(paths) > 1] == []


def test_every_description_is_a_sentence_that_a_result_can_show() -> None:
    """Not the title again, and no longer than search engines show: about 80 Chinese characters."""
    limits = {"zh": (15, 90), "en": (40, 200)}
    odd = []
    for path in PAGES:
        said = met(path)["description"]
        least, most = limits[language(path)]
        if not least <= len(said) <= most or title(path).startswith(said):
            odd.append(f"{path}: {said}")

    assert odd == []


@pytest.mark.parametrize("path", PAGES)
def test_a_card_of_a_link_says_what_the_page_says(path: str) -> None:
    said = met(path)

    assert title(path).startswith(said["og:title"])
    assert said["og:description"] == said["description"]
    assert said["og:locale"] == {"zh": "zh_CN", "en": "en_GB"}[language(path)]
    assert "noindex" not in said["robots"]


# --- languages --------------------------------------------------------------------------------


def alternates(read: list[tuple[str, dict[str, str]]], at: str) -> dict[str, str]:
    return {
        tag["hreflang"]: urljoin(at, tag["href"])
        for name, tag in read
        if name == "link" and tag.get("rel") == "alternate"
    }


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("en/")])
def test_each_language_names_the_other_and_the_one_for_everybody_else(path: str) -> None:
    pair = {"zh-CN": HOST + path, "en": f"{HOST}en/{path}", "x-default": HOST + path}

    for one in (path, f"en/{path}"):
        assert alternates(page(one).tags, HOST + one) == pair


@pytest.mark.skipif(bool(os.environ.get("SITE_URL")), reason="an address was given")
def test_without_an_address_nothing_claims_one() -> None:
    for path in PAGES:
        assert "canonical" not in page(path).attributes("rel")
        assert not {"og:url", "og:image"} & set(met(path))
    assert not (SITE / "sitemap.xml").exists()


# --- with an address --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages in two languages, built with SITE_URL."""
    folder = tmp_path_factory.mktemp("addressed")
    kept = [f"!/{one}/{name}" for one in ("zh", "en") for name in PART]
    (folder / "mkdocs.yml").write_text(
        yaml.safe_dump(
            {
                "INHERIT": str(PROJECT / "mkdocs.yml"),
                "docs_dir": str(PROJECT / "docs"),
                "site_dir": str(folder / "site"),
                "exclude_docs": "\n".join(["*.md", *kept, "/_*/", "/overrides/"]),
                "nav": list(PART),
                "theme": {"custom_dir": str(PROJECT / "docs" / "overrides")},
                "hooks": [str(PROJECT / "scripts" / "hooks.py")],
            }
        ),
        "utf-8",
    )
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", folder / "mkdocs.yml"],
        cwd=PROJECT,
        env=os.environ | {"SITE_URL": WHOLE, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
    )
    return folder / "site"


ADDRESSED = [address(Path(name), one) for name in PART for one in ("zh", "en")]


@pytest.mark.parametrize("path", ADDRESSED)
def test_with_an_address_every_address_of_the_head_is_whole(addressed: Path, path: str) -> None:
    head = (addressed / path / "index.html").read_text("utf-8").partition("</head>")[0]
    chinese = WHOLE + path.removeprefix("en/")

    assert f'<link rel="canonical" href="{WHOLE}{path}">' in head
    assert f'hreflang="zh-CN" href="{chinese}"' in head
    assert f'hreflang="x-default" href="{chinese}"' in head
    assert f'hreflang="en" href="{WHOLE}en/{path.removeprefix("en/")}"' in head
    assert f'<meta property="og:url" content="{WHOLE}{path}">' in head
    picture = f"assets/social/{language(path)}.png"
    assert f'<meta property="og:image" content="{WHOLE}{picture}">' in head
    for item in re.findall(r'"item":"([^"]+)"', head):
        assert item.startswith(WHOLE)


def test_the_sitemap_names_every_page_in_every_language(addressed: Path) -> None:
    found = {
        url.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in url.iter(LINK)
        }
        for url in ElementTree.parse(addressed / "sitemap.xml").iter(f"{SITEMAP}url")
    }

    assert set(found) == {WHOLE + path for path in ADDRESSED}
    for path in ADDRESSED:
        chinese = path.removeprefix("en/")
        assert found[WHOLE + path] == {
            "zh-CN": WHOLE + chinese,
            "x-default": WHOLE + chinese,
            "en": f"{WHOLE}en/{chinese}",
        }
    assert f"Sitemap: {WHOLE}sitemap.xml" in (addressed / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["zh", "en"])
def test_the_picture_of_a_card_is_there_and_small(name: str) -> None:
    picture = (SITE / "assets" / "social" / f"{name}.png").read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)
    assert len(picture) < 60_000


# --- structured data --------------------------------------------------------------------------


@cache
def structured(path: str) -> Any:
    found = [text for kind, text in page(path).data if kind == "application/ld+json"]
    assert len(found) == 1
    return json.loads(found[0])


def items(path: str, kind: str) -> list[Any]:
    return [item for item in structured(path)["@graph"] if item["@type"] == kind]


@pytest.mark.parametrize("path", PAGES)
def test_structured_data_has_what_schema_org_requires(path: str) -> None:
    faults = [
        f"{fault.json_path}: {fault.message}" for fault in SCHEMA.iter_errors(structured(path))
    ]

    assert faults == []


def test_the_schema_refuses_what_is_not_complete() -> None:
    for item in (
        {"@type": "FAQPage", "mainEntity": []},
        {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Why?"}]},
        {"@type": "HowTo", "step": [{"@type": "HowToStep", "text": "Stop"}]},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Home"}]},
        {"@type": "Recipe", "name": "Soup"},
    ):
        assert not SCHEMA.is_valid({"@context": "https://schema.org", "@graph": [item]})


@pytest.mark.parametrize("path", PAGES)
def test_structured_data_is_small_and_says_only_what_the_page_says(path: str) -> None:
    text = json.dumps(structured(path), ensure_ascii=False)
    shown = {part.title for part in sections(html(path))}

    assert len(text.encode()) < 8_000
    assert not re.search(r"\{\{|\[\^|¶|↩|\\n", text)
    for page_of_questions in items(path, "FAQPage"):
        for question in page_of_questions["mainEntity"]:
            assert question["name"] in shown
            assert len(question["acceptedAnswer"]["text"]) > 5


@pytest.mark.parametrize("path", PAGES)
def test_every_page_but_the_home_page_shows_the_way_to_itself(path: str) -> None:
    ways = items(path, "BreadcrumbList")
    if path in ("", "en/"):
        assert ways == []
        return
    links = [urljoin(HOST + path, step["item"]) for step in ways[0]["itemListElement"]]

    assert links[0] == HOST + ("en/" if path.startswith("en/") else "")
    assert links[-1] == HOST + path
    for link in links:
        assert (SITE / link.removeprefix(HOST) / "index.html").is_file()


@pytest.mark.parametrize("path", ["", "en/"])
def test_the_road_is_twelve_steps_that_lead_to_pages(path: str) -> None:
    (road,) = items(path, "HowTo")

    assert [step["position"] for step in road["step"]] == list(range(1, 13))
    for step in road["step"]:
        target = urljoin(HOST + path, step["url"]).removeprefix(HOST)
        assert (SITE / target / "index.html").is_file(), step


def test_guide_and_topics_answer_questions() -> None:
    """The ones without a question as a heading are listed."""
    without = [
        path
        for path in PAGES
        if path.removeprefix("en/").startswith(("guide/", "topics/"))
        and "myths" not in path
        and not items(path, "FAQPage")
    ]

    assert without == []

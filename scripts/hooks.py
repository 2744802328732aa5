"""What this site adds to MkDocs: markers, checklists, glossary links, and a language switch."""

import logging
import re
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts import facts, search, structured
from scripts.checklist import Checklists
from scripts.chinese import ChineseLines
from scripts.glossary import Glossary
from scripts.markers import Markers

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
THEME_SCRIPT = re.compile(r'<script (src="[^"]*/javascripts/bundle\.)')
LANGUAGE_NAMES = {"zh": "简体中文", "en": "English"}

logging.getLogger("mkdocs.plugins.mkdocs_static_i18n").setLevel(logging.WARNING)

_markers = Markers()
_chinese = ChineseLines()
_glossary = Glossary()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add our Markdown extensions; called once for each language, with the same configuration."""
    extensions = cast(list[Any], config.markdown_extensions)  # MkDocs declares names only
    if _markers not in extensions:
        extensions += [_markers, _chinese, Checklists(), _glossary]
    config.extra["last_check"] = facts.last_check()
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell our extensions which page is read; markers are filled after included paragraphs."""
    _markers.page = _glossary.page = page.file.src_uri
    _chinese.language = page.file.src_uri.split("/")[0]
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep what nobody looks for out of the search."""
    return search.hide(html)


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Link the same page in every language, relative to this one, so that any base path works."""
    # As an attribute, where the plugin put its own list, whose links start at the host's root.
    vars(config.extra)["alternate"] = [
        {"name": LANGUAGE_NAMES[language], "lang": LANGUAGE_TAGS[language], "link": file.url}
        for language, file in sorted(vars(page.file)["alternates"].items(), reverse=True)
    ]
    context["structured"] = structured.structured(
        page.content or "",
        page.file.url.removeprefix("./"),
        str(page.meta.get("title") or page.title),
        page.file.src_uri.split("/")[0],
        config.site_url or "",
    )
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let our scripts go before the theme's, which keeps a slow machine busy for long."""
    return THEME_SCRIPT.sub(r"<script async \1", output)


@event_priority(-200)  # after both languages were built
def on_post_build(config: MkDocsConfig) -> None:
    """Give each language a search index of its own."""
    search.divide(Path(config.site_dir))

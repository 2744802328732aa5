"""The road: each step leads to the next and back, in the order of the navigation."""

from itertools import pairwise
from urllib.parse import urljoin

import pytest
import yaml

from tests.test_site import HOST, PROJECT, page


class Settings(yaml.SafeLoader):
    """Reads mkdocs.yml without running what its tags name."""


Settings.add_multi_constructor("", lambda *_: None)
(ROAD,) = [
    section["一步一步"]
    for section in yaml.load((PROJECT / "mkdocs.yml").read_text("utf-8"), Settings)["nav"]
    if "一步一步" in section
]
STEPS = [path.removesuffix(".md") + "/" for step in ROAD for path in step.values()]


def neighbours(path: str) -> dict[str, str]:
    """Where the links at the foot of a page lead: `prev` and `next`."""
    return {
        tag["class"].rpartition("--")[2]: urljoin(HOST + path, tag["href"]).removeprefix(HOST)
        for name, tag in page(path).tags
        if name == "a" and tag.get("class", "").startswith("md-footer__link")
    }


@pytest.mark.parametrize("root", ["", "en/"])
def test_each_step_leads_to_the_next_and_back(root: str) -> None:
    assert len(STEPS) == 12
    pages = [root, *(root + step for step in STEPS)]

    for here, there in pairwise(pages):
        assert neighbours(here)["next"] == there
        assert neighbours(there)["prev"] == here

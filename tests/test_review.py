"""What is due for review is listed on its day, and kept in one issue."""

import os
import re
import stat
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculators.law import figure, figures
from scripts import facts, review
from scripts.prose import parse
from scripts.readability import long_share, report

PROJECT = Path(__file__).parent.parent
WORKFLOW: dict[str, Any] = yaml.safe_load(
    (PROJECT / ".github" / "workflows" / "review.yml").read_text("utf-8")
)
DAY = timedelta(days=1)
LPR = figure("lpr_1y").review


def listed(today: date, within: int) -> dict[str, str]:
    """The names in the report with the heading they stand under."""
    found, heading = {}, ""
    for line in review.report(today, within).splitlines():
        if line.startswith("## "):
            heading = line[3:].split(" (")[0]
        elif name := re.match(r"- \[ \] \S+ · `([^`]+)`", line):
            found[name[1]] = heading
    return found


@pytest.mark.parametrize(
    ("today", "within", "heading"),
    [
        (LPR - 31 * DAY, 30, None),
        (LPR - 30 * DAY, 30, "Within 30 days"),
        (LPR - DAY, 30, "Within 30 days"),
        (LPR - DAY, 0, None),
        (LPR, 0, "Due"),
        (LPR + DAY, 0, "Due"),
    ],
)
def test_a_figure_is_listed_from_the_day_on(today: date, within: int, heading: str | None) -> None:
    assert listed(today, within).get("lpr_1y") == heading


def test_a_rule_is_due_half_a_year_after_its_check() -> None:
    day = date(2027, 5, 21)

    assert facts.rule("cc-art-678")["checked"] == "2026-11-21"
    assert "cc-art-678" not in listed(day - DAY, 0)
    assert listed(day, 0)["cc-art-678"] == "Due"


def test_a_rule_that_ends_is_due_on_its_last_day() -> None:
    last = date(2026, 12, 31)

    assert "npl-transfer-pilot" not in listed(last - DAY, 0)
    assert listed(last, 0)["npl-transfer-pilot"] == "Due"


def test_an_entry_may_name_its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    named = {**facts.rule("cc-art-678"), "review": "2026-12-01"}
    monkeypatch.setattr(facts, "read", lambda file: {"named": named} if file == "law" else {})

    assert listed(date(2026, 12, 1), 0) == {"named": "Due"}
    assert listed(date(2026, 11, 30), 0) == {}


def test_every_figure_rule_statistic_and_contact_comes_up_within_a_year() -> None:
    expected = {*figures(), *(n for f in ("law", "statistics", "contacts") for n in facts.read(f))}

    assert set(listed(date(2027, 11, 21), 0)) == expected


def test_the_earliest_comes_first_and_nothing_due_is_no_text() -> None:
    days = re.findall(r"- \[ \] (\S+)", review.report(date(2027, 11, 21), 0))

    assert days == sorted(days)
    assert review.report(date(2026, 11, 21), 0) == ""


def test_the_command_takes_the_day_and_the_days_ahead(capsys: pytest.CaptureFixture[str]) -> None:
    assert review.main(["--today", "2026-12-19", "--within", "1"]) == 0
    assert "## Within 1 days" in capsys.readouterr().out

    with pytest.raises(SystemExit):
        review.main(["--today", "tomorrow"])


# The weekly workflow


def run_step(folder: Path, due: str, issues: str) -> list[str]:
    """What the workflow's last step asks of gh, with a gh that lists `issues`."""
    step = WORKFLOW["jobs"]["list"]["steps"][-1]
    (folder / "due.md").write_text(due, "utf-8")
    gh = folder / "gh"
    gh.write_text(
        f'#!/usr/bin/env bash\nif [ "$2" = list ]; then printf "%s" "{issues}"\n'
        'else echo "$@" >> calls; fi\n',
        "utf-8",
    )
    gh.chmod(gh.stat().st_mode | stat.S_IEXEC)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "TITLE": step["env"]["TITLE"]}
    subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]], cwd=folder, env=environment, check=True
    )
    calls = folder / "calls"
    return calls.read_text("utf-8").splitlines() if calls.exists() else []


@pytest.mark.parametrize(
    ("due", "issues", "calls"),
    [
        ("text", "", ["issue create --title Rules and figures to check again --body-file due.md"]),
        ("text", "7", ["issue edit 7 --body-file due.md"]),
        ("", "7", ["issue close 7 --comment Nothing is due."]),
        ("", "", []),
    ],
)
def test_one_issue_is_opened_updated_or_closed(
    tmp_path: Path, due: str, issues: str, calls: list[str]
) -> None:
    assert run_step(tmp_path, due, issues) == calls


def test_the_workflow_may_write_issues_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read", "issues": "write"}
    assert "permissions" not in WORKFLOW["jobs"]["list"]


# Readability


def test_a_long_sentence_is_counted_in_characters_or_words() -> None:
    short, long = "字" * 30 + "。", "字" * 31 + "。"
    words, more = " ".join(["word"] * 20) + ".", " ".join(["word"] * 21) + "."

    assert long_share(parse(f"{short}{long}{{{{ rule cc-art-678 }}}}", "zh/index.md")) == (1, 2)
    assert long_share(parse(f"{words} {more}", "en/index.md")) == (1, 2)


def test_the_report_has_every_page_and_at_most_ten_sentences_each() -> None:
    pages = report().split("\n## ")[1:]

    assert {"docs/zh/guide/stop.md", "docs/en/topics/myths.md"} <= {p.split(":")[0] for p in pages}
    assert max(page.count("\n- ") for page in pages) <= 10

"""Draw the picture shown with a link to this site, one for each language: `python -m scripts.social`.

Drawn once in a browser, which knows how to set Chinese, and committed: docs/assets/social. Needs
what the tests need. Run it again when the words below change.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "assets" / "social"
ICON = (FOLDER.parent / "icon.svg").read_text("utf-8")
SIZE = {"width": 1200, "height": 630}

WORDS = {
    "zh": (
        "协商还款指南",
        "网贷、分期、信用卡还不上时，<br>自己算清，自己协商。",
        "免费 · 不代办 · 数字不离开你的设备",
    ),
    "en": (
        "Repayment negotiation guide",
        "When a loan in China cannot be repaid:<br>do the sums and the talking yourself.",
        "Free · no agents · your figures stay on your device",
    ),
}

PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><style>
body {{ margin: 0; padding: 72px 80px; box-sizing: border-box; height: 630px; background: #00574b;
  color: #fff; font-family: "Noto Sans CJK SC", sans-serif; display: flex; flex-direction: column;
  -webkit-font-smoothing: none }}
svg {{ width: 96px; height: 96px }} h1 {{ margin: 32px 0 20px; font-size: 68px; line-height: 1.2 }}
p {{ margin: 0; font-size: 42px; line-height: 1.5 }} .last {{ margin-top: auto; font-size: 30px }}
</style>{icon}<h1>{title}</h1><p>{claim}</p><p class="last">{last}</p></html>"""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
        for language, (title, claim, last) in WORDS.items():
            words = {"title": title, "claim": claim, "last": last}
            page.set_content(PAGE.format(language=language, icon=ICON, **words))
            page.screenshot(path=FOLDER / f"{language}.png")
        browser.close()


if __name__ == "__main__":
    main()

// Firefox by Puppeteer over WebDriver BiDi: JSON lines in ({"open": address} or {"run": code}),
// JSON lines out ({"value"} or {"error"}). Ends when its input ends.

import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  headless: true,
  protocolTimeout: 240_000,
  extraPrefsFirefox: { "dom.serviceWorkers.enabled": true, "dom.serviceWorkers.testing.enabled": true },
});
const page = await browser.newPage();
page.setDefaultTimeout(240_000);

const reply = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const { open, run } = JSON.parse(line);
  try {
    if (open) await page.goto(open);
    reply({ value: run ? await page.evaluate(run) : null });
  } catch (error) {
    reply({ error: String(error) });
  }
}
await browser.close();

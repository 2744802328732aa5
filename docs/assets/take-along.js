/** The button that keeps every page and every calculator for times without a network. */

import * as python from "./python.js";

const place = document.querySelector("[data-take-along]");
const button = place.querySelector("button");

/** What pages bring only when it is wanted. */
const lang = document.documentElement.lang.slice(0, 2);
const LATER = ["early.js", "worker.js", "case.js", "seal.js", "search.js", `../search/${lang}.json`];

place.hidden = !globalThis.isSecureContext || !navigator.serviceWorker;

button.addEventListener("click", async () => {
  button.disabled = true;
  say("busy");
  try {
    const missed = await python.takeAlong([...pages(), ...LATER], count);
    say(missed ? "part" : "done");
  } catch {
    say("failed"); // storage is refused or full, or the network is gone
  }
  button.disabled = false;
});

/** The pages of this language: all that the navigation leads to. */
function pages() {
  const links = document.querySelectorAll(".md-nav--primary a[href]");
  return Array.from(links, ({ href }) => href.split("#")[0]);
}

function count(number, all) {
  place.querySelector("[data-count]").textContent = `${number} / ${all}`;
}

function say(key) {
  for (const line of place.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== key;
}

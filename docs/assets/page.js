/**
 * Calculators in a page. Sends what was typed to Python and puts back the HTML that Python wrote.
 * No sums and no sentences here; without this script the worked examples stay as they are.
 *
 * Hooks are in calculators/page/html.py: sections carry `data-calculator` and `data-state`.
 */

import * as dossier from "./dossier.js";
import * as files from "./files.js";
import { Kept } from "./kept.js";
import * as python from "./python.js";
import * as rows from "./rows.js";

const PAUSE = 200; // milliseconds after the last key before an answer is asked for
const SETTLED = 2000; // milliseconds after loading before the site is kept for offline use
const COPIED = 4000; // milliseconds for which "copied" is shown

/** One calculator section: its form above, its answer below. */
class Calculator {
  constructor(section) {
    this.section = section;
    this.name = section.dataset.calculator;
    this.lang = section.lang.slice(0, 2);
    this.form = section.querySelector("form");
    this.answer = section.querySelector("[data-answer]");
    this.live = section.querySelector("[data-live]");
    this.example = { html: this.answer.innerHTML, values: this.values() };
    this.restoreRows = rows.remember(this.form);
    this.asked = 0; // counts questions, so that a stale answer is known

    this.form.addEventListener("input", () => this.typed(PAUSE));
    this.form.addEventListener("change", (event) => {
      if (event.target.matches("select")) this.typed(0);
      if (event.target.matches("[data-files]")) this.chosen(event.target);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask({ pressed: true });
    });
    this.form.addEventListener("reset", () => {
      this.reset();
      setTimeout(() => this.showAsked()); // once the browser has put the fields back
    });
    this.form.addEventListener("paste", (event) => this.pasted(event));
    this.form.addEventListener("focusin", ({ target }) => {
      if (target.matches("input")) target.select();
    });
    section.addEventListener("click", (event) => this.clicked(event));
    this.recall();
    this.kept = new Kept(this);
    this.showAsked();
  }

  /** What the form holds, by field name. */
  values() {
    return Object.fromEntries(new FormData(this.form));
  }

  // --- question and answer ---

  /** Something was typed: keep it, and ask after a pause. */
  typed(pause) {
    this.giveWay();
    if (!this.kept?.typed()) keep(this.name, this.values());
    this.answer.setAttribute("aria-busy", "true");
    python.start().catch(() => {});
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
    this.showAsked();
  }

  /** What the example says gives way to what is filled in instead of it. */
  giveWay() {
    const { values } = this.example;
    const fields = Array.from(this.form.querySelectorAll("input[name], textarea[name]"));
    const own = fields.filter(({ name, value }) => value.trim() && value !== values[name]);
    const answered = new Set(own.map(({ name }) => name.split(".")[0]));
    for (const part of this.form.querySelectorAll("[data-yields-to]")) {
      const field = part.querySelector("[name]");
      const others = part.dataset.yieldsTo.split(" ");
      if (field.value === values[field.name] && others.some((other) => answered.has(other))) {
        field.value = "";
      }
    }
  }

  /** Questions that another answer makes pointless are hidden, with what is in them, unless wrong. */
  showAsked() {
    for (const part of this.form.querySelectorAll("[data-only]")) {
      const [name, answers] = part.dataset.only.split("=");
      const asked = answers.split(" ").includes(this.form.elements.namedItem(name).value);
      part.hidden = !asked && !part.querySelector(".field-error:not([hidden])");
    }
    for (const group of this.form.querySelectorAll("fieldset.group")) {
      group.hidden = !group.querySelector(":scope > [data-field]:not([hidden])");
    }
  }

  /** Ask Python and show what it says; `pressed` when the reader pressed the button. */
  async ask({ pressed = false } = {}) {
    clearTimeout(this.timer);
    const begun = performance.now();
    const question = ++this.asked;
    this.waiting = { pressed };
    this.answer.setAttribute("aria-busy", "true");
    if (python.state === "ready") this.show("working");
    const { name, lang } = this;
    try {
      const { html } = await python.ask({ call: "respond", name, lang, values: this.values() });
      if (question !== this.asked) return;
      this.waiting = undefined;
      this.put(html, pressed);
      this.show(python.state);
      performance.measure("calculators:answer", { start: begun, detail: { name } });
    } catch (error) {
      console.error(error);
      if (question === this.asked) this.show("failed");
    }
  }

  /** Put an answer in its place; what was unfolded or scrolled stays so. */
  put(html, pressed) {
    const folded = () => this.answer.querySelectorAll("details");
    const scrolled = () => this.answer.querySelectorAll(".table-scroll");
    const open = Array.from(folded(), (details) => details.open && details.className);
    const left = Array.from(scrolled(), (table) => table.scrollLeft);
    const focused = Array.from(scrolled()).indexOf(document.activeElement);
    this.answer.innerHTML = html;
    for (const details of folded()) if (open.includes(details.className)) details.open = true;
    scrolled().forEach((table, index) => {
      if (left[index]) table.scrollLeft = left[index]; // only then: it makes the browser lay out
    });
    if (focused >= 0) scrolled()[focused]?.focus({ preventScroll: true });
    this.answer.removeAttribute("aria-busy");
    this.mark();
    const said = this.answer.querySelector("[data-headline]");
    const headline = said?.textContent ?? "";
    const kinds = said?.dataset.kinds.split(" ") ?? [];
    if (this.live.textContent !== headline) this.live.textContent = headline;
    for (const button of this.section.querySelectorAll(".actions button")) {
      const { kind } = button.dataset;
      button.disabled = !headline || Boolean(kind && !kinds.includes(kind));
    }
    if (pressed) this.answer.querySelector("[data-error-summary]")?.focus();
  }

  /** Each sentence of the summary goes beside its field too; old ones go. */
  mark() {
    for (const slot of this.form.querySelectorAll(".field-error:not([hidden])")) {
      slot.hidden = true;
      slot.textContent = "";
    }
    for (const field of this.form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
    }
    for (const link of this.answer.querySelectorAll("[data-error-for]")) {
      const field = fieldOf(link);
      const slot = document.getElementById(`${field?.id}-error`);
      if (!slot) continue;
      slot.textContent = link.textContent;
      slot.hidden = false;
      field.setAttribute("aria-invalid", "true");
    }
    this.showAsked();
  }

  show(state) {
    this.section.dataset.state = state;
  }

  /** Python's state changed. */
  follow() {
    if (!(python.state === "ready" && this.waiting)) this.show(python.state);
    else this.show("working");
  }

  // --- buttons ---

  clicked(event) {
    const link = event.target.closest("[data-error-for]");
    if (link) {
      event.preventDefault();
      goTo(fieldOf(link));
      return;
    }
    const button = event.target.closest("button[data-action]");
    if (!button) return;
    if (rows.act(button)) this.typed(0);
    else this[`on_${button.dataset.action.replace("-", "_")}`]?.(button);
  }

  on_retry() {
    if (this.waiting || this.answer.hasAttribute("aria-busy")) this.ask(this.waiting);
    else python.start().catch(() => {});
  }

  on_print() {
    printAll(); // some browsers do not say when they have printed a paper
    print();
  }

  /** One paper of the answer, without anything else of the page. */
  on_print_paper(button) {
    printAll();
    button.closest("[data-paper]").dataset.printing = "";
    addEventListener("afterprint", printAll, { once: true });
    print();
  }

  /** A file of the answer, of the kind that the button names. */
  async on_download({ dataset: { kind } }) {
    const failed = this.section.querySelector("[data-failed]");
    const { name, lang } = this;
    failed.hidden = true;
    if (python.state === "ready") this.show("working");
    try {
      const values = this.values();
      const file = await python.ask({ call: "download", kind, name, lang, values });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([file.bytes], { type: file.media }));
      link.download = file.filename;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (error) {
      console.error(error);
      failed.hidden = false;
    } finally {
      if (!this.waiting) this.show(python.state);
    }
  }

  async on_copy(button) {
    const title = this.section.querySelector(".calculator-title").textContent;
    const parts = ":scope > :not(figure, [data-paper]), [data-paper] > :not(.paper-buttons)";
    const words = Array.from(this.answer.querySelectorAll(parts), (part) => wordsOf(part));
    await copy([title, ...words].filter(Boolean).join("\n\n"));
    this.copied(button);
  }

  async on_copy_paper(button) {
    const paper = button.closest("[data-paper]").querySelector("[data-paper-text]");
    await copy(wordsOf(paper), paper.innerHTML);
    this.copied(button);
  }

  /** Say so beside the button. */
  copied(button) {
    const said = button.parentElement.querySelector("[data-copied]");
    said.hidden = false;
    setTimeout(() => (said.hidden = true), COPIED);
  }

  /** Another example's figures. */
  on_example(button) {
    this.fill(JSON.parse(button.dataset.values));
    this.typed(0);
  }

  /** A table pasted into a group becomes its rows, from the row it was pasted into on. */
  async pasted(event) {
    const field = event.target;
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    const group = field.name?.match(/^(\w+)\.(\d+)\./);
    if (!group || !/[\n\t]/.test(text)) return;
    event.preventDefault();
    const { name, lang } = this;
    const asked = { call: "rows", name, lang, field: group[1], text };
    const { rows: found } = await python.ask(asked).catch(() => ({ rows: [] }));
    if (!found.length) field.value = text.replace(/\s+/g, " ");
    const values = this.values();
    found.forEach((row, index) => {
      const prefix = `${group[1]}.${Number(group[2]) + index}.`;
      for (const [cell, value] of Object.entries(row)) values[prefix + cell] = value;
    });
    this.fill(values);
    this.typed(0);
  }

  /** Files chosen for a group become its rows. */
  async chosen(input) {
    this.answer.setAttribute("aria-busy", "true");
    const found = await files.chosen(input, this.values());
    this.fill({ ...this.values(), ...found });
    this.typed(0);
  }

  /** Back to the worked example, whose answer is known. The browser resets the fields itself. */
  reset() {
    this.forget();
    this.restoreRows();
    this.put(this.example.html);
    this.show(python.state);
    this.kept.reset();
  }

  /** An empty form and no answer. */
  on_clear() {
    this.forget();
    rows.fit(this.form, this.emptied());
    for (const field of this.form.querySelectorAll("input, textarea")) field.value = "";
    for (const field of this.form.querySelectorAll("select")) field.selectedIndex = 0;
    if (!this.kept.cleared()) keep(this.name, this.values());
    this.put("");
    this.form.querySelector("input, select, textarea")?.focus();
  }

  /** Figures nobody else is to read over one's shoulder, on every page of this tab. */
  on_veil() {
    veil(!("veiled" in document.documentElement.dataset));
  }

  /** The names of a form with one row in each group. */
  emptied() {
    return Object.fromEntries(
      Object.entries(this.values()).filter(([name]) => !/\.[1-9]\d*\./.test(name)),
    );
  }

  /** Nothing is asked and nothing is kept. */
  forget() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.waiting = undefined;
    keep(this.name, undefined);
  }

  // --- what was typed before ---

  /** Puts values into the fields of these names; groups get as many rows as the names need. */
  fill(values) {
    rows.fit(this.form, values);
    for (const [name, value] of Object.entries(values)) {
      const field = this.form.elements.namedItem(name);
      if (field && "value" in field) field.value = value;
    }
    this.giveWay();
  }

  /** Brings back what was typed in this tab, or handed over by the address, and answers it. */
  recall() {
    const typed = dossier.inUse() ? null : typedBefore(this.name);
    this.fill(withHandedOver(typed ?? this.values()));
    if (JSON.stringify(this.values()) !== JSON.stringify(this.example.values)) this.typed(0);
  }
}

/** The field that an item of the error summary is about. */
function fieldOf(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

/** Focus a field, unfolding what hides it; its label stays in view. */
function goTo(field) {
  if (!field) return;
  for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  field.focus({ preventScroll: true });
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
}

/** No paper is to be printed alone. */
function printAll() {
  for (const paper of document.querySelectorAll("[data-printing]")) delete paper.dataset.printing;
}

/** The words of a part of an answer; a paper line by line, as it was written. */
function wordsOf(part) {
  if (!part.matches("[data-paper-text]")) return part.innerText.trim();
  return Array.from(part.children, (line) => line.textContent).join("\n").trim();
}

/** To the clipboard, with paragraphs for a word processor; by the older way where it is refused. */
async function copy(text, html) {
  const as = (type, content) => ({ [type]: new Blob([content], { type }) });
  try {
    if (html && globalThis.ClipboardItem) {
      const both = { ...as("text/plain", text), ...as("text/html", html) };
      await navigator.clipboard.write([new ClipboardItem(both)]);
    } else {
      await navigator.clipboard.writeText(text);
    }
  } catch {
    const area = document.createElement("textarea");
    const focused = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    focused?.focus();
  }
}

/** What was typed survives a reload in this tab; a browser that refuses storage just forgets. */
function keep(name, values) {
  try {
    if (values) sessionStorage.setItem(`calculators/${name}`, JSON.stringify(values));
    else sessionStorage.removeItem(`calculators/${name}`);
  } catch {
    // refused or full: the values stay in the form
  }
}

function typedBefore(name) {
  try {
    return JSON.parse(sessionStorage.getItem(`calculators/${name}`));
  } catch {
    return null;
  }
}

/**
 * `values` with those that a link handed over: in the address after its #, which no server ever
 * sees, or in this tab. A group that is handed over replaces the rows that were there. The address
 * is tidied: figures of a reader do not stay in the history.
 */
function withHandedOver(values) {
  const fragment = dossier.handed(location.pathname) ?? location.hash.slice(1);
  if (!fragment.includes("=")) return values;
  const handed = Object.fromEntries(new URLSearchParams(fragment));
  const first = (name) => name.split(".")[0];
  const known = new Set(Object.keys(values).map(first));
  if (!Object.keys(handed).some((name) => known.has(first(name)))) return values;
  dossier.accepted();
  if (location.hash.includes("=")) history.replaceState(null, "", location.pathname + location.search);
  const groups = new Set(Object.keys(handed).filter((name) => name.includes(".")).map(first));
  const others = Object.entries(values).filter(([name]) => !groups.has(first(name)));
  return { ...Object.fromEntries(others), ...handed };
}

/** Hide figures or show them, and remember which in this tab. */
function veil(hidden) {
  document.documentElement.toggleAttribute("data-veiled", hidden);
  for (const button of document.querySelectorAll("[data-action=veil]")) {
    button.setAttribute("aria-pressed", String(hidden));
  }
  try {
    sessionStorage.setItem("calculators-veiled", hidden ? "yes" : "");
  } catch {
    // refused: the next page begins with its figures shown
  }
}

function wasVeiled() {
  try {
    return sessionStorage.getItem("calculators-veiled") === "yes";
  } catch {
    return false;
  }
}

// --- the page ---------------------------------------------------------------------------------

const sections = Array.from(document.querySelectorAll("[data-calculator]"));
const start = () => python.start().catch(() => {});
if (wasVeiled()) veil(true);

if (sections.length) {
  python.prepare();
  const calculators = [];
  python.events.addEventListener("state", () => calculators.forEach((one) => one.follow()));
  python.events.addEventListener("progress", ({ detail }) => showProgress(detail));
  for (const section of sections) {
    calculators.push(new Calculator(section));
    for (const sign of ["focusin", "pointerdown", "pointerenter"]) {
      section.querySelector("form").addEventListener(sign, start, { once: true });
    }
  }
  if (isDeepLink()) start();
  whenIdle(() => {
    if (python.state === "static" && !python.isMetered()) start();
  });
}
if (document.querySelector("[data-case]")) import("./case.js");
if (document.querySelector("[data-take-along]")) import("./take-along.js");
afterLoad(() => setTimeout(python.workOffline, SETTLED));

/** Bytes so far and in all, as megabytes. */
function showProgress({ loaded, total }) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  for (const section of sections) {
    const bar = section.querySelector("[data-when=starting] progress");
    if (bar) Object.assign(bar, { max: total, value: Math.min(loaded, total) });
    const text = section.querySelector("[data-loaded]");
    if (text) text.textContent = `${megabytes(Math.min(loaded, total))} / ${megabytes(total)} MB`;
  }
}

/** The address points at a calculator or into one. */
function isDeepLink() {
  const target = document.getElementById(location.hash.slice(1));
  return sections.some((one) => target && one.contains(target));
}

function whenIdle(action) {
  afterLoad(() => (globalThis.requestIdleCallback ?? setTimeout)(action));
}

function afterLoad(action) {
  if (document.readyState === "complete") action();
  else addEventListener("load", action, { once: true });
}

/**
 * The page of one's case: shows what Python says of the dossier in use, and does what its buttons
 * say. The sentences stand in the page (calculators/page/case.py), shown by key.
 */

import * as dossier from "./dossier.js";
import { adopted } from "./kept.js";
import * as python from "./python.js";
import * as seal from "./seal.js";

const MOST_BYTES = 4_000_000; // of a file; Python counts characters
const SHORTEST = 8; // characters of a passphrase

const place = document.querySelector("[data-case]");
const paper = document.querySelector("[data-case-print]");
const lang = place.lang.slice(0, 2);
const pages = place.dataset.pages.split(" ");
const find = (selector) => place.querySelector(selector);
const field = (name) => find(`#case-${name}`);

let record; // the one in use
let undo; // puts back what was removed

/** Ask Python; its answer, or nothing after it said what is wrong. */
async function ask(asked) {
  const answer = await python.ask({ call: "dossier", lang, ...asked });
  if (!answer.sentence) return answer;
  say("", answer.sentence);
  return undefined;
}

/** Show the sentence of this key, or one from Python, and no other. */
function say(key, sentence = "") {
  for (const line of place.querySelectorAll("[data-say]")) {
    line.hidden = line.dataset.say !== key;
    if (line.dataset.say === "") line.textContent = sentence;
  }
  find("[data-case-undo]").hidden = !undo;
}

const today = () => {
  const day = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

// --- what is shown ----------------------------------------------------------------------------

/** Look what is kept, and show it. */
async function look() {
  paper.hidden = true;
  paper.replaceChildren();
  let broken = false;
  try {
    record = await dossier.current();
  } catch (trouble) {
    record = trouble.record;
    broken = trouble.kind === "broken";
    if (trouble.kind !== "refused") say(trouble.kind);
  }
  const state = record ? "on" : "off";
  place.dataset.state = state;
  for (const part of place.querySelectorAll("[data-case-when]")) {
    part.hidden = !part.dataset.caseWhen.split(" ").includes(state);
  }
  await list();
  if (record) await view(broken);
}

/** The record in use; of a broken one only what is stored, as it is. */
async function view(broken) {
  const kept = broken ? record.dossier : dossier.unsaved.with(record);
  const title = String(kept?.title ?? "?");
  const box = find("[data-case-view]");
  find("[data-case-title]").textContent = title;
  find("[data-case-changed]").textContent = localTime(kept?.changed);
  find("[data-case-kept]").textContent = JSON.stringify(kept ?? record, null, 2);
  find("[data-case-versions]").textContent = JSON.stringify(record.versions);
  field("name").value = title;
  if (broken) {
    box.replaceChildren();
    box.removeAttribute("aria-busy");
    return;
  }
  box.setAttribute("aria-busy", "true");
  try {
    const answer = await ask({ do: "view", dossier: kept, today: today(), pages });
    box.innerHTML = answer?.html ?? "";
    if (answer && answer.dossier.version !== kept.version) {
      await dossier.replace(record.id, answer.dossier);
    }
  } catch (error) {
    if (error instanceof dossier.Trouble) throw error;
    say("failed");
  }
  box.removeAttribute("aria-busy");
}

/** The dossiers on this device that are not in use. */
async function list() {
  const all = await dossier.all().catch(() => []);
  const others = all.filter(({ id }) => id !== record?.id);
  const box = find("[data-case-others]");
  const rows = others.map(({ id, dossier: kept }) => {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-title]").textContent = String(kept?.title ?? "?");
    row.querySelector("[data-changed]").textContent = localTime(kept?.changed);
    row.querySelector("button").dataset.id = id;
    return row;
  });
  find("[data-case-list]").replaceChildren(...rows);
  box.hidden = !rows.length;
}

function localTime(moment) {
  const read = new Date(moment);
  if (Number.isNaN(read.getTime())) return "";
  const order = lang === "en" ? "en-GB" : place.lang; // 22 Nov 2026, as everywhere here
  return read.toLocaleString(order, { dateStyle: "medium", timeStyle: "short" });
}

// --- buttons ----------------------------------------------------------------------------------

const actions = {
  async keep() {
    const values = await adopted(dossier.typed.all(), lang);
    await take({ title: place.dataset.title, values }, "kept");
    for (const name of Object.keys(values)) dossier.typed.forget(name);
  },

  async open({ dataset: { id } }) {
    await dossier.use(id);
    await shown("kept");
  },

  async new() {
    const named = await ask({ do: "title", title: field("new").value });
    if (!named) return;
    field("new").value = "";
    await take({ title: named.title || place.dataset.title, values: {} }, "kept");
  },

  async rename() {
    const named = await ask({ do: "title", title: field("name").value });
    if (!named) return;
    await dossier.replace(record.id, { title: named.title || place.dataset.title });
    await shown("named");
  },

  async close() {
    await dossier.close();
    await shown("closed");
  },

  async remove() {
    const { dossier: removed } = record;
    await dossier.remove(record.id);
    undo = () => take(removed, "kept");
    await shown("removed");
  },

  async undo() {
    const again = undo;
    undo = undefined;
    await again();
  },

  async example({ dataset: { story } }) {
    const { title, values } = await ask({ do: "example", story });
    await take({ title, values }, "example");
  },

  async erase() {
    const all = await dossier.erase();
    undo = undefined;
    for (const one of place.querySelectorAll("input, textarea")) one.value = "";
    find("[data-case-kept]").replaceChildren();
    find("[data-case-view]").replaceChildren();
    await shown(all ? "erased" : "left");
  },

  async copy() {
    const text = find("[data-case-kept]").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(find("[data-case-kept]"));
      document.execCommand("copy");
    }
    say("copied");
  },

  async export() {
    const text = await fileText();
    if (text) save(text, "json");
    else say("empty");
  },

  async seal() {
    const [secret, again] = [field("secret"), field("secret-again")];
    if (!seal.available()) say("insecure");
    else if (Array.from(secret.value).length < SHORTEST) say("short");
    else if (secret.value !== again.value) say("differ");
    else {
      const text = await fileText();
      if (!text) return say("empty");
      save(await seal.seal(text, secret.value), "sealed.json");
      secret.value = again.value = "";
    }
    return undefined;
  },

  async import() {
    const [file] = field("file").files;
    if (file?.size > MOST_BYTES) return say("big");
    let text = file ? await file.text() : field("text").value;
    if (!text.trim()) return say("nothing");
    const sealed = seal.sealed(text);
    if (sealed) {
      text = await opened(sealed);
      if (text === undefined) return undefined;
    }
    const read = await ask({ do: "read", text });
    if (!read) return undefined;
    for (const name of ["file", "text", "open"]) field(name).value = "";
    const same = (await dossier.all()).find(({ dossier: kept }) => isSame(kept, read.dossier));
    if (same) {
      await dossier.use(same.id);
      return shown("same");
    }
    return take(read.dossier, "imported");
  },

  print: () => toPaper(false),
  redact: () => toPaper(true),
};

/** What is in a sealed file; nothing after saying why not. */
async function opened(sealed) {
  const passphrase = field("open").value;
  if (sealed.newer) say("later");
  else if (!seal.available()) say("insecure");
  else if (!passphrase) {
    say("sealed");
    field("open").focus();
  } else {
    try {
      return await seal.open(sealed, passphrase);
    } catch {
      say("passphrase");
    }
  }
  return undefined;
}

/** Keep a dossier beside the others, work with it, and say so. */
async function take({ title, values, changed = dossier.now() }, key) {
  const version = Number(place.dataset.version);
  await dossier.add({ version, title, changed, values });
  await shown(key);
}

async function shown(key) {
  say(key);
  await look();
}

function isSame(kept, read) {
  const said = ({ title, values }) => JSON.stringify([title, values]);
  return said(kept) === said(read);
}

/** The dossier in use, or else what was typed in this tab, as the text of a file. */
async function fileText() {
  let kept = record && dossier.unsaved.with(record);
  if (!kept) {
    const { title, version } = place.dataset;
    const values = await adopted(dossier.typed.all(), lang);
    if (!Object.keys(values).length) return undefined;
    kept = { version: Number(version), id: dossier.newId(), title, changed: dossier.now(), values };
  }
  return `${JSON.stringify(kept, null, 2)}\n`;
}

/** A download whose name says nothing but the day. */
function save(text, kind) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `dossier-${today()}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Show the whole case as it goes to paper, and print it. */
async function toPaper(redact) {
  const kept = dossier.unsaved.with(record);
  const answer = await ask({ do: "print", dossier: kept, today: today(), redact });
  if (!answer) return;
  paper.innerHTML = answer.html;
  paper.hidden = false;
  print();
}

place.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-case-action]");
  if (!button) return;
  const { caseAction: action } = button.dataset;
  button.disabled = true;
  try {
    if (action !== "undo") undo = undefined;
    say(null);
    await actions[action](button);
  } catch (error) {
    say(error instanceof dossier.Trouble ? error.kind : "failed");
  }
  button.disabled = false;
  place.dataset.done = String(Number(place.dataset.done ?? 0) + 1);
});

dossier.news.addEventListener("changed", ({ detail }) => {
  if (detail.id === record?.id) look();
});
for (const event of ["removed", "erased"]) {
  dossier.news.addEventListener(event, ({ detail }) => {
    if (!detail.here) look();
  });
}

python.prepare();
look();

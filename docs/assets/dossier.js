/**
 * Dossiers on this device: in IndexedDB, only after the reader asked for it. Nothing is created by
 * looking. Every step opens the database, does one transaction and closes it again.
 *
 * A record is {id, dossier, versions}: the document of calculators/page/dossier.py, and how often
 * each of its forms was saved, by which a tab notices that another one was there before it.
 */

const site = new URL("../", new URL("./", import.meta.url));
const NAME = `calculators ${site.pathname}`; // strangers may share the origin
const LAYOUT = 1;
const PATIENCE = 5000; // milliseconds; some browsers never answer where they refuse

/** `kind`: refused, full, newer, broken or gone; the HTML has a sentence for each. */
export class Trouble extends Error {
  constructor(kind, cause) {
    super(kind, { cause });
    this.kind = kind;
  }
}

const KINDS = {
  QuotaExceededError: "full",
  VersionError: "newer",
  NotFoundError: "broken",
  NotReadableError: "broken",
  DataError: "broken",
};

function troubleOf(error) {
  return error instanceof Trouble ? error : new Trouble(KINDS[error?.name] ?? "refused", error);
}

// --- the database -----------------------------------------------------------------------------

/** The open database; nothing if there is none and it is not to be made. */
function open(create) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, LAYOUT);
    let absent = false;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new Trouble("refused"));
    }, PATIENCE);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (!create && oldVersion === 0) {
        absent = true;
        request.transaction.abort();
      } else {
        request.result.createObjectStore("dossiers", { keyPath: "id" });
        request.result.createObjectStore("state");
      }
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      if (late) request.result.close();
      else resolve(request.result);
    };
    request.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      if (absent) resolve(undefined);
      else reject(request.error);
    };
  });
}

/** What `work(dossiers, state)` returns, once its transaction is through. */
async function within(mode, work, { create = false } = {}) {
  let base;
  try {
    base = await open(create);
    if (!base) return undefined;
    const transaction = base.transaction(["dossiers", "state"], mode);
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new Trouble("refused"));
    });
    const [result] = await Promise.all([
      work(transaction.objectStore("dossiers"), transaction.objectStore("state")),
      ended,
    ]);
    return result;
  } catch (error) {
    throw troubleOf(error);
  } finally {
    base?.close();
  }
}

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The record as it is, if it looks like one of ours. Python looks closer. */
function sound(record) {
  const plain = (one) => typeof one === "object" && one !== null && !Array.isArray(one);
  const { dossier, versions } = record;
  const good = plain(dossier) && plain(versions) && plain(dossier.values);
  if (!good || !Object.values(dossier.values).every(plain)) {
    throw Object.assign(new Trouble("broken"), { record });
  }
  return record;
}

// --- a link that takes figures along -----------------------------------------------------------

const HANDED = "calculators-handed";

/** Remember for the next page of this tab what a link hands over, out of sight of the address. */
export function hand(path, fragment) {
  toTab(HANDED, JSON.stringify({ path, fragment }));
}

/** What was handed over to the page at `path`. */
export function handed(path) {
  const held = parsed(fromTab(HANDED));
  return held?.path === path ? held.fragment : undefined;
}

/** It has found its form. */
export const accepted = () => toTab(HANDED, null);

// --- which dossier is in use ------------------------------------------------------------------

const TAB = "calculators-in-use";

/** The id of the dossier this tab works with; "" when it was put away; nothing when never asked. */
export function inUse() {
  return fromTab(TAB) ?? undefined;
}

/** The record this tab works with: the one chosen here, or else the one last used on this device. */
export async function current() {
  const chosen = inUse();
  if (chosen === "") return undefined;
  const record = await within("readonly", async (dossiers, state) => {
    const id = chosen ?? (await asked(state.get("current")));
    return typeof id === "string" ? asked(dossiers.get(id)) : undefined;
  });
  if (!record) {
    toTab(TAB, null);
    return undefined;
  }
  toTab(TAB, record.id);
  listen();
  return sound(record);
}

/** Work with this one from now on, here and in tabs still to come. */
export async function use(id) {
  await within("readwrite", (_dossiers, state) => asked(state.put(id, "current")));
  toTab(TAB, id);
}

/** Work with none; they stay where they are. */
export async function close() {
  await within("readwrite", (_dossiers, state) => asked(state.delete("current")));
  toTab(TAB, "");
}

/** Every record on this device, whatever is in it. */
export async function all() {
  return (await within("readonly", (dossiers) => asked(dossiers.getAll()))) ?? [];
}

// --- changing them ----------------------------------------------------------------------------

export const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

/** A random name for a dossier, which says nothing. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keep a dossier beside those that are there, and work with it. */
export async function add(dossier) {
  const record = { id: newId(), versions: {} };
  record.dossier = { ...dossier, id: record.id };
  const keep = async (dossiers, state) => {
    await asked(dossiers.add(record));
    await asked(state.put(record.id, "current"));
  };
  await within("readwrite", keep, { create: true });
  navigator.storage?.persist?.().catch(() => {}); // else a full device may drop it unasked
  toTab(TAB, record.id);
  listen();
  return record;
}

/**
 * Keep what one form holds, or that it holds nothing (`values` undefined). `version` is that of the
 * values the form began with: if another tab has saved since, nothing is changed.
 * @returns {{record: object, conflict: boolean}}
 */
export async function save(id, name, values, version) {
  const saved = await within("readwrite", async (dossiers) => {
    const record = sound(await found(dossiers, id));
    if ((record.versions[name] ?? 0) !== version) return { record, conflict: true };
    delete record.dossier.values[name];
    if (values) record.dossier.values[name] = values; // at the end: it was changed last
    record.dossier.changed = now();
    record.versions[name] = version + 1;
    await asked(dossiers.put(record));
    return { record, conflict: false };
  });
  if (!saved) throw new Trouble("gone");
  if (!saved.conflict) tell("changed", { id, name, version: version + 1 });
  return saved;
}

/** Put `document` in the place of the dossier `id`: another title, or an older version renewed. */
export async function replace(id, change) {
  const record = await within("readwrite", async (dossiers) => {
    const kept = sound(await found(dossiers, id));
    kept.dossier = { ...kept.dossier, ...change };
    await asked(dossiers.put(kept));
    return kept;
  });
  if (!record) throw new Trouble("gone");
  return record;
}

async function found(dossiers, id) {
  const record = await asked(dossiers.get(id));
  if (!record) throw new Trouble("gone");
  return record;
}

/** Delete one dossier, and what this tab still holds of it. */
export async function remove(id) {
  await within("readwrite", (dossiers) => asked(dossiers.delete(id)));
  forgetTab((key) => key === TAB || key.startsWith(`calculators/${id}/`));
  tell("removed", { id });
}

// --- this tab ---------------------------------------------------------------------------------

/** What was typed and is not yet on the device: it survives a reload of this tab. */
export const unsaved = {
  get: (id, name) => parsed(fromTab(`calculators/${id}/${name}`)),
  set: (id, name, held) => toTab(`calculators/${id}/${name}`, held && JSON.stringify(held)),
  /** The dossier with everything that could not be saved. */
  with({ id, dossier }) {
    const values = { ...dossier.values };
    for (const key of tabKeys()) {
      const name = key.startsWith(`calculators/${id}/`) && key.split("/")[2];
      const held = name && parsed(fromTab(key))?.values;
      if (held) values[name] = held;
    }
    return { ...dossier, values };
  },
};

/** What the forms held in this tab before a dossier was in use, by the calculator's name. */
export const typed = {
  all: () =>
    Object.fromEntries(
      tabKeys()
        .filter((key) => /^calculators\/\w+$/.test(key))
        .map((key) => [key.split("/")[1], parsed(fromTab(key))])
        .filter(([, values]) => values && typeof values === "object"),
    ),
  set: (name, values) => toTab(`calculators/${name}`, JSON.stringify(values)),
  forget: (name) => toTab(`calculators/${name}`, null),
};

function tabKeys() {
  try {
    return Object.keys(sessionStorage);
  } catch {
    return []; // refused
  }
}

function fromTab(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function toTab(key, text) {
  try {
    if (typeof text === "string") sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // refused or full: it stays in the form
  }
}

function forgetTab(which) {
  for (const key of tabKeys()) if (which(key)) toTab(key, null);
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

// --- other tabs -------------------------------------------------------------------------------

/** "changed" {id, name, version}, "removed" {id}, "erased"; `here` for what this tab did itself. */
export const news = new EventTarget();

let channel;

/** Hear what other tabs do. Only with a dossier in use: it may keep a page out of the back cache. */
function listen() {
  if (channel !== undefined) return;
  try {
    channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }) => announce(data);
  } catch {
    channel = null; // they notice when they save
  }
}

function announce({ type, ...detail }) {
  if (type === "removed" && inUse() === detail.id) toTab(TAB, null);
  if (type === "erased") forgetTab((key) => key.startsWith("calculators"));
  news.dispatchEvent(new CustomEvent(type, { detail }));
}

function tell(type, detail = {}) {
  listen();
  channel?.postMessage({ type, ...detail });
  announce({ type, ...detail, here: true });
}

// --- erase ------------------------------------------------------------------------------------

/** Take everything of this site off this device. @returns {boolean} whether nothing is left */
export async function erase() {
  tell("erased");
  const steps = [dropDatabase, dropCaches, dropWorkers, dropSettings];
  const outcomes = await Promise.allSettled(steps.map(async (step) => step()));
  // Where a browser refuses storage there is nothing to erase.
  return outcomes.every(({ reason }) => !reason || reason.name === "SecurityError");
}

function dropDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    const late = () => reject(new Trouble("refused")); // another tab holds it open
    const timer = setTimeout(late, PATIENCE);
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve();
    };
    request.onerror = () => reject(request.error);
  });
}

/** Pages, the runtime and its snapshot. */
async function dropCaches() {
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
}

async function dropWorkers() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const one of registrations) if (one.scope === site.href) await one.unregister();
}

/** Light or dark. */
async function dropSettings() {
  const ours = Object.keys(localStorage).filter((key) => key.startsWith(`${site.pathname}.`));
  for (const key of ours) localStorage.removeItem(key);
}

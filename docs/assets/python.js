/**
 * The page's end of the Python worker: starts it, asks it, ends it when it does not answer.
 * One worker for the page, however many calculators it has.
 */

const assets = new URL("./", import.meta.url);
const site = new URL("../", assets);

/** Milliseconds without any sign of life. Tests set `calculatorLimits` before the page loads. */
const limits = {
  start: 30_000, // between two pieces of news while files travel and Python starts
  restore: 10_000,
  request: 15_000,
  snapshot: 120_000,
  idle: 3_000, // quiet time before the snapshot is made
  ...globalThis.calculatorLimits,
};

/** Dispatches "state" (`python.state` changed) and "progress" (`detail`: {loaded, total} bytes). */
export const events = new EventTarget();

/** "static" → "starting" → "ready", or "failed". */
export let state = "static";

let started; // a promise of the worker that can answer
let running; // that worker
let failed = false; // whether the last start did
let idle;

/** What the worker starts, by digest; it asks for it anew, so that a release is noticed. */
const manifest = new URL("runtime/manifest.json", assets);

/** Caches share an origin with strangers on some hosts, so their names carry the site's path. */
const cachePrefix = `calculators ${site.pathname} `;

/**
 * For a page with calculators: the worker's own script is small, so a worker waits for the reader
 * from the beginning. Python, which is not small, comes when it is wanted; at once if an earlier
 * visit has left it on the device.
 */
export async function prepare() {
  spare = globalThis.earlyWorker ?? create();
  try {
    const { cached } = await call(spare, { call: "ahead" }, limits.start);
    if (cached) await start();
  } catch {
    // storage is refused, or starting will fail the same way when it is wanted, and say so
  }
}

/** Start Python unless it is started; a promise of its worker. */
export function start() {
  started ??= begin().catch((error) => {
    console.error(error);
    started = undefined;
    failed = true;
    begin.again = true;
    become("failed");
    throw error;
  });
  return started;
}

async function begin() {
  become("starting");
  if (begin.again) await refresh();
  let worker;
  try {
    worker = await launch(true);
  } catch (error) {
    if (!error.restoring) throw error;
    worker = await launch(false); // it hung; a snapshot that throws is no error
  }
  failed = false;
  running = worker;
  worker.addEventListener("error", () => crashed(worker));
  performance.mark("calculators:ready", { detail: { restored: worker.restored } });
  become("ready");
  keep(worker.runtime);
  return worker;
}

/** After a failed start: brings files anew whose absence the browser has stored. */
async function refresh() {
  const signal = AbortSignal.timeout?.(limits.start);
  const again = async (address) => {
    const stored = await fetch(address, { cache: "only-if-cached", mode: "same-origin", signal });
    if (!stored.ok) await (await fetch(address, { cache: "reload", signal })).arrayBuffer();
  };
  const { folder, first } = await (await fetch(manifest, { cache: "no-cache", signal })).json();
  const files = first.map((name) => new URL(folder + name, manifest));
  await Promise.allSettled([new URL("worker.js", assets), ...files].map(again));
}

/** A worker with Python started in it; `snapshot`: whether a stored one may be used. */
async function launch(snapshot) {
  const sections = document.querySelectorAll("[data-calculator]");
  const names = Array.from(sections, (section) => section.dataset.calculator);
  const worker = spawn();
  let restoring = false;
  let total;
  const heard = (news) => {
    restoring = Boolean(news.snapshot);
    total ??= news.total;
    if (news.loaded) progress(news.loaded, total);
    return restoring ? limits.restore : limits.start;
  };
  try {
    const { restored, runtime } = await call(worker, { call: "start", snapshot, names }, limits.start, heard);
    return Object.assign(worker, { restored, runtime });
  } catch (error) {
    worker.terminate();
    throw Object.assign(error, { restoring });
  }
}

/**
 * A worker from a blob that imports the real one: so it inherits the page's Content Security
 * Policy, which one loaded from the network would not.
 */
function spawn() {
  const worker = spare && !spare.broken ? spare : create();
  spare = undefined;
  return worker;
}

let spare; // the first worker, see `prepare`

function create() {
  const address = new URL("worker.js", assets);
  if (failed) address.search = `after=${Date.now()}`; // a failed import stays remembered
  const source = new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" });
  const url = URL.createObjectURL(source);
  const worker = new Worker(url, { type: "module" });
  worker.addEventListener("error", () => (worker.broken = true));
  setTimeout(() => URL.revokeObjectURL(url), limits.start);
  return worker;
}

/**
 * One question on one channel. `heard(news)` gets what comes before the answer and says how long
 * to wait from then on.
 */
function call(worker, message, limit, heard = () => limit) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const late = () => finish(reject, new Error(`${message.call}: no answer in time`));
    let timer = setTimeout(late, limit);
    const failed = (event) => {
      const error = new Error(`worker: ${event.message ?? "could not be started"}`);
      finish(reject, Object.assign(error, { crashed: true }));
    };
    const finish = (settle, value) => {
      clearTimeout(timer);
      worker.removeEventListener("error", failed);
      port1.close();
      settle(value);
    };
    if (worker.broken) failed({});
    worker.addEventListener("error", failed);
    port1.onmessage = ({ data }) => {
      if (data.news) {
        clearTimeout(timer);
        timer = setTimeout(late, heard(data.news));
      } else if (data.error) {
        const { fatal } = data;
        finish(reject, Object.assign(new Error(data.error), { crashed: fatal, refused: !fatal }));
      } else {
        finish(resolve, data);
      }
    };
    worker.postMessage(message, [port2]);
  });
}

/**
 * The answer to `{call, name, values, lang, kind}`. After a crash Python is started again and
 * asked once more. A question that takes too long ends the worker; one that Python cannot answer
 * is an error of that question only.
 */
export async function ask(message) {
  const worker = await start();
  rest();
  // A whole case is the answers of all forms together.
  const limit = message.call === "dossier" ? 3 * limits.request : limits.request;
  try {
    return await call(worker, message, limit);
  } catch (error) {
    if (error.refused) throw error;
    end(worker);
    if (!error.crashed) {
      become("failed");
      throw error;
    }
    return call(await start(), message, limit);
  }
}

function end(worker) {
  worker.terminate();
  if (running === worker) running = started = undefined;
}

/** Start again after a crash between two questions; not for ever when one follows the other. */
function crashed(worker) {
  if (running !== worker) return;
  end(worker);
  const now = performance.now();
  if (now - crashed.last < limits.restore) become("failed");
  else start().catch(() => {});
  crashed.last = now;
}

function become(next) {
  if (state === next) return;
  state = next;
  events.dispatchEvent(new Event("state"));
}

function progress(loaded, total) {
  events.dispatchEvent(new CustomEvent("progress", { detail: { loaded, total } }));
}

// --- for the next visit -----------------------------------------------------------------------

/** Once nobody has asked for a while: make the snapshot, drop what older releases left. */
function keep(found) {
  keep.found = found;
  rest();
}

function rest() {
  clearTimeout(idle);
  if (!keep.found || keep.never) return;
  idle = setTimeout(async () => {
    const found = keep.found;
    keep.found = undefined;
    try {
      for (const name of await caches.keys()) {
        const ours = name.startsWith(cachePrefix) && !name.endsWith(" pages");
        if (ours && name !== found.cache) await caches.delete(name);
      }
      const whole = !isMetered();
      remember(runtimeFiles(found.folder, found.manifest, whole));
      const worker = spawn();
      await call(worker, { call: "makeSnapshot", runtime: found, whole }, limits.snapshot).finally(() =>
        worker.terminate(),
      );
      performance.mark("calculators:snapshot");
    } catch (error) {
      console.info("nothing kept for the next visit:", error); // storage refused or full
    }
  }, limits.idle);
}

/** The addresses of what starts Python; of the `whole` of it, with what only some answers need. */
function runtimeFiles(folder, { first, files, extras }, whole) {
  const wanted = [...first, "python_stdlib_none.zip", ...(whole ? Object.values(extras) : [])];
  const names = wanted.filter((name) => name in files);
  return [manifest.href, ...names.map((name) => new URL(folder + name, manifest).href)];
}

/**
 * Keep these addresses and all of Python for times without a network; `tell(number, all)` counts.
 * @returns {number} how many could not be kept
 */
export async function takeAlong(addresses, tell) {
  await workOffline();
  if (keep.never) throw new Error("everything was erased");
  const found = await (await fetch(manifest, { cache: "no-cache" })).json();
  const wanted = addresses.map((address) => new URL(address, assets).href);
  const all = [...new Set([...wanted, ...runtimeFiles(found.folder, found, true)])];
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    let [number, missed] = [0, 0];
    const late = () => reject(new Error("keeping everything: no news"));
    let timer = setTimeout(late, limits.start);
    port1.onmessage = ({ data: stored }) => {
      clearTimeout(timer);
      timer = setTimeout(late, limits.start);
      if (!stored) missed += 1;
      tell((number += 1), all.length);
      if (number < all.length) return;
      clearTimeout(timer);
      port1.close();
      resolve(missed);
    };
    active.postMessage({ remember: all, anew: true }, [port2]);
  });
}

/** The reader erased everything: this page ends Python and leaves nothing on the device any more. */
export function forget() {
  clearTimeout(idle);
  keep.found = undefined;
  keep.never = true;
  if (running) end(running);
}

/** Whether bytes may cost the reader money; where the browser does not say, assume so. */
export function isMetered() {
  const { connection } = navigator;
  if (!connection) return true;
  return connection.saveData || connection.type === "cellular" || connection.effectiveType !== "4g";
}

/** Have the service worker keep these addresses for times without a network. */
export async function remember(addresses) {
  if (keep.never) return;
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage({ remember: addresses });
}

/** Register the service worker; refusal means that the site works with a network only. */
export async function workOffline() {
  if (!globalThis.isSecureContext || !navigator.serviceWorker) return;
  try {
    await started?.catch(() => {}); // first things first
    if (keep.never) return;
    await navigator.serviceWorker.register(new URL("service-worker.js", site), { scope: site });
    const seen = performance.getEntriesByType("resource").map((entry) => entry.name);
    await remember([location.href.split("#")[0], ...seen]);
  } catch (error) {
    console.info("no offline use:", error);
  }
}

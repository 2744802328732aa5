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

/** The digest of the runtime and what it weighs; asked for anew, so that a release is noticed. */
const manifest = () =>
  (manifest.found ??= (async () => {
    const signal = AbortSignal.timeout?.(limits.start);
    const address = new URL("runtime/manifest.json", assets);
    const response = await fetch(address, { cache: "no-cache", signal });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.json();
  })().catch((error) => {
    manifest.found = undefined;
    throw error;
  }));

/** Caches share an origin with strangers on some hosts, so their names carry the site's path. */
const cachePrefix = `calculators ${site.pathname} `;

async function runtime() {
  const found = await manifest();
  return {
    folder: new URL(`runtime/${found.folder}`, assets).href,
    manifest: found,
    cache: cachePrefix + found.digest,
  };
}

/**
 * For a page with calculators: the worker's own script is small, so a worker waits for the reader
 * from the beginning. Python, which is not small, comes when it is wanted; at once if an earlier
 * visit has left it on the device.
 */
export async function prepare() {
  try {
    spare = create();
    if (await caches.has((await runtime()).cache)) await start();
  } catch {
    // storage is refused, or starting will fail the same way when it is wanted, and say so
  }
}

/** Start Python unless it is started; a promise of its worker. */
export function start() {
  started ??= begin().catch((error) => {
    console.error(error);
    started = undefined;
    manifest.found = undefined; // a new release may have replaced what it names
    failed = true;
    begin.again = true;
    become("failed");
    throw error;
  });
  return started;
}

async function begin() {
  become("starting");
  const found = begin.again ? runtime().then(refreshed) : runtime();
  let worker;
  try {
    worker = await launch(found, true);
  } catch (error) {
    if (!error.restoring) throw error;
    worker = await launch(found, false); // it hung; a snapshot that throws is no error
  }
  failed = false;
  running = worker;
  worker.addEventListener("error", () => crashed(worker));
  performance.mark("calculators:ready", { detail: { restored: worker.restored } });
  become("ready");
  keep(await found);
  return worker;
}

/** After a failed start: brings files anew whose absence the browser has stored. */
async function refreshed(found) {
  const signal = AbortSignal.timeout?.(limits.start);
  const refresh = async (address) => {
    const stored = await fetch(address, { cache: "only-if-cached", mode: "same-origin", signal });
    if (!stored.ok) await (await fetch(address, { cache: "reload", signal })).arrayBuffer();
  };
  const worker = new URL("worker.js", assets).href;
  const files = found.manifest.first.map((name) => found.folder + name);
  await Promise.allSettled([worker, ...files].map(refresh));
  return found;
}

/**
 * Ask the network again for everything a start needs: browsers remember for minutes that a file
 * was missing or came in half.
 */
async function refresh({ folder, manifest: { first } }) {
  spare?.terminate();
  spare = undefined;
  const signal = AbortSignal.timeout?.(limits.start);
  const again = (name) => fetch(folder + name, { cache: "no-cache", signal });
  await Promise.all(first.map(async (name) => (await again(name)).arrayBuffer()));
}

/** A worker with Python started in it; the manifest may still be on its way. */
async function launch(coming, snapshot) {
  const worker = spawn();
  let restoring = false;
  try {
    const found = await coming;
    const heard = (news) => {
      restoring = Boolean(news.snapshot);
      if (news.loaded) progress(news.loaded, found.manifest.sent);
      return restoring ? limits.restore : limits.start;
    };
    const message = { call: "start", runtime: found, snapshot };
    worker.restored = (await call(worker, message, limits.start, heard)).restored;
  } catch (error) {
    worker.terminate();
    throw Object.assign(error, { restoring });
  }
  return worker;
}

/**
 * A worker from a blob that imports the real one: so it inherits the page's Content Security
 * Policy, which one loaded from the network would not.
 */
function spawn() {
  const worker = spare && !broken.has(spare) ? spare : create();
  spare = undefined;
  return worker;
}

const broken = new WeakSet(); // workers that reported an error

let spare; // the first worker, see `prepare`

function create() {
  const address = new URL("worker.js", assets);
  if (failed) address.search = `after=${Date.now()}`; // a failed import stays remembered
  const source = new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" });
  const url = URL.createObjectURL(source);
  const worker = new Worker(url, { type: "module" });
  worker.addEventListener("error", () => broken.add(worker));
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
    if (broken.has(worker)) failed({});
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
  try {
    return await call(worker, message, limits.request);
  } catch (error) {
    if (error.refused) throw error;
    end(worker);
    if (!error.crashed) {
      become("failed");
      throw error;
    }
    return call(await start(), message, limits.request);
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
      const { first, files, extras } = found.manifest;
      const later = isMetered() ? [] : Object.values(extras);
      const wanted = [...first, "python_stdlib_none.zip", ...later];
      const addresses = wanted.filter((name) => name in files);
      remember(addresses.map((name) => found.folder + name));
      const worker = spawn();
      await call(worker, { call: "makeSnapshot", runtime: found }, limits.snapshot).finally(() =>
        worker.terminate(),
      );
      performance.mark("calculators:snapshot");
    } catch (error) {
      console.info("nothing kept for the next visit:", error); // storage refused or full
    }
  }, limits.idle);
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
  if (!globalThis.isSecureContext || !navigator.serviceWorker || keep.never) return;
  try {
    await started?.catch(() => {}); // first things first
    await navigator.serviceWorker.register(new URL("service-worker.js", site), { scope: site });
    const seen = performance.getEntriesByType("resource").map((entry) => entry.name);
    await remember([location.href.split("#")[0], ...seen]);
  } catch (error) {
    console.info("no offline use:", error);
  }
}

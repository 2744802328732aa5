/**
 * Python in a worker. One message in, one answer out on the port that came with it; only strings
 * and bytes cross. python.js, on the page, is the other end and keeps the time limits.
 *
 * The ordinary start loads Pyodide with the compiled and cut standard library and unpacks the
 * calculators. A start from a snapshot restores the memory of a worker that had done all that and
 * had imported everything; `makeSnapshot` made it in this reader's own browser, in a worker of its
 * own that never saw what anybody typed. The snapshot is a private interface of Pyodide, so
 * whatever goes wrong with it leads to the ordinary start.
 */

const calls = {
  ahead, start, makeSnapshot,
  respond: ask, download: ask, calculate: ask, rows: ask, offers: ask, dossier: ask,
};

addEventListener("message", async ({ data, ports: [port] }) => {
  try {
    const answer = await calls[data.call](data, (news) => port.postMessage({ news }));
    port?.postMessage(answer);
  } catch (error) {
    console.error(error);
    port?.postMessage({ error: String(error), fatal: !python || isFatal(error) });
  }
});

/** @type {object} Pyodide, once started; `reply` is its function from JSON to JSON. */
let python, reply;

/** @type {object} {folder, manifest, cache}: its absolute address, what is in it, its cache's name. */
let runtime;

const MANIFEST = new URL("runtime/manifest.json", import.meta.url);
const SITE = new URL("../", import.meta.url).pathname;

/** A promise of {cached}: whether an earlier visit left anything; and of Python restored from it. */
let looking, restoring;

/** While the page is still being read: find what there is to start, and begin if it is here. */
function ahead({ snapshot = true }) {
  looking ??= (async () => {
    const response = await fetch(MANIFEST, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${MANIFEST}: ${response.status}`);
    const manifest = await response.json();
    const folder = new URL(manifest.folder, MANIFEST).href;
    runtime = { folder, manifest, cache: `calculators ${SITE} ${manifest.digest}` };
    const cached = await caches.has(runtime.cache).catch(() => false); // storage may be refused
    if (cached && snapshot) restoring = restore();
    return { cached };
  })().catch((error) => {
    looking = undefined;
    throw error;
  });
  return looking;
}

/** @param {{snapshot: boolean}} options whether a stored one may be used */
async function start(options, tell) {
  await ahead(options);
  tell({ total: runtime.manifest.sent, snapshot: Boolean(restoring) });
  const { late, extras } = runtime.manifest;
  // On its way meanwhile; when it does not come, the question that needs it will say so.
  if (options.names?.some((name) => late.includes(name))) kept(extras.calculators, () => {}).catch(() => {});
  const restored = await restoring;
  python = restored ?? (await load({}, tell));
  reply = python.pyimport("calculators.page.message").reply;
  return { restored: Boolean(restored), runtime };
}

/** Hand a question to Python; bring what it turns out to need. */
async function ask(asked, tell) {
  const question = JSON.stringify(asked);
  for (;;) {
    try {
      const { text, base64, ...rest } = JSON.parse(reply(question));
      if (text !== undefined) rest.bytes = new TextEncoder().encode(text);
      if (base64 !== undefined) rest.bytes = bytesOf(base64);
      return rest;
    } catch (error) {
      const name = missing(error);
      if (!name) throw error;
      await addToLibrary(name, tell);
    }
  }
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A Python exception, or a file that did not come, leaves Python usable; anything else does not. */
function isFatal(error) {
  return !(error instanceof python.ffi.PythonError || error instanceof NotBrought);
}

// --- the ordinary start -----------------------------------------------------------------------

/**
 * Load Pyodide and the calculators; `options` go to `loadPyodide`, news of bytes to `tell`.
 * `until` is awaited before Python's memory is touched.
 */
async function load(options, tell, until) {
  const { folder, manifest } = runtime;
  const restoring = Boolean(options._loadSnapshot);
  const library = restoring ? "python_stdlib_none.zip" : "python_stdlib.zip";
  const archives = restoring ? [library] : [library, manifest.wheel];
  const files = bring([WASM, "pyodide-lock.json", ...archives], tell);
  compileEarly(files.take(WASM), until).catch(files.failed);
  // On its way while pyodide.mjs is read; what goes wrong here goes wrong again in loadPyodide.
  const script = import(`${folder}pyodide.asm.js`);
  script.then(() => files.arrived("pyodide.asm.js")).catch(() => {});
  const loading = async () => {
    const { loadPyodide } = await import(`${folder}pyodide.mjs`);
    files.arrived("pyodide.mjs");
    const loaded = await loadPyodide({
      ...options,
      indexURL: folder,
      stdLibURL: folder + library,
      lockFileURL: `${folder}pyodide-lock.json`,
    });
    if (!restoring) {
      const wheel = await fetch(folder + manifest.wheel);
      loaded.unpackArchive(await wheel.arrayBuffer(), "wheel");
    }
    return loaded;
  };
  return Promise.race([loading(), files.failure]);
}

const WASM = "pyodide.asm.wasm";

/** Machine code that is being compiled, by the promise of a response which Pyodide gets for it. */
const early = new WeakMap();

/** Compile while the bytes arrive and the scripts are read; Pyodide would begin after them. */
async function compileEarly({ answer, placeholder }, until) {
  const compiled = WebAssembly.compileStreaming(answer);
  early.set(placeholder, { compiled, until });
  await Promise.all([compiled, until]);
}

const { instantiateStreaming } = WebAssembly;
WebAssembly.instantiateStreaming = async (source, imports) => {
  if (!early.has(source)) return instantiateStreaming(source, imports);
  const { compiled, until } = early.get(source);
  const module = await compiled;
  const instance = await WebAssembly.instantiate(module, imports);
  await until;
  return { module, instance };
};

/**
 * Ask for all files at once and hand each to whoever fetches it first, which is Pyodide mostly.
 * Pyodide would ask for them one after the other and wait for ever when one is missing.
 */
function bring(names, tell) {
  const { folder, manifest } = runtime;
  const coming = new Map();
  let failed;
  const failure = new Promise((_, reject) => (failed = reject));
  failure.catch(() => {});
  let loaded = 0;
  const arrived = (name, share = 1) =>
    tell?.({ loaded: (loaded += manifest.files[name].sent * share) });
  const network = globalThis.fetch;
  for (const name of names) {
    const packed = `${name}.packed` in manifest.files && "DecompressionStream" in globalThis;
    const sent = packed ? `${name}.packed` : name;
    const answer = network(folder + sent).then((response) => {
      if (!response.ok) throw new Error(`${sent}: ${response.status}`);
      const { bytes } = manifest.files[sent];
      const streams = tell ? [counter((part) => arrived(sent, part / bytes))] : [];
      if (packed) streams.push(new DecompressionStream("gzip"));
      return streams.length ? passed(response, streams) : response;
    });
    answer.catch(failed);
    coming.set(folder + name, answer);
  }
  globalThis.fetch = (request, options) => {
    const address = String(request.url ?? request);
    const answer = coming.get(address);
    coming.delete(address);
    return answer ?? network(request, options);
  };
  /** The answer for ourselves, and what whoever fetches the file gets instead. */
  const take = (name) => {
    const answer = coming.get(folder + name);
    const placeholder = answer.then(() => new Response());
    placeholder.catch(() => {});
    coming.set(folder + name, placeholder);
    return { answer, placeholder };
  };
  return { arrived, failed, failure, take };
}

/** Tells how many bytes go through. */
function counter(arrived) {
  return new TransformStream({
    transform(chunk, controller) {
      arrived(chunk.length);
      controller.enqueue(chunk);
    },
  });
}

/** The same response with its body passed through these streams. */
function passed(response, streams) {
  const body = streams.reduce((whole, stream) => whole.pipeThrough(stream), response.body);
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

// --- what is brought when it is needed --------------------------------------------------------

class NotBrought extends Error {}

const added = new Set(); // archives

/**
 * The archive with what an import did not find: a library for downloads with all it imports, or
 * the whole standard library; nothing when it was not that or when everything has been brought.
 */
function missing(error) {
  if (!["ImportError", "LookupError", "ModuleNotFoundError"].includes(error.type)) return undefined;
  const [, name] = error.message.match(/No module named '(\w+)/) ?? [];
  const archives = [runtime.manifest.extras[name], "python_stdlib_all.zip"];
  return archives.find((archive) => archive && !added.has(archive));
}

/** Put what an archive has, and the library of this start has not, into that library. */
async function addToLibrary(name, tell) {
  const bytes = await kept(name, tell);
  if (name === runtime.manifest.extras.calculators) addToPackage(bytes);
  else addToZip(bytes);
  added.add(name);
}

/** Our own package lies in a folder. A start from a snapshot has no folder, only modules in memory. */
function addToPackage(bytes) {
  const folder = python.runPython("import calculators; calculators.__path__[0]");
  python.unpackArchive(bytes.buffer, "zip", { extractDir: folder.replace(/calculators$/, "") });
  python.runPython(`
import sys
from calculators.page.words import catalogue
catalogue.cache_clear()
for path, finder in list(sys.path_importer_cache.items()):
    if finder is None:
        del sys.path_importer_cache[path]
    else:
        finder.invalidate_caches()
`);
}

function addToZip(bytes) {
  python.FS.writeFile("/tmp/added.zip", bytes);
  const [major, minor] = runtime.manifest.python.split(".");
  python.runPython(`
def add():
    import os, sys, zipfile
    with zipfile.ZipFile("/lib/python${major}${minor}.zip", "a") as library:
        with zipfile.ZipFile("/tmp/added.zip") as added:
            for name in sorted(set(added.namelist()) - set(library.namelist())):
                library.writestr(name, added.read(name))
    os.unlink("/tmp/added.zip")
    for finder in filter(None, sys.path_importer_cache.values()):
        finder.invalidate_caches()
add()
del add
`);
}

/** The bytes of a file of the runtime: from this device, or from the network and then kept. */
function kept(name, tell) {
  if (!coming.has(name)) {
    const bytes = bytesKept(name, tell);
    coming.set(name, bytes);
    bytes.catch(() => coming.delete(name));
  }
  return coming.get(name);
}

const coming = new Map(); // promises of bytes by name

async function bytesKept(name, tell) {
  const address = runtime.folder + name;
  const cache = await globalThis.caches?.open(runtime.cache).catch(() => undefined);
  const stored = await cache?.match(address).catch(() => undefined);
  if (stored) return new Uint8Array(await stored.arrayBuffer());
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    const whole = passed(response, [counter(() => tell({}))]);
    const bytes = new Uint8Array(await whole.arrayBuffer());
    await cache?.put(address, new Response(bytes)).catch(() => {}); // refused or full
    return bytes;
  } catch (error) {
    throw new NotBrought(String(error));
  }
}

// --- the snapshot -----------------------------------------------------------------------------

const snapshotAddress = () => `${runtime.folder}snapshot`;

/** Python as it was when the snapshot was made; nothing when there is none, or none that works. */
async function restore() {
  try {
    const cache = await caches.open(runtime.cache);
    const stored = await cache.match(snapshotAddress());
    if (!stored) return undefined;
    try {
      const memory = new Uint8Array(Number(stored.headers.get("length")));
      const unpacked = unpack(stored, memory);
      const restored = await load({ _loadSnapshot: memory }, undefined, unpacked);
      restored.runPython("import random; random.seed()"); // else all visits draw the same numbers
      return restored;
    } catch (error) {
      await cache.delete(snapshotAddress());
      throw error;
    }
  } catch (error) {
    console.warn("started without the snapshot:", error);
    return undefined;
  }
}

/** Fill `memory` with what a snapshot holds, if it is what was stored. */
async function unpack(stored, memory) {
  const pages = await stored.arrayBuffer();
  const expected = stored.headers.get("digest");
  if ((await digest(pages)) !== expected) throw new Error("the stored snapshot is damaged");
  fillPages(memory, pages);
}

const PAGE = 65536;

/** A third of the memory is empty pages. Without them: count, numbers of the others; these. */
function withoutEmptyPages(memory) {
  const pages = [];
  for (let start = 0; start < memory.length; start += PAGE) {
    if (memory.subarray(start, start + PAGE).some((byte) => byte)) pages.push(start / PAGE);
  }
  const parts = pages.map((page) => memory.subarray(page * PAGE, (page + 1) * PAGE));
  return new Blob([Uint32Array.of(pages.length, ...pages), ...parts]);
}

function fillPages(memory, buffer) {
  const [count] = new Uint32Array(buffer, 0, 1);
  let from = 4 * (1 + count);
  for (const page of new Uint32Array(buffer, 4, count)) {
    const part = new Uint8Array(buffer, from, Math.min(PAGE, memory.length - page * PAGE));
    memory.set(part, page * PAGE);
    from += part.length;
  }
}

/** Start, import and run everything once with the worked examples, and store the memory. */
async function makeSnapshot(options) {
  runtime = options.runtime;
  const cache = await caches.open(runtime.cache);
  if (await cache.match(snapshotAddress())) return { stored: false };
  const fresh = (python = await load({ _makeSnapshot: true }));
  const { extras } = runtime.manifest;
  if (options.whole) await addToLibrary(extras.calculators, () => {}).catch(console.info);
  fresh.runPython(`
import calculators, calculators.law, gc
from calculators.page.message import reply
calculators.law.load()  # the memory is kept, the files are not
for name in calculators.names():
    try:
        for lang in ("zh", "en"):
            calculators.respond(name, calculators.example(name), lang)
    except ModuleNotFoundError:
        pass
del name, lang
gc.collect()
`);
  const memory = fresh.makeMemorySnapshot();
  const pages = await withoutEmptyPages(memory).arrayBuffer();
  const headers = { digest: await digest(pages), length: String(memory.length) };
  await cache.put(snapshotAddress(), new Response(pages, { headers }));
  return { stored: true };
}

async function digest(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

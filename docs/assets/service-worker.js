/**
 * Pages and calculators without a network. Lies at the root of the site, whatever its base path.
 *
 * The runtime is asked for by digest, so what is stored is right for ever: stored copy first.
 * Everything else comes from the network, so a new release is seen at once; the copy of the last
 * visit is for when there is no network, or a slow one. Other hosts and methods are not touched.
 */

const { origin, pathname } = new URL(self.registration.scope);
const PREFIX = `calculators ${pathname} `;
const PAGES = `${PREFIX}pages`;
const RUNTIME = `${pathname}assets/runtime/`;
const PATIENCE = 4000; // milliseconds to wait for the network when there is a copy

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOurs(request.url)) return;
  const name = cacheOf(request.url);
  event.respondWith(name === PAGES ? fromNetwork(event) : fromCache(name, request));
});

/**
 * `{remember: [address, …], anew}`: store what is not stored yet; with `anew` pages again, as a
 * release may have changed them. A port hears of each whether it is stored.
 */
self.addEventListener("message", (event) => {
  const addresses = (event.data?.remember ?? []).filter(isOurs);
  const store = event.data?.anew ? storeAnew : storeOnce;
  const tell = (stored) => event.ports[0]?.postMessage(stored);
  const one = (address) => store(address).then(() => tell(true), () => tell(false));
  event.waitUntil(Promise.all(addresses.map(one)));
});

function isOurs(address) {
  const url = new URL(address);
  return url.origin === origin && url.pathname.startsWith(pathname);
}

/** The name of the cache for an address: one for each digest of the runtime, one for the rest. */
function cacheOf(address) {
  const path = new URL(address).pathname;
  const [digest, file] = path.startsWith(RUNTIME) ? path.slice(RUNTIME.length).split("/") : [];
  return file ? PREFIX + digest : PAGES;
}

async function storeOnce(address) {
  const cache = await caches.open(cacheOf(address));
  if (!(await cache.match(address))) await cache.add(address);
}

async function storeAnew(address) {
  if (cacheOf(address) !== PAGES) return storeOnce(address); // right for ever
  const cache = await caches.open(PAGES);
  return cache.add(new Request(address, { cache: "no-cache" }));
}

async function fromCache(name, request) {
  const stored = (await caches.has(name)) && (await (await caches.open(name)).match(request.url));
  return stored || fetch(request);
}

function fromNetwork(event) {
  const { request } = event;
  const network = fetch(request);
  event.waitUntil(network.then((response) => update(request, response.clone())).catch(() => {}));
  // The copy is looked for only when it is wanted: looking takes time, and a visit has many files.
  const copy = () => caches.match(request.url, { cacheName: PAGES, ignoreSearch: true });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(copy);
  return Promise.race([
    network.catch(async (error) => {
      const stored = await copy().catch(() => undefined);
      if (stored) return stored;
      throw error;
    }),
    late.then((stored) => stored ?? network).catch(() => network),
  ]);
}

async function update(request, response) {
  if (response.status !== 200 || response.redirected) return;
  const cache = await caches.open(PAGES);
  const tag = response.headers.get("etag");
  const stored = tag && (await cache.match(request.url));
  if (stored?.headers.get("etag") === tag) await response.body?.cancel(); // nothing to write
  else await cache.put(request.url, response);
}

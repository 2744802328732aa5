// Runs in pages and in the worker of a copy of the site (overlay.add_probe): tries every way of
// sending something to another host, and tells which files a worker asked for. WebKitGTK without a
// graphics card is slow, so the page gets more time than readers are asked to wait.

const inPage = typeof document === "object";
if (inPage) {
  globalThis.calculatorLimits = { start: 150_000, restore: 150_000, request: 90_000, idle: 500 };
}

const channel = new BroadcastChannel("probe");

/** Settles with the event that says it is over, or after a while: a refusal may have no event. */
const over = (target, ...events) =>
  new Promise((resolve) => {
    for (const event of events) target.addEventListener(event, resolve, { once: true });
    setTimeout(resolve, 3000);
  });

const element = (tag, attributes, place = document.body) => {
  const made = Object.assign(document.createElement(tag), attributes);
  const settled = over(made, "load", "error");
  place.append(made);
  return settled;
};

const everywhere = {
  fetch: (to) => fetch(to, { mode: "no-cors" }),
  post: (to) => fetch(to, { method: "POST", body: "secret", mode: "no-cors", keepalive: true }),
  xhr: (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", to);
    request.send();
    return over(request, "loadend");
  },
  websocket: (to) => over(new WebSocket(to.replace("http", "ws")), "open", "error", "close"),
  eventsource: (to) => over(new EventSource(to), "open", "error"),
  import: (to) => import(to),
};

const pageOnly = {
  beacon: (to) => navigator.sendBeacon(to, "secret"),
  image: (to) => over(Object.assign(new Image(), { src: to }), "load", "error"),
  iframe: (to) => element("iframe", { src: to }),
  script: (to) => element("script", { src: to }),
  style: (to) => element("link", { rel: "stylesheet", href: to }, document.head),
  prefetch: (to) => element("link", { rel: "prefetch", href: to }, document.head),
  object: (to) => element("object", { data: to }),
  audio: (to) => over(new Audio(to), "loadedmetadata", "error"),
  font: (to) => new FontFace("probe", `url(${to})`).load(),
  form: (to) => {
    const frame = Object.assign(document.createElement("iframe"), { name: "sent" });
    const form = Object.assign(document.createElement("form"), {
      action: to, method: "post", target: "sent",
    });
    document.body.append(frame, form);
    const settled = over(frame, "load");
    form.submit();
    return settled;
  },
  classicWorker: (to) => {
    const code = new Blob([`importScripts(${JSON.stringify(to)})`]);
    return over(new Worker(URL.createObjectURL(code)), "error", "message");
  },
};

/** Try all ways at once, each at an address of its own; their names when all are over. */
async function tryAll(to) {
  const ways = inPage ? { ...everywhere, ...pageOnly } : everywhere;
  const place = inPage ? "page" : "worker";
  const tries = Object.entries(ways).map(async ([name, way]) => way(`${to}${place}/${name}`));
  await Promise.race([Promise.allSettled(tries), new Promise((resolve) => setTimeout(resolve, 6000))]);
  return Object.keys(ways);
}

const own = async (address) => (await fetch(address)).status;
const resources = () => performance.getEntriesByType("resource").map((entry) => entry.name);
const calls = { tryAll, own, resources };

if (inPage) {
  window.probe = calls;
  /** The same call inside the worker. */
  window.probeWorker = (call, ...given) =>
    new Promise((resolve) => {
      channel.onmessage = ({ data }) => resolve(data);
      channel.postMessage({ call, given });
    });
} else {
  channel.onmessage = async ({ data: { call, given } }) =>
    channel.postMessage(await calls[call](...given));
}

/**
 * For pages with a calculator: its worker begins while the page is still being read, and brings
 * back what an earlier visit left. A plain script in the head, because the theme's own script
 * keeps the page busy for long and no worker begins meanwhile. python.js takes the worker over.
 */
(() => {
  const address = new URL("worker.js", document.currentScript.src);
  // From a blob: see `create` in python.js.
  const source = new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" });
  const worker = new Worker(URL.createObjectURL(source), { type: "module" });
  worker.addEventListener("error", () => (worker.broken = true));
  worker.postMessage({ call: "ahead" });
  globalThis.earlyWorker = worker;
})();

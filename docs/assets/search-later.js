/**
 * Material fetches and indexes the whole text of the site with every page: 300 KB and as much
 * work as starting Python. Hold that request back until the reader turns to the search.
 * A plain script in the head, so that it runs before Material's.
 */
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const index = new WeakSet();
  const wanted = new Promise((resolve) => {
    const check = ({ target }) => {
      if (target.closest?.("[data-md-component=search], [for=__search], #__search")) resolve();
    };
    for (const sign of ["pointerdown", "focusin", "change"]) addEventListener(sign, check, true);
    if (new URLSearchParams(location.search).has("q")) resolve();
  });
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (String(address).endsWith("/search/search_index.json")) index.add(this);
    return open.call(this, method, address, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (index.has(this)) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };
})();

/**
 * Corrections to Material's script, which runs after this one; a plain script in the head.
 *
 * It fetches the whole text of the site with every page: hold that back until the reader turns to
 * the search, and ask for the text in the language of the page only. It fetches a site map for
 * every language, to find the page that our links name already: never. It looks at keys only: tell
 * it of text that was pasted or spoken too.
 */
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const BOX = "[data-md-component=search-query]";
  const WHOLE = /\/search\/search_index\.json$/;
  const when = new WeakMap(); // of requests: what they wait for
  const wanted = new Promise((resolve) => {
    const check = ({ target }) => {
      if (target.closest?.("[data-md-component=search], [for=__search], #__search")) resolve();
    };
    for (const sign of ["pointerdown", "focusin", "change"]) addEventListener(sign, check, true);
    if (new URLSearchParams(location.search).has("q")) resolve();
  });
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    const language = document.documentElement.lang.slice(0, 2);
    if (WHOLE.test(address)) when.set(this, wanted);
    if (/\/sitemap\.xml$/.test(address)) when.set(this, new Promise(() => {}));
    const own = String(address).replace(WHOLE, `/search/${language}.json`);
    return open.call(this, method, own, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (when.has(this)) when.get(this).then(() => send.call(this, body));
    else send.call(this, body);
  };
  addEventListener("input", ({ target }) => {
    if (target.matches(BOX)) target.dispatchEvent(new Event("keyup"));
  });
})();

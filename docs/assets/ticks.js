/** Ticks in lists stay while the tab is open; nothing is kept beyond it. */

const kept = `ticks/${location.pathname}`;
const boxes = Array.from(document.querySelectorAll(".task input[type=checkbox]"))
  .filter((box) => !box.closest("[data-calculator]"));

/** A short name for the text of an item, so that a moved item keeps its tick. */
function name(box) {
  let hash = 0x811c9dc5; // FNV-1a
  for (const sign of box.parentElement.textContent.trim()) {
    hash = Math.imul(hash ^ sign.codePointAt(), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

try {
  const changed = JSON.parse(sessionStorage.getItem(kept)) ?? {};
  for (const box of boxes) {
    box.checked = changed[name(box)] ?? box.checked;
    box.addEventListener("change", () => {
      changed[name(box)] = box.checked;
      sessionStorage.setItem(kept, JSON.stringify(changed));
    });
  }
} catch {
  // A browser that refuses storage just forgets.
}

/**
 * Files of the reader's choice become rows of a group: name, size and SHA-256. Each file is read
 * once, on this device, for its digest; nothing of it is kept or sent.
 */

const MOST = 200 * 2 ** 20; // bytes: a digest is taken of the whole file in memory
const ROWS = 100;

/**
 * The values that the chosen files add to those of a form, by field name, from the first empty row
 * of the group on. Files that were left out are named beside the chooser.
 */
export async function chosen(input, values) {
  const group = input.dataset.files;
  const found = {};
  const left = [];
  let row = firstEmptyRow(group, values);
  for (const file of input.files) {
    try {
      if (file.size > MOST || row >= ROWS) throw new RangeError(`${file.name}: ${file.size}`);
      const sha256 = await digest(file);
      const cells = { name: file.name, size: String(file.size), sha256 };
      for (const [cell, text] of Object.entries(cells)) found[`${group}.${row}.${cell}`] = text;
      row += 1;
    } catch (error) {
      console.info("left out:", error);
      left.push(file.name);
    }
  }
  input.value = ""; // so that the same file can be chosen again
  const said = input.closest(".files").querySelector("[data-files-left]");
  said.querySelector("span").textContent = left.join("  ");
  said.hidden = !left.length;
  return found;
}

/** The number of the row after the last one with something in a field for typing. */
function firstEmptyRow(group, values) {
  const filled = Object.entries(values)
    .filter(([name, text]) => name.startsWith(`${group}.`) && /\.(name|sha256)$/.test(name) && text)
    .map(([name]) => Number(name.split(".")[1]));
  return Math.max(-1, ...filled) + 1;
}

/** As hexadecimal digits; nothing where the browser has no digests, as on an insecure address. */
async function digest(file) {
  if (!globalThis.crypto?.subtle) return "";
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

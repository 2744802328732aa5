/**
 * A dossier in a file that only its passphrase opens: AES-GCM with a key by PBKDF2-HMAC-SHA-256,
 * the iterations as OWASP's Password Storage Cheat Sheet asks (600,000; read November 2026). The
 * head of the file says how, and is authenticated with the rest.
 */

const FORMAT = "repayment-dossier-sealed";
const ITERATIONS = 600_000;
const FEWEST = 100_000;
const MOST = 10_000_000; // more would only hold up the reader

const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Whether this browser can; it cannot where the address is not secure. */
export const available = () => Boolean(globalThis.crypto?.subtle);

/** The text of a sealed file. */
export async function seal(text, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const head = {
    format: FORMAT,
    version: 1,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: ITERATIONS, salt: toText(salt) },
    cipher: { name: "AES-GCM", length: 256, iv: toText(iv) },
  };
  const key = await keyOf(passphrase, head, ["encrypt"]);
  const data = await crypto.subtle.encrypt(parameters(head), key, new TextEncoder().encode(text));
  return `${JSON.stringify({ ...head, data: toText(new Uint8Array(data)) }, null, 2)}\n`;
}

/** The head and data of a sealed file, `{newer}` for one of a later release; nothing for others. */
export function sealed(text) {
  if (!text.slice(0, 200).includes(FORMAT)) return undefined;
  try {
    const file = JSON.parse(text);
    const { format, version, kdf, cipher, data } = file;
    if (format === FORMAT && version > 1) return { newer: true };
    const known =
      format === FORMAT && version === 1 && kdf.name === "PBKDF2" && kdf.hash === "SHA-256" &&
      Number.isInteger(kdf.iterations) && kdf.iterations >= FEWEST && kdf.iterations <= MOST &&
      cipher.name === "AES-GCM" && cipher.length === 256 && typeof data === "string";
    return known ? { format, version, kdf, cipher, data } : undefined;
  } catch {
    return undefined;
  }
}

/** What was sealed. Rejects for another passphrase and for a file that was changed. */
export async function open({ data, ...head }, passphrase) {
  const key = await keyOf(passphrase, head, ["decrypt"]);
  const plain = await crypto.subtle.decrypt(parameters(head), key, toBytes(data));
  return new TextDecoder("utf-8", { fatal: true }).decode(plain);
}

/** The same key for the same words, however a keyboard composes its characters. */
async function keyOf(passphrase, { kdf, cipher }, uses) {
  const words = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const material = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  const how = { ...kdf, salt: toBytes(kdf.salt) };
  return crypto.subtle.deriveKey(how, material, cipher, false, uses);
}

function parameters(head) {
  const additionalData = new TextEncoder().encode(JSON.stringify(head));
  return { name: "AES-GCM", iv: toBytes(head.cipher.iv), additionalData };
}

/**
 * The search, in a worker of its own: speaks to Material as its search worker does.
 *
 * Chinese has no spaces, and Material's worker loses the last character of every run of it ("分期"
 * asks for "分"). Here a question is cut into pairs of neighbouring characters and into words, and
 * looked for as it is: no index to build, nothing to segment. scripts/search.py wrote the files.
 */

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // Material's messages

const PAGES = 12; // at most
const SHARE = 0.2; // of the best page's score, below which a page is left out
const TEASER = 90; // characters of text shown, twice as many where letters are Latin
// What a page is for: the guide answers; calculators and the rest of the site stand behind it.
const KINDS = [[/^(en\/)?calculators\//, 0.8], [/^(en\/)?about\//, 0.6], [/myths\/$/, 0.85]];

const ENDING = /^(\p{L}{4,}?)(?:ations?|ions?|ments?|ing|ed|es|s|e)$/u; // as Safari 15 reads it

let config;
let misspelt; // finds what config.spellings puts right
let pages; // of sections, in the order of the site
let total; // number of sections

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    setUp(data);
    postMessage({ type: READY });
  } else if (type === QUERY) {
    postMessage({ type: RESULT, data: { items: search(data) } });
  }
});

function setUp(index) {
  config = index.config;
  misspelt = new RegExp(Object.keys(config.spellings).join("|"), "g");
  pages = new Map();
  for (const { location, title, text, also = [] } of index.docs) {
    const page = location.split("#")[0];
    if (!pages.has(page)) pages.set(page, []);
    const heads = [title, ...also].map((head) => ({ said: spaced(head), size: terms(head).length }));
    pages.get(page).push({ location, title, text, heads, said: spaced(text) });
  }
  total = index.docs.length;
}

// --- words ------------------------------------------------------------------------------------

/** As readers of another script or with a slip of the finger would have meant it. */
function plain(text) {
  const said = text.normalize("NFKC").toLowerCase().replace(/['’]/g, "");
  return said.replace(misspelt, (typed) => config.spellings[typed]);
}

/** Words after one space each, so that " word" is found at the beginning of a word only. */
function spaced(text) {
  const words = plain(text).replace(/[^\p{L}\p{N}.%+]+/gu, " ");
  return ` ${words.replace(/\p{sc=Han}(?=[a-z0-9])/gu, "$& ")}`;
}

/** Neighbouring pairs of Chinese characters, and other words without their common endings. */
function terms(text) {
  const found = new Set();
  for (const [run] of plain(text).matchAll(/\p{sc=Han}+|[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu)) {
    if (!/\p{sc=Han}/u.test(run)) {
      found.add(` ${run.replace(ENDING, "$1")}`);
    } else if (run.length === 1) {
      found.add(run);
    } else {
      for (let at = 0; at < run.length - 1; at++) found.add(run.slice(at, at + 2));
    }
  }
  return Array.from(found);
}

// --- finding ----------------------------------------------------------------------------------

/** Pages with their sections, best first, as Material shows them. */
function search(question) {
  const asked = terms(question);
  if (!asked.length) return [];
  const sections = Array.from(pages.values()).flat();
  const weights = asked.map((term) => {
    const having = sections.filter(({ heads, said }) =>
      said.includes(term) || heads.some((head) => head.said.includes(term)),
    );
    return Math.log(1 + total / (1 + having.length));
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const share = (said) =>
    asked.reduce((sum, term, at) => sum + (said.includes(term) ? weights[at] : 0), 0) / whole;
  const count = (said) => asked.filter((term) => said.includes(term)).length;

  const found = [];
  for (const [location, parts] of pages) {
    const kind = KINDS.find(([pattern]) => pattern.test(location))?.[1] ?? 1;
    const scored = parts.map((part) => {
      const head = part.heads.map(({ said, size }) =>
        share(said) * (0.5 + 0.5 * Math.min(1, count(said) / size)));
      return { part, score: kind * (3 * Math.max(...head) + share(part.said)) };
    });
    scored.sort((a, b) => b.score - a.score);
    // A page that comes back to the question is more about it than one that mentions it once.
    const again = scored.slice(1, 5).reduce((sum, { score }) => sum + score, 0);
    found.push({ location, scored, score: scored[0].score + 0.15 * again });
  }
  const least = SHARE * Math.max(...found.map(({ score }) => score));
  if (!least) return nothing();
  first(found, spaced(question));
  found.sort((a, b) => b.score - a.score);
  const worth = found.filter(({ score }) => score > least).slice(0, PAGES);
  return worth.map(({ location, scored, score }) => shown(location, scored, score, asked));
}

/** Some words have an answer that comes before all others: a life, a court's period, a swindle. */
function first(found, said) {
  config.first.forEach(({ location, words }, at) => {
    const [page] = location.split("#");
    const target = found.find((one) => one.location === page);
    const says = (word) => said.includes(/\p{sc=Han}/u.test(word) ? word : ` ${word}`);
    if (!target || !words.some(says)) return;
    target.score += 100 - at;
    const part = target.scored.find((one) => one.part.location === location);
    if (part) part.score += 100;
    target.scored.sort((a, b) => b.score - a.score);
  });
}

function nothing() {
  const { location, title, text } = config.nothing;
  return [[{ location, title: escaped(title), text: `<p>${escaped(text)}</p>`, score: 1, terms: {} }]];
}

// --- showing ----------------------------------------------------------------------------------

/** A page: its sections that match, and the page itself, which Material puts above them. */
function shown(location, scored, score, asked) {
  const [best] = scored;
  const own = scored.find(({ part }) => part.location === location) ?? best;
  const kept = scored.filter((one) => one === own || one.score > 0.5 * best.score);
  return kept.map((one) => ({
    location: one.part.location,
    title: marked(one.part.title, asked),
    text: one.part.text ? `<p>${teaser(one.part.text, asked)}</p>` : "",
    score: one === best ? score : Math.min(one.score, score - 0.01),
    terms: {},
  }));
}

/** The part of a text that says most of what was asked. */
function teaser(text, asked) {
  const width = /\p{sc=Han}/u.test(text) ? TEASER : 2 * TEASER;
  if (text.length <= width) return marked(text, asked);
  const places = positions(text, asked);
  const at = Math.max(0, (places[0]?.[0] ?? 0) - width / 4);
  const from = at ? text.indexOf(" ", at) + 1 || at : 0;
  const start = from - at < 20 ? from : at;
  const end = start + width;
  return `${start ? "…" : ""}${marked(text.slice(start, end), asked)}${end < text.length ? "…" : ""}`;
}

/** Where the terms stand in a text, in order, those next to each other joined. */
function positions(text, asked) {
  const lower = text.toLowerCase();
  const places = [];
  for (const term of asked) {
    const word = term.trim();
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      if (term === word || !/[\p{L}\p{N}]/u.test(lower[at - 1] ?? " ")) {
        places.push([at, at + word.length]);
      }
    }
  }
  places.sort((a, b) => a[0] - b[0]);
  return places.reduce((joined, [from, to]) => {
    const last = joined[joined.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
    return joined;
  }, []);
}

/** A text as HTML, with what was asked for marked. */
function marked(text, asked) {
  let html = "";
  let done = 0;
  for (const [from, to] of positions(text, asked)) {
    html += `${escaped(text.slice(done, from))}<mark>${escaped(text.slice(from, to))}</mark>`;
    done = to;
  }
  return html + escaped(text.slice(done));
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt()};`);
}

/**
 * What a form has to do with the dossier: it loads from there, saves as the reader types, and shows
 * what other forms have for it. Python decides that and writes the notes (calculators/page/case.py).
 *
 * Only questions that are the reader's are kept: typed, taken from another form, or said to be
 * theirs. What still is the worked example is not.
 */

import * as dossier from "./dossier.js";
import * as python from "./python.js";

dossier.news.addEventListener("erased", python.forget);

const PAUSE = 800; // milliseconds after a change until the notes are asked for anew

/** The question a field belongs to: `income` for `income.0.amount`. */
const questionOf = (field) => field.split(".")[0];

const only = (values, which) =>
  Object.fromEntries(Object.entries(values).filter(([field]) => which(questionOf(field))));

/** `values` with the questions that `over` answers answered so, rows and all. */
function laidOver(values, over) {
  const answered = new Set(Object.keys(over).map(questionOf));
  return { ...only(values, (question) => !answered.has(question)), ...over };
}

/** The questions that two forms answer differently. */
function differing(one, other) {
  const questions = new Set([...Object.keys(one), ...Object.keys(other)].map(questionOf));
  const said = (values, question) => JSON.stringify(only(values, (name) => name === question));
  return [...questions].filter((question) => said(one, question) !== said(other, question));
}

/** Of what forms held in this tab, what is the reader's; nothing when Python cannot say. */
export async function adopted(typed, lang) {
  if (!Object.keys(typed).length) return {};
  const asked = { call: "dossier", do: "adopt", lang, typed };
  return (await python.ask(asked).catch(() => ({}))).values ?? {};
}

export class Kept {
  /** @param {object} calculator one of page.js */
  constructor(calculator) {
    this.calculator = calculator;
    const { section, form } = calculator;
    this.section = section;
    this.bar = section.querySelector("[data-kept]");
    this.mine = new Set(); // questions
    this.taken = new Set(); // questions filled from another form and not yet kept
    this.shown = calculator.example.values; // as the form stood when it was last looked at
    this.pinned = Boolean(dossier.inUse()); // this tab was at work on a dossier before
    this.asked = 0; // counts requests for notes, so that a stale reply is known
    form.addEventListener("input", ({ target }) => {
      if (this.record && target.name) this.mine.add(questionOf(target.name));
    });
    section.addEventListener("click", ({ target }) => this.clicked(target));
    new MutationObserver(() => this.clean()).observe(calculator.answer, { childList: true });
    dossier.news.addEventListener("changed", ({ detail }) => this.heard(detail));
    dossier.news.addEventListener("removed", ({ detail }) => {
      if (detail.id === this.record?.id) this.lost("gone");
    });
    dossier.news.addEventListener("erased", () => this.erased());
    dossier.news.addEventListener("opened", ({ detail }) => this.use(detail));
    this.load();
  }

  /** Whether a dossier is in use. */
  get on() {
    return Boolean(this.record);
  }

  // --- loading ---

  async load() {
    try {
      const record = await dossier.current();
      if (record) await this.use(record);
      else this.show("off");
    } catch (trouble) {
      this.show(["newer", "broken"].includes(trouble.kind) ? trouble.kind : "off");
    }
  }

  /**
   * Fill the form from this record. What was typed here meanwhile is the reader's too; what was
   * typed here before this tab knew of the dossier, and contradicts it, is asked about.
   */
  async use(record) {
    const { calculator } = this;
    const { name, example } = calculator;
    if (!this.readable(record)) return;
    const held = dossier.unsaved.get(record.id, name);
    const own = held?.values ?? record.dossier.values[name] ?? {};
    const here = calculator.values();
    const typed = differing(here, example.values);
    const stored = laidOver(example.values, own);
    const known = new Set(Object.keys(own).map(questionOf));
    this.record = record;
    this.version = held?.version ?? record.versions[name] ?? 0;
    this.mine = new Set([...known, ...typed]);
    this.put(laidOver(stored, only(here, (question) => typed.includes(question))));
    const contradicts = differing(this.shown, stored).some((question) => known.has(question));
    if (contradicts) this.undoable(stored, known);
    const asking = contradicts && !this.pinned && Boolean(dossier.typed.all()[name]);
    dossier.typed.forget(name);
    python.start().catch(() => {});
    if (asking) this.contradicted(record);
    else this.show("on");
    if (typed.length || held) this.save();
    if (this.mine.size) calculator.ask();
    await this.offers();
  }

  /** Whether this release can use it; if not, it says so. */
  readable(record) {
    const { version } = record.dossier;
    const ours = Number(this.bar.dataset.version);
    if (version === ours) return true;
    if (version > ours) this.show("newer");
    else this.renew(record);
    return false;
  }

  /** An older document: Python knows how to bring it up to date. */
  async renew({ id, dossier: older }) {
    const { lang } = this.calculator;
    const text = JSON.stringify(older);
    const { dossier: renewed } = await python.ask({ call: "dossier", do: "read", lang, text });
    if (renewed) await this.use(await dossier.replace(id, renewed));
    else this.show("broken");
  }

  /** Put values into the form without their being the reader's. */
  put(values) {
    this.calculator.fill(values);
    this.shown = this.calculator.values();
  }

  // --- keeping ---

  /** Something was typed. @returns {boolean} whether it is kept here */
  typed() {
    if (!this.on) return false;
    const values = this.calculator.values();
    for (const question of differing(values, this.shown)) this.mine.add(question);
    this.shown = values;
    this.save();
    return true;
  }

  /** The form was emptied: that is what the reader wants. */
  cleared() {
    if (!this.on) return false;
    this.undoable();
    this.shown = this.calculator.values();
    this.mine = new Set(Object.keys(this.calculator.example.values).map(questionOf));
    for (const field of Object.keys(this.shown)) this.mine.add(questionOf(field));
    this.save();
    return true;
  }

  /** Back to the example: nothing here is the reader's any more. */
  reset() {
    if (!this.on) return;
    this.undoable();
    this.mine.clear();
    this.shown = this.calculator.example.values;
    this.save();
    setTimeout(() => this.offers()); // the browser fills in the example after this
  }

  /** Keep it in the tab at once, and on the device as soon as that can be. */
  save() {
    if (this.mine.size) for (const question of this.taken) this.mine.add(question);
    const most = Number(this.bar.dataset.most);
    const long = Object.keys(this.shown).filter((field) => this.shown[field].length > most);
    this.long = new Set(long.map(questionOf)); // left out: it would make the dossier unreadable
    const all = only(this.shown, (question) => this.mine.has(question));
    const values = only(all, (question) => !this.long.has(question));
    this.unsaved = Object.keys(values).length ? values : null;
    const { id } = this.record;
    dossier.unsaved.set(id, this.calculator.name, { values: all, version: this.version });
    if (this.state !== "conflict") this.write();
  }

  /** One write at a time, always the latest; what another tab wrote is not overwritten. */
  async write() {
    if (this.writing) return;
    this.writing = true;
    const { name } = this.calculator;
    const { id } = this.record;
    try {
      while (this.unsaved !== undefined) {
        const values = this.unsaved;
        this.unsaved = undefined;
        const { record, conflict } = await dossier.save(id, name, values ?? undefined, this.version);
        if (this.record?.id !== id) return;
        if (conflict) {
          this.contradicted(record);
          return;
        }
        this.record = record;
        this.version = record.versions[name];
        if (this.unsaved === undefined && !this.long.size) dossier.unsaved.set(id, name, null);
      }
      const state = this.long.size ? "long" : "on";
      if (this.state !== state) this.show(state);
    } catch (trouble) {
      if (trouble.kind === "gone") this.lost("gone");
      else this.show(trouble.kind ?? "refused");
    } finally {
      this.writing = false;
    }
    this.soon();
  }

  /** Another tab has other values for this form: the reader chooses. */
  contradicted(record) {
    this.theirs = record;
    this.show("conflict");
  }

  /** Another form or another tab has saved something. */
  async heard({ id, name, version, here }) {
    if (id !== this.record?.id) return;
    const own = name === this.calculator.name;
    if (own && (here || version <= this.version)) return;
    const record = await dossier.current().catch(() => undefined);
    if (record?.id !== id) return;
    if (own) {
      const theirs = record.dossier.values[name] ?? {};
      const mine = only(this.shown, (question) => this.mine.has(question));
      if (differing(theirs, mine).length) this.contradicted(record);
      else this.version = record.versions[name];
    } else {
      this.record = record;
      this.soon();
    }
  }

  /** The dossier is no more; what is in the form stays there. */
  lost(state) {
    this.record = undefined;
    dossier.typed.set(this.calculator.name, this.calculator.values());
    this.unmark();
    this.show(state);
  }

  /** Everything was erased: here too. */
  erased() {
    if (!this.on && this.state !== "off") return;
    this.record = undefined;
    this.mine.clear();
    this.unmark();
    this.calculator.form.reset();
    this.show("off");
  }

  // --- what other forms have for this one ---

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offers(), PAUSE);
  }

  async offers() {
    clearTimeout(this.timer);
    const number = ++this.asked;
    const { calculator, record } = this;
    if (!record) return;
    const { name, lang } = calculator;
    const values = calculator.values();
    const asked = { call: "offers", name, lang, values, mine: [...this.mine] };
    let reply;
    try {
      reply = await python.ask({ ...asked, dossier: record.dossier });
    } catch {
      return; // the form says that Python failed
    }
    if (number !== this.asked || !this.on) return;
    if (reply.sentence) {
      this.lost("broken");
      return;
    }
    this.take(reply);
    this.mark(reply);
  }

  /** Fill in what other forms say where the reader said nothing. */
  take({ taken, examples }) {
    const free = Object.entries(taken).filter(([question]) => !this.mine.has(question));
    this.taken = new Set(free.map(([question]) => question));
    const texts = Object.assign({}, ...free.map(([, one]) => one));
    const before = this.shown;
    this.put(laidOver(this.calculator.values(), texts));
    if (differing(before, this.shown).length) this.calculator.ask();
    if (!free.length || examples || this.state !== "on") return;
    for (const question of this.taken) this.mine.add(question); // nothing of the example is left
    this.save();
  }

  mark({ notes, examples }) {
    this.unnote();
    for (const [question, html] of Object.entries(notes)) {
      const place = this.calculator.form.querySelector(`[data-field="${question}"]`);
      const label = place?.querySelector("label, legend");
      label?.insertAdjacentHTML("afterend", html);
      if (place) place.dataset.kept = "";
    }
    if (this.examples === examples) return; // a button being pressed stays
    this.examples = examples;
    this.bar.querySelector("[data-kept-examples]").innerHTML = examples;
  }

  unmark() {
    this.unnote();
    this.examples = "";
    this.bar.querySelector("[data-kept-examples]").replaceChildren();
  }

  unnote() {
    for (const note of this.calculator.form.querySelectorAll(".kept-note")) note.remove();
    for (const place of this.calculator.form.querySelectorAll("[data-kept]")) {
      delete place.dataset.kept;
    }
  }

  /** Links of the answer carry no figures now: they would be in the address and the history. */
  clean() {
    if (!this.on) return;
    for (const link of this.calculator.answer.querySelectorAll('.next a[href*="="]')) {
      link.dataset.handed = link.hash.slice(1);
      link.hash = "";
    }
  }

  // --- buttons ---

  clicked(target) {
    const link = target.closest("a[data-handed]");
    if (link) dossier.hand(link.pathname, link.dataset.handed);
    const taking = target.closest("[data-kept-take]");
    if (taking) this.exchange(taking);
    const { keptAction: action } = target.closest("[data-kept-action]")?.dataset ?? {};
    if (action) this[`on_${action}`]();
  }

  /** Put what another form says in the place of what stood here. */
  exchange({ dataset }) {
    this.undoable();
    this.calculator.fill(laidOver(this.calculator.values(), JSON.parse(dataset.values)));
    this.calculator.typed(0);
  }

  /** Make a dossier of what was typed in this tab, here and in other forms. */
  async on_keep() {
    const { title, version } = this.bar.dataset;
    const { name, lang, example } = this.calculator;
    const { [name]: _here, ...others } = dossier.typed.all();
    try {
      const values = await adopted(others, lang);
      const here = this.calculator.values();
      const changed = differing(here, example.values);
      if (changed.length) values[name] = only(here, (question) => changed.includes(question));
      const kept = { version: Number(version), title, changed: dossier.now(), values };
      const record = await dossier.add(kept);
      dossier.typed.forget(name);
      for (const other of Object.keys(values)) dossier.typed.forget(other);
      dossier.news.dispatchEvent(new CustomEvent("opened", { detail: record }));
    } catch (trouble) {
      this.show(trouble.kind ?? "refused");
    }
  }

  on_again() {
    this.save();
  }

  on_theirs() {
    const { theirs } = this;
    this.undoable();
    dossier.unsaved.set(theirs.id, this.calculator.name, null);
    this.unsaved = undefined;
    this.put(this.calculator.example.values);
    this.use(theirs);
  }

  on_ours() {
    this.record = this.theirs;
    this.version = this.theirs.versions[this.calculator.name] ?? 0;
    this.show("on");
    this.save();
  }

  /** What is still the example is said to be the reader's. */
  on_mine() {
    for (const field of Object.keys(this.shown)) this.mine.add(questionOf(field));
    this.save();
    this.offers();
  }

  /** Remember how the form is now, for a way back. */
  undoable(values = this.shown, mine = this.mine) {
    this.before = { values, mine: new Set(mine) };
    this.line("undo").hidden = false;
  }

  on_undo() {
    const { values, mine } = this.before;
    this.line("undo").hidden = true;
    this.put(values);
    this.mine = mine;
    this.save();
    this.calculator.ask();
    this.offers();
  }

  // --- the line below the form ---

  line(state) {
    return this.bar.querySelector(`[data-kept-when="${state}"]`);
  }

  show(state) {
    this.state = state;
    this.section.dataset.kept = state;
    this.bar.hidden = false;
    for (const line of this.bar.querySelectorAll("[data-kept-when]")) {
      const { keptWhen } = line.dataset;
      const also = state === "on" && keptWhen === "undo" && !line.hidden;
      line.hidden = keptWhen !== state && !also;
    }
    this.clean();
    const title = this.bar.querySelector("[data-kept-title]");
    if (this.record) title.textContent = this.record.dossier.title;
  }
}

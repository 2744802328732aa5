/**
 * Repeating groups of a form: add, remove and move rows. Names are `group.index.field` and ids
 * `NAME-group-index-field`; after every change the rows are numbered anew from 0.
 */

const groupsOf = (form) => form.querySelectorAll("[data-rows]");
const listOf = (group) => group.querySelector("[data-row-list]");
const rowsOf = (group) => Array.from(listOf(group).children);

/** Remembers the rows as they are now; the returned function brings them back. */
export function remember(form) {
  const saved = Array.from(groupsOf(form), (group) => [group, listOf(group).cloneNode(true)]);
  return () => {
    for (const [group, list] of saved) {
      listOf(group).replaceChildren(...list.cloneNode(true).childNodes);
    }
  };
}

/** Gives every group as many rows as the names in `values` need. */
export function fit(form, values) {
  for (const group of groupsOf(form)) {
    const prefix = `${group.dataset.rows}.`;
    const indices = Object.keys(values)
      .filter((name) => name.startsWith(prefix))
      .map((name) => Number(name.slice(prefix.length).split(".")[0]));
    const wanted = Math.min(Math.max(-1, ...indices) + 1, 100);
    while (rowsOf(group).length > wanted) rowsOf(group).at(-1).remove();
    while (rowsOf(group).length < wanted) append(group);
  }
}

/**
 * Does what a row's button says and moves the focus to where the reader goes on.
 * @returns {boolean} whether the button was one of ours
 */
export function act(button) {
  const group = button.closest("[data-rows]");
  const row = button.closest("[data-row]");
  const { action } = button.dataset;
  if (!group || !["add", "remove", "up", "down"].includes(action)) return false;
  if (action === "add") {
    append(group).querySelector("input, select, textarea")?.focus();
    return true;
  }
  let focus = button;
  if (action === "remove") {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    focus = next?.querySelector("[data-action=remove]") ?? addButton(group);
    row.remove();
  } else if (action === "up") {
    row.previousElementSibling?.before(row);
  } else {
    row.nextElementSibling?.after(row);
  }
  number(group);
  focus?.focus();
  return true;
}

const addButton = (group) => group.querySelector("[data-action=add]");

function append(group) {
  const template = group.querySelector("template[data-row-template]");
  const row = template.content.firstElementChild.cloneNode(true);
  listOf(group).append(row);
  number(group);
  return row;
}

/** Writes each row's index into every attribute that carries one. */
function number(group) {
  const name = group.dataset.rows;
  const indexed = new RegExp(`(^|[\\s-])(${name})([.-])(?:\\d+|__n__)(?=[.-])`, "g");
  rowsOf(group).forEach((row, index) => {
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of element.attributes) {
        if (attribute.name === "value") continue;
        const numbered = attribute.value.replace(indexed, `$1$2$3${index}`);
        if (numbered !== attribute.value) attribute.value = numbered;
      }
    }
  });
}

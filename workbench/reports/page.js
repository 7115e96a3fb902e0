"use strict";
document.documentElement.classList.add("scripted");

// Rows of a table or list that hold a text; "shown of all" tells what a filter leaves.
function filterable(input) {
  const rows = [...document.querySelectorAll(input.dataset.rows)];
  const told = document.getElementById(input.dataset.told);
  return () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const cells = row.dataset;
      const fits =
        (!wanted || (cells.text || row.textContent).toLowerCase().includes(wanted)) &&
        (!chosen || input.id !== "find-event" || chosen.test(cells));
      row.hidden = !fits;
      shown += fits;
    }
    told.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
  };
}

let chosen = null;
const filters = new Map();
for (const input of document.querySelectorAll("input[data-rows]")) {
  const run = filterable(input);
  filters.set(input.id, run);
  input.addEventListener("input", run);
  run();
}

// A cell leads to its events: the list below is narrowed to them.
const label = document.getElementById("chosen");
const clear = document.getElementById("clear");
function choose(test, text) {
  chosen = test && { test };
  label.textContent = text;
  clear.hidden = !test;
  filters.get("find-event")();
}
clear.addEventListener("click", () => choose(null, ""));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-pick]");
  if (!link) return;
  const { name, mapping, verdict, difference, reason } = link.dataset;
  const has = (list, value) => ` ${list || ""} `.includes(` ${value} `);
  choose(
    (row) =>
      (name === undefined || row.name === name) &&
      (mapping === undefined || has(row.mappings, mapping)) &&
      (verdict === undefined || row.verdict === verdict) &&
      (difference === undefined || has(row.differences, difference)) &&
      (reason === undefined || has(row.reasons, reason)),
    `Only: ${link.dataset.pick}`
  );
});

// A click on a heading sorts its table.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (head.classList.contains("w")) return;
    const button = document.createElement("button");
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = head.classList.contains("n");
      const key = (row) => row.cells[column].textContent;
      const value = (row) => Number(key(row).replace(/[^0-9]/g, "") || 0);
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => (number ? value(a) - value(b) : key(b).localeCompare(key(a))));
      if (down) rows.reverse();
      table.tBodies[0].append(...rows);
    });
  });
}

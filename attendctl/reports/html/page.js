
"use strict";
(() => {
  // What a cell is sorted by: nothing (null) comes last, whichever way the column is sorted.
  const sortValue = (cell, numeric) => {
    const text = (cell.dataset.sort ?? cell.textContent).trim();
    if (text === "" || text === "–") return null;
    if (!numeric) return text;
    const number = Number.parseFloat(text.replace(/[,%+\s]/g, "").replace("−", "-"));
    return Number.isNaN(number) ? null : number;
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en-GB", { numeric: true });

  const sortRows = (table, heading, place) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const numeric = heading.classList.contains("number");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [sortValue(row.cells[place], numeric), row]);
    rows.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return down ? compare(b, a) : compare(a, b);
    });
    body.append(...rows.map(([, row]) => row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((heading, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortRows(table, heading, place));
      heading.append(button);
    });
  }

  for (const table of document.querySelectorAll("table[data-filterable]")) {
    const block = document.createElement("div");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const left = document.createElement("output");
    block.className = "filter";
    input.type = "search";
    input.id = `${table.id}-filter`;
    input.autocomplete = "off";
    label.htmlFor = input.id;
    label.textContent = "Show only rows with";
    left.htmlFor.add(input.id);
    input.addEventListener("input", () => {
      const words = input.value.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
      const rows = [...table.tBodies[0].rows];
      for (const row of rows) {
        const text = [...row.cells].map((cell) => cell.textContent).join(" ").toLocaleLowerCase("en-GB");
        row.hidden = !words.every((word) => text.includes(word));
      }
      const shown = rows.filter((row) => !row.hidden).length;
      left.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
    });
    block.append(label, input, left);
    table.closest(".scroll").before(block);
  }

  // On paper the numbers stand under every chart; afterwards each is as it was.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
})();

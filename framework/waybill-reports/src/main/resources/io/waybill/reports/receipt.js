(() => {
  "use strict";
  const said = document.getElementById("said");
  const key = cell => {
    const exact = cell.dataset.n;
    return exact === undefined ? cell.textContent.trim() : exact === "" ? null : BigInt(exact);
  };
  const order = (a, b) => {
    if (typeof a === "bigint" && typeof b === "bigint") return a < b ? -1 : a > b ? 1 : 0;
    if (typeof a === "string" && typeof b === "string") return a.localeCompare(b, "en", { numeric: true });
    return typeof a === "bigint" ? -1 : 1;
  };
  const sort = (table, head, at) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    const rows = [...table.tBodies[0].rows].map(row => ({ row, key: key(row.cells[at]) }));
    rows.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
      return down ? order(b.key, a.key) : order(a.key, b.key);
    });
    table.tBodies[0].append(...rows.map(each => each.row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    said.textContent = "sorted by " + head.textContent.trim() + (down ? ", largest first" : ", smallest first");
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head, at));
      head.append(button);
    });
  }
})();

"use strict";
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const findings = all(".finding");

  const show = (element, yes) => element.toggleAttribute("data-hidden", !yes);

  const setUpFilters = (form) => {
    const rows = all(".overview tbody tr");
    const wanted = () => Object.fromEntries(all("[data-filter]", form).map((s) => [s.dataset.filter, s.value.trim()]));
    const fits = (row, want) =>
      (!want.recommender || row.dataset.recommender === want.recommender) &&
      (!want.domain || row.dataset.domain === want.domain) &&
      (!want.verdict || row.dataset.verdicts.split(" ").includes(want.verdict)) &&
      (!want.words || want.words.split(/\s+/).every((word) => row.textContent.includes(word)));
    const apply = () => {
      const want = wanted();
      for (const row of rows) show(row, fits(row, want));
      const shown = rows.filter((row) => !row.hasAttribute("data-hidden")).length;
      form.querySelector("output").textContent = Object.values(want).some(Boolean) ? `显示${shown}行，共${rows.length}行` : "";
    };
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
  };

  const sortBy = (table, column, button) => {
    const body = table.tBodies[0];
    const header = button.closest("th");
    const up = header.getAttribute("aria-sort") !== "ascending";
    for (const other of all("th", table.tHead)) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (row) => (row.cells[column] ? row.cells[column].dataset.order || row.cells[column].textContent : "");
    const compare = (a, b) => key(a).localeCompare(key(b), "zh-CN", { numeric: true });
    body.append(...[...body.rows].sort((a, b) => (up ? compare(a, b) : compare(b, a))));
  };

  const setUpSorting = (table) => {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = cell.textContent;
      button.addEventListener("click", () => sortBy(table, column, button));
      cell.replaceChildren(button);
    });
  };

  const step = (by) => {
    const open = findings.filter((f) => f.offsetParent !== null);
    const here = open.indexOf(document.activeElement);
    const next = open[here === -1 ? (by > 0 ? 0 : open.length - 1) : here + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  };

  const follow = (relation) => {
    const link = document.querySelector(`link[rel=${relation}]`);
    if (link) location.href = link.href;
  };

  const enlarge = (image) => {
    const box = document.createElement("dialog");
    const words = document.createElement("p");
    const big = document.createElement("img");
    const close = document.createElement("button");
    big.src = image.src;
    big.alt = image.alt;
    box.setAttribute("aria-label", image.alt);
    close.type = "button";
    close.textContent = "关闭";
    close.addEventListener("click", () => box.close());
    words.append(image.alt);
    const page = image.closest("a");
    if (page) {
      const link = document.createElement("a");
      link.href = page.href;
      link.textContent = "在整页中查看";
      words.append(link);
    }
    words.append(close);
    box.append(big, words);
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => follow("next"),
    p: () => follow("prev"),
    u: () => follow("up"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(SELECT|INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (document.querySelector("dialog[open]")) return;
    keys[event.key.toLowerCase()]?.();
  });
  document.addEventListener("click", (event) => {
    const image = event.target.closest("figure a img, figure img");
    if (!image || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    enlarge(image);
  });
  for (const form of all(".filters")) setUpFilters(form);
  for (const table of all("[data-sortable]")) setUpSorting(table);
})();

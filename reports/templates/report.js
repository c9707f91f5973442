"use strict";
(() => {
  const form = document.querySelector(".filters");
  const rows = [...document.querySelectorAll(".overview tbody tr")];
  const sections = [...document.querySelectorAll(".delivery, .application")];
  const findings = [...document.querySelectorAll(".finding")];
  const wanted = () => Object.fromEntries([...form.querySelectorAll("[data-filter]")].map((s) => [s.dataset.filter, s.value]));
  const show = (element, yes) => element.toggleAttribute("data-hidden", !yes);
  const fits = (element, want) =>
    (!want.recommender || element.dataset.recommender === want.recommender) &&
    (!want.domain || element.dataset.domain === undefined || element.dataset.domain === want.domain);

  const apply = () => {
    const want = wanted();
    let shown = 0;
    for (const row of rows) {
      const yes = fits(row, want) && (!want.verdict || row.dataset.verdicts.split(" ").includes(want.verdict));
      show(row, yes);
      shown += yes ? 1 : 0;
    }
    for (const section of sections) show(section, fits(section, want));
    for (const finding of findings) {
      const yes = !want.verdict || finding.dataset.verdict === want.verdict;
      show(finding, yes);
      if (want.verdict && yes && finding.closest("details")) finding.closest("details").open = true;
    }
    form.querySelector("output").textContent = want.recommender || want.domain || want.verdict ? `显示${shown}行` : "";
  };

  const sortBy = (table, column, button) => {
    const body = table.tBodies[0];
    const header = button.closest("th");
    const up = header.getAttribute("aria-sort") !== "ascending";
    for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const text = (row) => (row.cells[column] ? row.cells[column].textContent : "");
    const compare = (a, b) => text(a).localeCompare(text(b), "zh-CN", { numeric: true });
    body.append(...[...body.rows].sort((a, b) => (up ? compare(a, b) : compare(b, a))));
  };

  for (const table of document.querySelectorAll("[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = cell.textContent;
      button.addEventListener("click", () => sortBy(table, column, button));
      cell.replaceChildren(button);
    });
  }

  const go = (step) => {
    const open = findings.filter((f) => f.offsetParent !== null && !f.closest("details"));
    const here = open.indexOf(document.activeElement);
    const next = open[here === -1 ? (step > 0 ? 0 : open.length - 1) : here + step];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "start" });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(SELECT|INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "j" || event.key === "J") go(1);
    if (event.key === "k" || event.key === "K") go(-1);
  });
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
})();

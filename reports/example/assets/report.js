// Sorting, filtering, search and two articles face to face. Everything on the page is there without it.
"use strict";

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => plain(text).split(/\s+/).filter(Boolean);

function value(row, column) {
  const cell = row.cells[column];
  const text = cell.dataset.value ?? cell.textContent.trim();
  const number = text === "" ? NaN : Number(text);
  return Number.isNaN(number) ? text : number;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), document.documentElement.lang);
}

function makeSortable(table) {
  const body = table.tBodies[0];
  if (body.rows.length < 2) return;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = make("button", { type: "button", textContent: head.textContent });
    button.title = table.dataset.sort + " " + head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const numeric = head.classList.contains("n");
      const was = head.getAttribute("aria-sort");
      const descending = was ? was === "ascending" : numeric;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => compare(value(a, column), value(b, column)));
      body.append(...(descending ? rows.reverse() : rows));
    });
  });
}

function makeFilter(table) {
  const rows = [...table.tBodies[0].rows];
  const elsewhere = table.dataset.search;
  if (rows.length < 8 && !elsewhere) return;
  const input = make("input", { type: "search" });
  const label = make("label", { className: "filter" }, table.dataset.filter, input);
  const status = make("p", { role: "status", className: "meta" });
  const found = make("ul", { className: "found", hidden: true });
  const texts = rows.map((row) => plain(row.textContent));
  const show = () => {
    const wanted = wordsOf(input.value);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !wanted.every((word) => texts[at].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    if (elsewhere) shown = search(wanted, found, table);
    status.textContent = shown === 0 ? table.dataset.none : "";
  };
  input.addEventListener("input", show);
  if (elsewhere) input.addEventListener("focus", () => load(elsewhere, show), { once: true });
  table.parentElement.before(label, status, found);
}

// The events of all pages, which the search files add when they are asked for.
const events = [];
globalThis.recoupeEvents = (more) => events.push(...more.map((event) => [...event, plain(event.slice(1).join(" "))]));

function load(files, then) {
  for (const src of files.split(" ")) document.head.append(make("script", { src, onload: then }));
}

const RESULTS = 100;

function search(wanted, list, table) {
  const hits = wanted.length === 0 ? [] : events.filter(([, , , , text]) => wanted.every((word) => text.includes(word)));
  const item = ([href, headline, day, outlets]) =>
    make("li", {}, make("a", { href, textContent: headline, dir: "auto" }), " ", make("span", { className: "meta", textContent: `${day} · ${outlets}` }));
  list.replaceChildren(...hits.slice(0, RESULTS).map(item));
  if (hits.length > RESULTS) list.append(make("li", { className: "more", textContent: `${hits.length - RESULTS} ${table.dataset.more}` }));
  list.hidden = hits.length === 0;
  table.parentElement.hidden = wanted.length > 0;
  return wanted.length === 0 ? 1 : hits.length;
}

// Two of the articles that stand in a row, face to face: what both tell, what one tells alone, and from each sentence to its like.
function makePairs(row) {
  const columns = [...row.querySelectorAll(".column")];
  const statements = columns.map((column) => new Set([...column.querySelectorAll("[data-s]")].map((part) => part.dataset.s)));
  const asked = new URLSearchParams(location.search);
  const target = /^#c(\d+)/.exec(location.hash);
  const first = Number(asked.get("a") ?? target?.[1] ?? 1);
  const chosen = [first, Number(asked.get("b") ?? (first === 1 ? 2 : 1))];
  const selects = [row.dataset.left, row.dataset.right].map((name, side) => {
    const select = make("select", {}, ...columns.map((column, at) => make("option", { value: at + 1, textContent: column.dataset.label })));
    select.addEventListener("change", () => {
      const before = chosen[side];
      chosen[side] = Number(select.value);
      if (chosen[0] === chosen[1]) chosen[1 - side] = before;
      show();
    });
    return [select, make("label", {}, name, select)];
  });
  row.before(make("div", { className: "choose" }, ...selects.map(([, label]) => label)));
  document.body.classList.add("paired");
  row.classList.add("pair");

  const parts = (at, number) => columns[at - 1].querySelectorAll(`[data-s="${number}"]`);

  function show() {
    selects.forEach(([select], side) => (select.value = chosen[side]));
    columns.forEach((column, at) => {
      const side = chosen.indexOf(at + 1);
      column.hidden = side < 0;
      column.style.order = side;
      const other = statements[chosen[1 - side] - 1];
      if (side < 0 || !other) return;
      for (const part of column.querySelectorAll("[data-s]")) {
        const both = other.has(part.dataset.s);
        part.classList.toggle("both", both);
        if (part.matches("a")) part.hidden = !both;
      }
    });
  }

  function light(number, side, go) {
    for (const part of row.querySelectorAll(".lit")) part.classList.remove("lit");
    if (!number) return;
    for (const at of chosen) for (const part of parts(at, number)) part.classList.add("lit");
    const goal = go && parts(chosen[1 - side], number)[0];
    if (goal) goal.scrollIntoView({ block: "center" });
  }

  const sideOf = (node) => chosen.indexOf(columns.indexOf(node.closest(".column")) + 1);
  row.addEventListener("mouseover", (event) => light(event.target.closest("[data-s]")?.dataset.s, 0, false));
  row.addEventListener("focusin", (event) => light(event.target.closest("[data-s]")?.dataset.s, 0, false));
  row.addEventListener("click", (event) => {
    const link = event.target.closest("a.ref");
    if (!link) return;
    event.preventDefault();
    const side = sideOf(link);
    light(link.dataset.s, side, true);
    columns[chosen[1 - side] - 1].querySelector(`a.ref[data-s="${link.dataset.s}"]`)?.focus({ preventScroll: true });
    light(link.dataset.s, side, false);
  });
  show();
  const fact = /-s(\d+)$/.exec(location.hash);
  if (fact) {
    light(fact[1], 1, true);
    light(fact[1], 0, true);
  }
}

// A link to a passage or difference opens what hides it.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let hidden = false;
  for (let box = target && target.closest("details"); box; box = box.parentElement.closest("details")) {
    hidden ||= !box.open;
    box.open = true;
  }
  if (hidden) target.scrollIntoView();
}

for (const table of document.querySelectorAll("table.sortable")) {
  if (table.dataset.filter) makeFilter(table);
  makeSortable(table);
}
for (const row of document.querySelectorAll(".columns")) makePairs(row);
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => document.querySelectorAll("details.further").forEach((box) => (box.open = true)));
reveal();

"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const { states, behind, duties, views } = JSON.parse($("#du-lieu").textContent);
  const [title, note, form, shown, scroll, table] = ["h2", "main .small", "form", "output", ".scroll", "table"].map($);
  const body = table.tBodies[0], contents = Object.fromEntries(views["theo-nhiem-vu"][3]);
  const MOST = 500; // rows that are drawn: more would keep the reader waiting
  let [heads, rows, texts] = [[], [], []];

  // Everything is put in as text: no word of the data can become a tag.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/\s+/g, " ").trim();
  const count = (number) => number.toLocaleString("vi");
  const words = (cell) => (typeof cell === "number" ? count(cell) : cell.t ?? cell);

  function draw(cell, at) {
    const column = behind.indexOf(heads[at]);
    const address = column < 0 ? cell.a : `#${duties}/${column}/${encodeURIComponent(cell)}`;
    const inside = address ? make("a", { href: address, rel: "noreferrer" }, words(cell)) : words(cell);
    const look = "s" in Object(cell) ? `s${cell.s}` : typeof cell === "number" ? "number" : column < 0 ? "" : "name";
    return make(at ? "td" : "th", { class: look, scope: at ? "" : "row", "data-head": heads[at], title: states[cell.s] ?? "" }, inside);
  }

  // Searching without diacritics, and by state: its cells, or what is counted in its column.
  function isIn(row, state) {
    const found = row.filter((cell) => "s" in Object(cell)), counted = heads.indexOf(states[state]);
    return state === "" || (found.length ? found.some((cell) => String(cell.s) === state) : row[counted] !== "");
  }
  function filter() {
    const asked = fold(form.q.value), state = form.s.value;
    const kept = rows.filter((row, at) => texts[at].includes(asked) && isIn(row, state));
    body.replaceChildren(...kept.slice(0, MOST).map((row) => make("tr", {}, ...row.map(draw))));
    const drawn = kept.length > MOST ? `; hiện ${MOST} dòng đầu` : "";
    shown.textContent = `${kept.length < rows.length ? `${count(kept.length)} trong ` : ""}${count(rows.length)} dòng${drawn}`;
    table.className = table.dataset.look + (table.dataset.look === "duties" && state ? ` only${state}` : "");
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

  // Which table: «#qua-han», or the duties behind an agency or a task: «#tung-luot/0/Sở Y tế».
  function show() {
    const [id, column, ...value] = location.hash.slice(1).split("/").map(decodeURIComponent);
    const chosen = id in views ? id : Object.keys(views)[0], wanted = value.join("/");
    for (const each of $("nav").children) each.ariaCurrent = each.hash === `#${chosen}` ? "page" : null;
    [title.textContent, note.textContent, heads, rows] = views[chosen];
    if (column) {
      rows = rows.filter((row) => String(row[column]) === wanted);
      title.textContent += `: ${wanted}${contents[wanted] ? `. ${contents[wanted]}` : ""}`;
    }
    texts = rows.map((row) => fold(row.map(words).join(" ")));
    table.dataset.look = chosen === "ma-tran" ? "duties" : "board";
    table.tHead.replaceChildren(make("tr", {}, ...heads.map((head) => make("th", { scope: "col", title: contents[head] ?? "" }, head))));
    scroll.scrollTo(0, 0);
    form.reset();
    filter();
  }
  $("nav").append(...Object.entries(views).map(([id, [name]]) => make("a", { href: `#${id}` }, name)));
  form.s.append(...states.map((name, at) => make("option", { value: at }, name)));
  addEventListener("hashchange", () => { if (location.hash !== "#bang") { show(); title.focus(); } });
  show();
})();

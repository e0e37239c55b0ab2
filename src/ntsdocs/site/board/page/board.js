"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const data = JSON.parse($("#du-lieu").textContent);
  const [title, note, form, shown, scroll, table, rest] = ["h2", "main .small", "form", "output", ".scroll", "table", ".rest"].map($);
  const [AGENCY, TASK, MONTH] = ["Cơ quan", "Nhiệm vụ", "Tháng"];
  const BEHIND = { [AGENCY]: 0, [TASK]: 1, [MONTH]: 4 }; // the column of «Từng lượt» that tells it
  const batch = 100;
  let [heads, rows, kept] = [[], [], []];

  // Everything is put in as text: no word of the data can become a tag.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/\s+/g, " ").trim();
  const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");

  // The words of a cell, and how it is shown.
  function words(head, cell) {
    if (head === AGENCY) return data.agencies[cell][0];
    if (head === TASK) return `${cell}. ${data.tasks[cell]}`;
    if (head === MONTH) return cell ? `Tháng ${cell}` : "Không có ngày";
    if (Array.isArray(cell)) return cell.join(", ");
    return typeof cell === "number" ? count(cell) : cell.t ?? cell.m ?? data.states[cell.s]?.[0] ?? cell;
  }
  const behind = (head, cell, text) => make("a", { href: `#tung-luot/${BEHIND[head]}/${cell}`, title: data.tasks[cell] ?? "" }, text);
  const other = (cell) => form.s.value !== "" && String(cell.s) !== form.s.value;
  function draw(head, cell, at) {
    const text = words(head, cell);
    let [look, inside] = [typeof cell === "number" ? "number" : "", [text]];
    if (head in BEHIND) [look, inside] = ["name", [behind(head, cell, text)]];
    else if (Array.isArray(cell)) inside = cell.flatMap((each) => [behind(TASK, each, String(each)), " "]);
    else if (cell.a) inside = [make("a", { href: cell.a, rel: "noreferrer" }, text)];
    else if (cell.m) [look, inside] = other(cell) ? ["", []] : [`s${cell.s}`, [text]];
    else if ("s" in Object(cell)) inside = [make("span", { class: `badge s${cell.s}` }, `${data.states[cell.s][1]} ${text}`)];
    return make(at ? "td" : "th", { class: look, scope: at ? "" : "row", "data-head": head, title: cell.m ? data.states[cell.s][0] : "" }, ...inside);
  }

  // A list of thousands, or the matrix, is drawn as far as the reader comes; on paper it is whole.
  function grow(by = batch) {
    const body = table.tBodies[0], from = body.children.length;
    body.append(...kept.slice(from, from + by).map((row) => make("tr", {}, ...row.map((cell, at) => draw(heads[at], cell, at)))));
    rest.hidden = body.children.length === kept.length;
    rest.firstChild.textContent = `Hiện thêm; còn ${count(kept.length - body.children.length)} dòng`;
  }
  rest.firstChild.addEventListener("click", () => grow());
  new IntersectionObserver((entries) => { if (entries.some((each) => each.isIntersecting)) grow(); }).observe(rest);
  addEventListener("beforeprint", () => grow(kept.length));

  // Searching without diacritics, in full names too, and by state.
  function inState(row) {
    const states = row.filter((cell) => "s" in Object(cell)), at = heads.indexOf(data.states[form.s.value]?.[0]);
    return states.length ? !states.every(other) : at < 0 || row[at] > 0;
  }
  const texts = new Map();
  function text(row) {
    const full = () => [...row.map((cell, at) => (cell.m ? "" : words(heads[at], cell))), data.agencies[row[0]]?.[1]].join(" ");
    return texts.get(row) ?? texts.set(row, fold(full())).get(row);
  }
  function filter() {
    const asked = fold(form.q.value);
    kept = rows.filter((row) => inState(row) && (!asked || text(row).includes(asked)));
    shown.textContent = `${kept.length < rows.length ? `${count(kept.length)} trong ` : ""}${count(rows.length)} dòng`;
    table.tBodies[0].replaceChildren();
    grow();
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

  // Which table: «#qua-han», or the duties behind an agency, a task or a month: «#tung-luot/0/so-y-te».
  function show() {
    const [id, column, ...value] = decodeURIComponent(location.hash.slice(1)).split("/");
    const chosen = id in data.views ? id : Object.keys(data.views)[0];
    for (const each of $("nav").children) each.ariaCurrent = each.hash === `#${chosen}` ? "page" : null;
    [title.textContent, note.textContent, heads, rows] = data.views[chosen];
    if (column) {
      const wanted = value.join("/"), head = Object.keys(BEHIND).find((each) => String(BEHIND[each]) === column);
      rows = rows.filter((row) => String(row[column]) === wanted || String(row[column]).endsWith(`/${wanted}`));
      title.textContent += `: ${words(head, wanted)}`;
    }
    const isMatrix = chosen === "ma-tran";
    table.className = isMatrix ? "duties" : "board";
    table.tHead.replaceChildren(make("tr", {}, ...heads.map((head) => make("th", { scope: "col", title: (isMatrix && data.tasks[head]) || "" }, head))));
    scroll.scrollTo(0, 0);
    form.reset();
    filter();
  }
  $("nav").append(...Object.entries(data.views).map(([id, [name]]) => make("a", { href: `#${id}` }, name)));
  form.s.append(...data.states.map(([name], at) => make("option", { value: at }, name)));
  addEventListener("hashchange", () => { if (location.hash !== "#bang") { show(); title.focus(); } });
  show();
})();

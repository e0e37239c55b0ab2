"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const data = JSON.parse($("#du-lieu").textContent);
  const [title, note, form, shown, scroll, table, rest] = ["h2", "main .small", "form", "output", ".scroll", "table", ".rest"].map($);
  const [AGENCY, TASK, MONTH] = ["Cơ quan", "Nhiệm vụ", "Tháng"];
  const BEHIND = { [AGENCY]: "0", [TASK]: "1", [MONTH]: "4" }; // the column of «Từng lượt» that has the same
  const batch = 100;
  let heads = [], rows = [], kept = [];

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
    return typeof cell === "object" ? cell.t ?? cell.m ?? data.states[cell.s][0] : typeof cell === "number" ? count(cell) : cell;
  }
  const behind = (head, cell) => make("a", { href: `#tung-luot/${BEHIND[head]}/${cell}` }, words(head, cell));
  function draw(head, cell, at) {
    const attributes = { "data-head": head, class: typeof cell === "number" && head !== TASK ? "number" : "" };
    const tag = at ? "td" : "th";
    if (!at) attributes.scope = "row";
    if (head in BEHIND) return make(tag, { ...attributes, class: "name" }, behind(head, cell));
    if (Array.isArray(cell)) return make(tag, attributes, ...cell.flatMap((each) => [make("a", { href: `#tung-luot/1/${each}`, title: data.tasks[each] }, String(each)), " "]));
    if (cell.a) return make(tag, attributes, make("a", { href: cell.a, rel: "noreferrer" }, cell.t));
    if (!("s" in Object(cell))) return make(tag, attributes, words(head, cell));
    const [state, sign] = data.states[cell.s];
    if (cell.m) return make(tag, { class: other(cell) ? "" : `s${cell.s}`, title: state }, other(cell) ? "" : cell.m);
    return make(tag, attributes, make("span", { class: `badge s${cell.s}` }, make("b", {}, sign), ` ${state}`));
  }

  // A list of thousands, or the matrix, is drawn as far as the reader comes; on paper it is whole.
  function grow(by = batch) {
    const body = table.tBodies[0], from = body.children.length;
    body.append(...kept.slice(from, from + by).map((row) => make("tr", {}, ...heads.map((head, at) => draw(head, row[at] ?? "", at)))));
    const left = kept.length - body.children.length;
    rest.hidden = !left;
    rest.firstChild.textContent = `Hiện thêm; còn ${count(left)} dòng`;
  }
  rest.firstChild.addEventListener("click", () => grow());
  new IntersectionObserver((entries) => { if (entries.some((each) => each.isIntersecting)) grow(); }, { rootMargin: "500px" }).observe(rest);
  scroll.addEventListener("scroll", () => { if (scroll.scrollTop + 2 * scroll.clientHeight > scroll.scrollHeight) grow(); });
  addEventListener("beforeprint", () => grow(kept.length));

  // --- searching without diacritics, and by state ---

  const other = (cell) => form.s.value !== "" && String(cell.s) !== form.s.value;
  function inState(row) {
    if (form.s.value === "") return true;
    const state = data.states[form.s.value][0], at = heads.indexOf(state);
    const cells = row.filter((cell) => "s" in Object(cell));
    if (cells.length) return cells.some((cell) => !other(cell));
    return at < 0 || row[at] > 0;
  }
  const texts = new Map();
  function text(row) {
    if (!texts.has(row)) texts.set(row, fold(row.map((cell, at) => (cell.m ? "" : words(heads[at], cell))).join(" ") + ` ${data.agencies[row[0]]?.[1] ?? ""}`));
    return texts.get(row);
  }
  function filter() {
    const asked = fold(form.q.value);
    kept = rows.filter((row) => inState(row) && (!asked || text(row).includes(asked)));
    shown.textContent = kept.length < rows.length ? `${count(kept.length)} trong ${count(rows.length)} dòng` : `${count(rows.length)} dòng`;
    table.tBodies[0].replaceChildren();
    grow();
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

  // --- which table: «#qua-han», or the duties behind one agency, task or month: «#tung-luot/0/so-y-te» ---

  function show() {
    const [id, column, ...value] = decodeURIComponent(location.hash.slice(1)).split("/");
    const links = [...document.querySelectorAll("nav a")];
    const link = links.find((each) => each.hash === `#${id}`) ?? links[0];
    for (const each of links) each.ariaCurrent = each === link ? "page" : null;
    [heads, rows] = data.views[link.hash.slice(1)];
    title.textContent = link.firstChild.textContent;
    note.textContent = link.dataset.note;
    if (column) {
      const wanted = value.join("/"), head = Object.keys(BEHIND).find((each) => BEHIND[each] === column);
      rows = rows.filter((row) => { const cell = String(row[column] ?? ""); return cell === wanted || cell.endsWith(`/${wanted}`); });
      title.textContent += `: ${words(head, wanted)}`;
    }
    const isMatrix = link.hash === "#ma-tran";
    table.className = isMatrix ? "duties" : "board";
    table.tHead.replaceChildren(make("tr", {}, ...heads.map((head) => make("th", { scope: "col", title: (isMatrix && data.tasks[head]) || "" }, head))));
    scroll.scrollTo(0, 0);
    filter();
  }
  addEventListener("hashchange", () => { if (location.hash !== "#bang") { form.reset(); show(); title.focus(); } });
  show();
})();

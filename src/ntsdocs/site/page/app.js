"use strict";
(() => {
  const data = JSON.parse(document.getElementById("du-lieu").textContent);
  const documents = data.documents;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const main = $("main");
  const form = $(".filters");
  const byKey = new Map(documents.map((each, at) => [each.key, at]));
  const tabs = $$("nav [data-view]").map((tab) => tab.dataset.view);
  const heading = document.title;
  const context = 2;
  const batch = 200;
  const mostCauses = 8;
  let current = "";
  let lastList = "#van-ban";
  let openAt = -1;

  document.documentElement.classList.add("js");

  // Everything is put in as text: no word of a document can become a tag.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  const address = (key) => "#" + encodeURIComponent(key).replaceAll("%2F", "/");
  const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const link = (at, name) => make("a", { href: address(documents[at].key), class: name }, make("bdi", {}, documents[at].title));
  const badge = ({ state }) => make("span", { class: "badge " + state.toLowerCase() }, data.states[state]);
  // A link to an entry of a list, with the words of its heading.
  const entry = (list, number, ...before) => make("li", {}, make("a", { href: `#${list}-${number}` }, ...before,
    ...$(`#${list}-${number} h3`).cloneNode(true).childNodes));
  const toggle = (words, element, name) => {
    const button = make("button", { type: "button", "aria-pressed": "false" }, words);
    button.addEventListener("click", () => button.setAttribute("aria-pressed", String(element.classList.toggle(name))));
    return button;
  };

  // Rows some at a time, as the reader comes to the end: a list of thousands must not wait until all are drawn.
  function growing(view, draw, noun) {
    const [body, rest] = [$("tbody", view), $(".rest", view)];
    const rows = new Map();
    const list = {
      items: [],
      show(items) {
        list.items = items;
        body.replaceChildren();
        list.grow();
      },
      grow(by = batch) {
        for (const item of list.items.slice(body.children.length, body.children.length + by)) {
          if (!rows.has(item)) rows.set(item, draw(item));
          body.append(rows.get(item));
        }
        const left = list.items.length - body.children.length;
        rest.hidden = !left;
        $("button", rest).textContent = `Hiện thêm; còn ${count(left)} ${noun}`;
      },
      row(place) {
        if (place >= body.children.length) list.grow(place - body.children.length + batch);
        return body.children[place];
      },
    };
    $("button", rest).addEventListener("click", () => list.grow());
    new IntersectionObserver((entries) => { if (entries.some((each) => each.isIntersecting)) list.grow(); }, { rootMargin: "600px" }).observe(rest);
    addEventListener("beforeprint", () => list.grow(list.items.length));
    return list;
  }

  // --- searching: without diacritics, or by those that were typed ---

  const collapsed = (text) => text.replace(/[\s«»"“”()[\],;:]+/g, " ").trim();
  const fold = (text) => collapsed(text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d"));
  // Each word with its tone before its letters, so that «hòa» is «hoà», and the beginning of a word that of its key.
  const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const toneFirst = (word) => (word.match(tones)?.join("") ?? "-") + word.replace(tones, "");
  const syllables = (text) => collapsed(text.normalize("NFD").toLowerCase()).split(" ");
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  // What the key of a text must match: a word with diacritics has just these, one without them may have any.
  function pattern(query) {
    const words = syllables(query);
    if (words.every((word) => word === fold(word))) return null;
    return new RegExp(" " + words.map((word) => (word === fold(word)
      ? "[-\\p{M}]+" + [...word].map((sign) => (sign === "d" ? "[dđ]" : literal(sign)) + "\\p{M}*").join("")
      : literal(toneFirst(word)) + "(?!\\p{M})")).join(" "), "u");
  }
  // Whether a text has words: by its folded key first, which is fast, then by its diacritics if some were typed.
  function holds(query) {
    const [bare, exact] = [" " + fold(query), pattern(query)];
    return (text) => text.folded.includes(bare) && (!exact || exact.test(text.marked ??= " " + syllables(text.words).map(toneFirst).join(" ")));
  }
  const text = (words) => ({ words, folded: " " + fold(words) });
  const bothTexts = (holder) => ["del", "ins"].map((gone) => {
    const copy = holder.cloneNode(true);
    $$(gone, copy).forEach((each) => each.remove());
    return copy.textContent;
  }).join(" ");
  const titles = documents.map((each) => text(each.title));
  const names = documents.map((each) => text(`${each.title} ${data.kinds[each.kind]} ${each.key}`));
  let keys = null; // of clusters and causes, made at the first search
  function finder(words) {
    keys ??= [["clusters", ".cluster", ".hunks"], ["causes", ".reason", "h3, .place"]].map(([field, articles, parts]) => [
      field, $$(articles).map((each) => [Number($("details", each).dataset.number), text($$(parts, each).map(bothTexts).join(" "))])]);
    const matches = words.map(holds).map((has) => ({
      has, lists: keys.map(([field, texts]) => [field, new Set(texts.filter(([, text]) => has(text)).map(([number]) => number))]),
    }));
    return (at) => matches.every(({ has, lists }) => has(names[at])
      || lists.some(([field, numbers]) => documents[at][field].some((number) => numbers.has(number))));
  }

  // --- the list and its filters ---

  const boxes = $$("[type=checkbox]", form);
  const fields = $$("select, input:not([type=checkbox])", form);
  const field = (name) => form.elements.namedItem(name);
  // The document whose redline stands for those of all that have the same changes.
  const redlines = new Map();
  for (const each of documents) {
    if (each.redline && !redlines.has(each.alike)) redlines.set(each.alike, each);
  }
  const sameChanges = (each) => (each.redline || !each.clusters.length ? undefined : redlines.get(each.alike));
  const surely = (each, cause) => each.causes.indexOf(cause) < each.sure;

  const list = growing($("#v-van-ban"), (at) => {
    const each = documents[at];
    const like = sameChanges(each);
    const word = each.new ? [each.new, "Word"] : [each.old, "Word cũ"];
    const files = [word, [each.redline, "Có vết sửa"], [like?.redline, "Có vết sửa (chung)", `Bản có vết sửa của ${like?.title}, cùng những thay đổi`]]
      .filter(([href]) => href).map(([href, words, title]) => make("a", { href, title }, words));
    const causes = each.causes.slice(0, 2).map((number) => {
      const title = $(`#nguyen-nhan-${number} h3 bdi`).textContent;
      return make("a", { href: `#nguyen-nhan-${number}`, title }, surely(each, number) ? "" : "Có thể: ", make("bdi", {}, title));
    });
    if (each.causes.length > 2) causes.push(make("span", { class: "more" }, `và ${each.causes.length - 2} nguyên nhân khác`));
    return make("tr", {},
      make("td", {}, badge(each)),
      make("th", { scope: "row" }, link(at, "open")),
      make("td", {}, data.kinds[each.kind]),
      make("td", { class: "nums" }, ...each.clusters.flatMap((number) => [make("a", { href: `#cum-${number}`, title: `Cụm ${number}` }, String(number)), " "])),
      make("td", { class: "why" }, ...causes),
      make("td", { class: "files" }, ...files));
  }, "văn bản");
  list.items = [...documents.keys()];

  function filter() {
    const states = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const [query, agency] = [collapsed(field("tim").value), fold(field("co-quan").value)];
    const chosen = fields.filter((each) => each.dataset.of && each.value);
    let fitting = [...documents.keys()].filter((at) => states.has(documents[at].state) && titles[at].folded.includes(agency)
      && chosen.every(({ dataset, value }) => [documents[at][dataset.of]].flat().map(String).includes(value)));
    let note = "";
    if (query) {
      const among = (words) => {
        const [fits, named] = [finder(words), words.map(holds)];
        const matches = fitting.filter(fits);
        const own = new Set(matches.filter((at) => named.every((has) => has(titles[at]))));
        return [...own, ...matches.filter((at) => !own.has(at))]; // whose agency is called so comes first
      };
      const whole = among([query]);
      fitting = whole.length || !query.includes(" ") ? whole : among(query.split(" "));
      if (!whole.length && fitting.length) note = " (không có nguyên cụm từ đã gõ; đây là những văn bản có đủ các từ)";
    }
    list.show(fitting);
    $(".none").hidden = fitting.length > 0;
    $(".list").hidden = fitting.length === 0;
    $(".shown").textContent = fitting.length === documents.length ? `${count(documents.length)} văn bản`
      : `${count(fitting.length)} trong ${count(documents.length)} văn bản${note}`;
    const parameters = new URLSearchParams(fields.filter((each) => each.value).map((each) => [each.name, each.value]));
    if (states.size < boxes.length) parameters.set("trang-thai", [...states].join(".").toLowerCase());
    lastList = "#van-ban" + (parameters.size ? "?" + parameters : "");
  }
  function fill(parameters) {
    for (const each of fields) each.value = parameters.get(each.name) ?? "";
    const states = parameters.get("trang-thai")?.toUpperCase().split(".");
    for (const box of boxes) box.checked = !states || states.includes(box.value);
  }
  function changed() {
    filter();
    history.replaceState(null, "", lastList);
  }
  function clear(event) {
    event.preventDefault();
    fill(new URLSearchParams());
    changed();
    field("tim").focus();
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", clear);
  $(".none .reset").addEventListener("click", clear);

  // --- documents of a cluster, a cause, a finding ---

  const members = ({ of, number }) => [...documents.keys()].filter((at) => documents[at][of].includes(Number(number)));
  function listMembers(details) {
    const { of, number } = details.dataset;
    const doubt = (at) => (of === "causes" && !surely(documents[at], Number(number)) ? " (có thể)" : "");
    if (!$("ul", details)) details.append(make("ul", {}, ...members(details.dataset).map((at) => make("li", {}, link(at), doubt(at)))));
  }
  document.addEventListener("toggle", ({ target }) => { if (target.matches("details.docs[open]")) listMembers(target); }, true);

  // --- texts, loaded when a document is opened ---

  const lines = new Map();
  const steps = new Map();
  const loading = new Map();
  window.ntsdocs = {
    texts(script) {
      for (const [number, ...line] of script.lines) lines.set(number, line);
      for (const [at, each] of Object.entries(script.documents)) steps.set(Number(at), each);
    },
  };
  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = make("script", { src: `data/${name}.js` });
        script.addEventListener("load", done);
        script.addEventListener("error", () => { loading.delete(name); failed(new Error(name)); });
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  // --- old and new side by side ---

  const asRuns = (text) => (typeof text === "string" ? (text ? [["=", text]] : []) : text);
  const holders = { "-": "del", "+": "ins" };

  // The outline's marks: two stars for bold, two strokes for italic, brackets around a content control; with a stroke back
  // before it one of them is text.
  function side(runs, other) {
    const words = document.createDocumentFragment();
    let [bold, italic] = [false, false];
    for (const [sign, text] of runs) {
      if (sign === other) continue;
      if (sign === "…") { words.append(make("span", { class: "cut" }, text)); continue; }
      const holder = holders[sign] ? words.appendChild(make(holders[sign])) : words;
      for (const token of text.split(/(\\(?:\*\*|\/\/|[⟦⟧])|\*\*|\/\/|⟦[^⟧]*⟧)/)) {
        if (token === "**") bold = !bold;
        else if (token === "//") italic = !italic;
        else if (token && !token.startsWith("⟦")) {
          const plain = /^\\(?:\*\*|\/\/|[⟦⟧])$/.test(token) ? token.slice(1) : token;
          const slanted = italic ? make("i", {}, plain) : plain;
          holder.append(bold ? make("b", {}, slanted) : slanted);
          continue;
        }
        if (token) holder.append(make("span", { class: "mark" }, token));
      }
    }
    return words;
  }
  function cell([form, words], other) {
    const runs = asRuns(form);
    const centred = runs.some(([sign, text]) => sign !== other && /(^|, )giữa(,|$)/.test(text));
    const inTable = /^\s*ô\b/.test(runs[0]?.[1] ?? "");
    const element = make("td", { class: [centred && "centred", inTable && "in-table"].filter(Boolean).join(" ") });
    if (runs.length) element.append(make("span", { class: "form" }, side(runs, other)));
    if (words.length) element.append(make("span", { class: "words", dir: "auto" }, side(asRuns(words), other)));
    return element;
  }
  const classes = { "=": "same", "-": "lost", "+": "won", "~": "changed" };

  // A line in two cells: what the old text has of it and what the new one; in one where there is one text only.
  function lineOf(step, single) {
    const [sign, number] = typeof step === "number" ? ["=", step] : step;
    const line = lines.get(number) ?? ["", "(thiếu dòng này trong dữ liệu)"];
    const formOnly = sign === "~" && typeof line[0] !== "string" && typeof line[1] === "string";
    const row = make("tr", { class: single ? "single" : classes[sign] + (formOnly ? " form-changed" : "") },
      ...(single ? [cell(line)] : ["+", "-"].map((other) => (sign === other ? make("td", { class: "empty" }) : cell(line, other)))));
    if (!line[1].length) row.classList.add("bare");
    return row;
  }

  // Long runs of equal lines, but for those next to a change, stand behind a button.
  function foldEqual(rows) {
    let start = 0;
    while (start < rows.length) {
      let end = start;
      while (end < rows.length && rows[end].matches(".same")) end += 1;
      const worded = rows.slice(start, end).filter((row) => !row.matches(".bare"));
      const hidden = worded.slice(start === 0 ? 0 : context, end === rows.length ? worded.length : worded.length - context);
      if (hidden.length > 3) {
        const folded = rows.slice(rows.indexOf(hidden[0]), rows.indexOf(hidden.at(-1)) + 1);
        const fold = (hide) => folded.forEach((row) => row.classList.toggle("folded", hide));
        const button = make("button", { type: "button" }, "Hiện");
        const holder = make("tr", { class: "unfold" }, make("td", { colspan: 2 }, `${count(hidden.length)} dòng giống nhau `, button));
        button.addEventListener("click", () => { fold(false); holder.remove(); });
        fold(true);
        folded[0].before(holder);
      }
      start = Math.max(end, start + 1);
    }
  }

  function sides(at) {
    const titles = { NEW: ["Văn bản mới"], GONE: ["Văn bản không còn"], SAME: ["Văn bản, giữ nguyên"], CHANGED: ["Bản cũ", "Bản mới"] }[documents[at].state];
    const single = titles.length === 1;
    const texts = make("tbody", {}, ...(steps.get(at) ?? []).map((step) => lineOf(step, single)));
    if (!single) foldEqual([...texts.children]);
    const table = make("table", { class: single ? "sides one" : "sides" },
      make("caption", { class: "quiet" }, "Hai bản cạnh nhau, từng dòng"),
      make("thead", {}, make("tr", {}, ...titles.map((title) => make("th", { scope: "col" }, title)))), texts);
    const forms = toggle("Hiện phần trình bày", table, "with-form");
    forms.className = "forms";
    forms.title = "t";
    return [make("p", { class: "tools" }, ...(single ? [] : [toggle("Toàn văn", table, "whole"), " "]), forms), table];
  }

  // --- one document ---

  function causesOf(each) {
    const items = each.causes.map((number) => entry("nguyen-nhan", number, ...(surely(each, number) ? [] : [make("span", { class: "kind" }, "Có thể"), " "])));
    const [first, more] = [items.slice(0, mostCauses), items.slice(mostCauses)].map((some) => make("ul", { class: "causes" }, ...some));
    return more.children.length ? [first, make("details", {}, make("summary", {}, `và ${count(more.children.length)} nguyên nhân khác`), more)] : [first];
  }
  function changeOf(each, number) {
    const cluster = $(`#cum-${number}`);
    const others = members($("details", cluster).dataset).length - 1;
    const due = $(".due", cluster).cloneNode(true);
    const hunks = $(".hunks", cluster).cloneNode(true);
    for (const hunk of $$("[data-alike]", hunks)) {
      if (!hunk.dataset.alike.split(" ").includes(String(each.alike))) hunk.remove();
    }
    const same = "parted" in cluster.dataset ? "cùng nguyên nhân với" : "varies" in cluster.dataset ? "giống nhau ở" : "giống hệt ở";
    due.hidden = false;
    return make("section", { class: "part" },
      make("h4", {}, make("a", { href: `#cum-${number}` }, `Cụm ${number}`), make("span", { class: "small" },
        others ? ` ${same} ${count(others)} văn bản khác` : " chỉ ở văn bản này"), due),
      hunks);
  }
  function open(at) {
    const each = documents[at];
    const place = list.items.indexOf(at);
    const step = (by, words, title) => (list.items[place + by] === undefined || place < 0 ? ""
      : make("a", { href: address(documents[list.items[place + by]].key), title, rel: by > 0 ? "next" : "prev" }, words));
    const files = [["new", "Tệp Word mới"], ["old", "Tệp Word cũ"], ["redline", "Bản có vết sửa"]]
      .filter(([name]) => each[name]).map(([name, words]) => make("a", { href: each[name] }, words));
    const like = sameChanges(each);
    if (like) files.push(make("a", { href: like.redline }, "Bản có vết sửa của ", make("bdi", {}, like.title), ", cùng những thay đổi"));
    const part = (title, ...content) => (content.length ? [make("h3", {}, title), ...content] : []);
    const texts = make("div", { class: "texts", "aria-busy": String(each.text) });
    const pages = each.pages.map((src, page) => make("li", {}, make("a", { href: src }, make("img", { src, loading: "lazy", alt: `Trang ${page + 1} của bản mới` }))));
    $("#v-mot").replaceChildren(
      make("nav", { class: "steps", "aria-label": "Văn bản khác" }, make("a", { href: lastList, title: "Esc" }, "← Danh sách"), " ", step(-1, "Văn bản trước", "p"), " ", step(1, "Văn bản sau", "n")),
      make("h2", { id: "t-mot", tabindex: "-1" }, make("bdi", {}, each.title), " ", badge(each)),
      make("p", { class: "lead" }, data.kinds[each.kind], " · ", make("bdi", { class: "path" }, each.key)),
      make("p", { class: "files" }, ...(files.length ? files : ["Không có tệp Word nào trong thư mục kết quả."])),
      ...part("Nguyên nhân", ...(each.causes.length ? causesOf(each) : [])),
      ...part("Thay đổi", ...each.clusters.map((number) => changeOf(each, number))),
      ...part("Soát thể thức", ...(each.faults.length ? [make("ul", { class: "causes" }, ...each.faults.map((number) => entry("the-thuc", number)))] : [])),
      ...part(each.state === "CHANGED" ? "Hai bản cạnh nhau" : "Toàn văn", texts),
      ...part("Hình các trang", pages.length ? make("ul", { class: "pages" }, ...pages) : make("p", { class: "small" }, data.noPages)));
    if (!each.text) texts.append(make("p", { class: "small" }, "Trang này không kèm chữ của văn bản; mở tệp Word để đọc."));
    else {
      Promise.all([load("lines"), load(String(Math.floor(at / data.perFile)))]).then(
        () => { if (openAt === at) texts.replaceChildren(...sides(at)); },
        () => texts.replaceChildren(make("p", { class: "note" }, "Không đọc được chữ của văn bản: thiếu tệp trong thư mục data/ cạnh trang này.")),
      ).finally(() => texts.setAttribute("aria-busy", "false"));
    }
    document.title = `${each.title} (${data.states[each.state]})`;
    $("#t-mot").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // --- tasks and agencies ---

  const numbers = Object.keys(data.tasks);
  const matrix = $(".matrix") && growing($("#v-bao-phu"), ([roles, places]) => {
    const name = places.length === 1 ? link(places[0])
      : make("details", {}, make("summary", {}, `${count(places.length)} cơ quan: ${documents[places[0]].title}…`), make("ul", {}, ...places.map((at) => make("li", {}, link(at)))));
    return make("tr", {}, make("th", { scope: "row" }, name), ...[...roles].map((role, column) => (role === "." ? make("td")
      : make("td", { class: "role " + role, title: `Nhiệm vụ ${numbers[column]}` }, role))));
  }, "hàng");

  // --- which part of the page is shown ---

  function show(name) {
    for (const view of $$(".view")) view.hidden = view.id !== "v-" + name;
    for (const tab of $$("nav [data-view]")) {
      if (tab.dataset.view === (name === "mot" ? "van-ban" : name)) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    if (name !== "mot") { openAt = -1; document.title = heading; }
    current = name;
  }
  function decodedHash() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return location.hash.slice(1); }
  }
  function route() {
    const hash = decodedHash();
    if (hash === "noi-dung") { main.focus(); return; }
    if (byKey.has(hash)) {
      show("mot");
      openAt = byKey.get(hash);
      open(openAt);
      return;
    }
    const [name, number] = hash.match(/^(cum|nguyen-nhan|the-thuc)-(\d+)$/)?.slice(1) ?? [hash.split("?")[0]];
    const from = openAt;
    show(tabs.includes(name) ? name : "van-ban");
    if (current === "bao-phu") matrix?.show(data.duties);
    if (current === "van-ban") {
      fill(new URLSearchParams(location.hash.split("?").slice(1).join("?")));
      filter();
      if (hash && !tabs.includes(name)) $(".shown").textContent = `Không có văn bản «${hash}» trong trang này; dưới đây là cả danh sách.`;
      if (list.items.includes(from)) { $("a.open", list.row(list.items.indexOf(from))).focus(); return; }
    }
    const target = number && document.getElementById(`${name}-${number}`);
    if (target) { target.focus({ preventScroll: true }); target.scrollIntoView({ block: "start" }); }
    else scrollTo(0, 0);
  }
  addEventListener("hashchange", route);
  addEventListener("beforeprint", () => $$("details.docs[open]").forEach(listMembers));

  // --- keyboard ---

  // What the keys j and k go through in this part of the page.
  function stops() {
    if (current === "van-ban") {
      if ($(".list tbody tr:last-child a.open") === document.activeElement) list.grow();
      return $$(".list a.open");
    }
    if (current !== "mot") return $$(".view:not([hidden]) article");
    return $$(".sides tr:is(.lost, .won, .changed)").filter((row) => !row.previousElementSibling?.matches(".lost, .won, .changed"));
  }
  function move(by) {
    const all = stops();
    if (!all.length) return;
    const focused = all.findIndex((each) => each.contains(document.activeElement));
    const next = all[Math.min(Math.max(focused + (focused < 0 && by < 0 ? 0 : by), 0), all.length - 1)];
    if (!next.matches("a")) next.setAttribute("tabindex", "-1");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: next.matches("article") ? "start" : "center" });
  }
  const turn = (rel) => $(`#v-mot:not([hidden]) .steps a[rel=${rel}]`)?.click();
  const dialog = $("dialog.keys");
  $("button.help").addEventListener("click", () => dialog.showModal());
  const actions = {
    "/": () => {
      if (current === "van-ban") { field("tim").select(); return; }
      addEventListener("hashchange", () => field("tim").select(), { once: true });
      location.hash = lastList;
    },
    "?": () => dialog.showModal(),
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    n: () => turn("next"), p: () => turn("prev"),
    t: () => $("#v-mot:not([hidden]) .forms")?.click(),
    Escape: () => { if (current !== "van-ban") location.hash = lastList; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const { key, target } = event;
    const inText = target.matches("input:not([type=checkbox])");
    let act = Object.hasOwn(actions, key) && actions[key];
    if (inText && key === "Enter") act = () => { if (list.items.length) $("a.open", list.row(0)).focus(); };
    else if (inText && key === "Escape") act = () => { if (target.value) { target.value = ""; changed(); } else target.blur(); };
    // Away from the list the arrows scroll, as everywhere.
    else if (inText || target.matches("select, textarea") || (key.startsWith("Arrow") && !target.matches(".list a.open"))) return;
    if (act) { event.preventDefault(); act(); }
  });

  route();
})();

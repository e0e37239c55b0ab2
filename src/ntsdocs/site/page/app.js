"use strict";
(() => {
  const data = JSON.parse(document.getElementById("du-lieu").textContent);
  const documents = data.documents;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const main = $("main");
  const form = $(".filters");
  const body = $(".list tbody");
  const rows = new Map(); // of the list, by document; made when they are first shown
  const byKey = new Map(documents.map((each, at) => [each.key, at]));
  const tabs = ["van-ban", "cum", "nguyen-nhan", "bao-phu", "the-thuc"];
  const heading = document.title;
  const context = 2;
  const batch = 200;
  const mostCauses = 8;
  let seen = documents.map((_, at) => at);
  let current = "";
  let lastList = "#van-ban";
  let opened = -1;

  document.documentElement.classList.add("js");

  // Everything is put in as text: no word of a document can become a tag.
  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }
  const address = (key) => "#" + encodeURIComponent(key).replaceAll("%2F", "/");
  const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const copies = (selector) => [...$(selector).childNodes].map((node) => node.cloneNode(true));
  const link = (at) => make("a", { href: address(documents[at].key) }, make("bdi", {}, documents[at].title));

  // --- searching: without diacritics, or by those that were typed ---

  const spaced = (text) => text.replace(/[\s«»"“”()[\],;:]+/g, " ").trim();
  const fold = (text) => spaced(text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d"));
  const folded = (text) => " " + fold(text);
  // Each word with its tone before its letters, so that «hòa» is «hoà», and the beginning of a word that of its key.
  const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const spelt = (word) => (word.match(tones)?.join("") ?? "-") + word.replace(tones, "");
  const marked = (text) => " " + spaced(text.normalize("NFD").toLowerCase()).split(" ").map(spelt).join(" ");
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  // What the key of a text must match: a word with diacritics has just these, one without them may have any.
  function pattern(query) {
    const words = spaced(query.normalize("NFD").toLowerCase()).split(" ");
    if (words.every((word) => word === fold(word))) return null;
    const said = words.map((word) => (word === fold(word)
      ? "[-\\p{M}]+" + [...word].map((sign) => (sign === "d" ? "[dđ]" : literal(sign)) + "\\p{M}*").join("")
      : literal(spelt(word)) + "(?!\\p{M})"));
    return new RegExp(" " + said.join(" "), "u");
  }
  // Whether a text has words: by its folded key first, which is fast, then by its diacritics if some were typed.
  function holds(query) {
    const [bare, exact] = [" " + fold(query), pattern(query)];
    return (text) => text.folded.includes(bare) && (!exact || exact.test(text.marked ??= marked(text.words)));
  }
  const text = (words) => ({ words, folded: folded(words) });

  function bothTexts(holder) {
    return ["del", "ins"].map((gone) => {
      const copy = holder.cloneNode(true);
      $$(gone, copy).forEach((each) => each.remove());
      return copy.textContent;
    }).join(" ");
  }
  const titles = documents.map((each) => text(each.title));
  const names = documents.map((each) => text(`${each.title} ${data.kinds[each.kind]} ${each.key}`));
  const agencies = documents.map((each) => fold(each.title));
  let keys = null; // of clusters and causes, made at the first search
  function searched() {
    keys ??= {
      clusters: new Map($$(".cluster").map((each) => [Number(each.id.slice(4)), text(bothTexts($(".hunks", each)))])),
      causes: $$(".reason").map((each) => text(`${$("h3", each).textContent} ${$(".place", each)?.textContent ?? ""}`)),
    };
    return keys;
  }
  function finder(words) {
    const { clusters, causes } = searched();
    const met = words.map((word) => {
      const has = holds(word);
      return {
        has,
        clusters: new Set([...clusters].filter(([, said]) => has(said)).map(([number]) => number)),
        causes: new Set(causes.flatMap((said, at) => (has(said) ? [at] : []))),
      };
    });
    return (each, at) => met.every((one) => one.has(names[at])
      || each.clusters.some((number) => one.clusters.has(number))
      || each.causes.some((number) => one.causes.has(number)));
  }

  // --- the list and its filters ---

  const field = (name) => form.elements.namedItem(name);
  const boxes = $$("input[name=trang-thai]", form);
  const fields = ["tim", "co-quan", "loai", "nhiem-vu", "nguyen-nhan", "cum"];

  const reason = (number) => $(`#nguyen-nhan-${number + 1} h3 bdi`).textContent;
  // The document whose redline stands for those of all that have the same changes.
  const drawn = new Map();
  for (const each of documents) {
    if (each.redline && !drawn.has(String(each.clusters))) drawn.set(String(each.clusters), each);
  }
  const alike = (each) => (each.redline || !each.clusters.length ? undefined : drawn.get(String(each.clusters)));

  function row(at) {
    const each = documents[at];
    const word = each.new ? [each.new, "Word"] : [each.old, "Word cũ"];
    const like = alike(each);
    const files = [word, [each.redline, "Có vết sửa"], [like?.redline, "Có vết sửa (chung)", `Bản có vết sửa của ${like?.title}, cùng những thay đổi`]]
      .filter(([href]) => href).map(([href, said, title]) => make("a", { href, title }, said));
    const causes = each.causes.slice(0, 2).map((number, place) => make("a", { href: `#nguyen-nhan-${number + 1}`, title: reason(number) }, place < each.sure ? "" : "Có thể: ", make("bdi", {}, reason(number))));
    if (each.causes.length > 2) causes.push(make("span", { class: "more" }, `và ${each.causes.length - 2} nguyên nhân khác`));
    const open = link(at);
    open.className = "open";
    return make("tr", {},
      make("td", {}, make("span", { class: "badge " + each.state.toLowerCase() }, data.states[each.state])),
      make("th", { scope: "row" }, open),
      make("td", {}, data.kinds[each.kind]),
      make("td", { class: "nums" }, ...each.clusters.flatMap((number) => [make("a", { href: `#cum-${number}`, title: `Cụm ${number}` }, String(number)), " "])),
      make("td", { class: "why" }, ...causes),
      make("td", { class: "files" }, ...files));
  }
  // Some rows at a time: a list of thousands must not wait until all are drawn.
  function grow(by) {
    const next = seen.slice(body.children.length, body.children.length + by);
    body.append(...next.map((at) => {
      if (!rows.has(at)) rows.set(at, row(at));
      return rows.get(at);
    }));
    $(".rest").hidden = body.children.length === seen.length;
    $(".rest button").textContent = `Hiện thêm; còn ${count(seen.length - body.children.length)} văn bản`;
  }
  // The link of the document at this place of the filtered list.
  function opener(place) {
    if (place >= body.children.length) grow(place - body.children.length + batch);
    return $("a.open", body.children[place]);
  }
  $(".rest button").addEventListener("click", () => grow(batch));
  new IntersectionObserver((met) => { if (met.some((each) => each.isIntersecting)) grow(batch); }, { rootMargin: "600px" }).observe($(".rest"));
  addEventListener("beforeprint", () => grow(seen.length));

  function filter() {
    const states = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const [query, agency] = [spaced(field("tim").value), fold(field("co-quan").value)];
    const [task, cause, cluster] = ["nhiem-vu", "nguyen-nhan", "cum"].map((name) => Number(field(name).value));
    const kind = field("loai").value;
    const fits = (each, at) => states.has(each.state)
      && (!kind || each.kind === kind)
      && (!agency || agencies[at].includes(agency))
      && (!task || each.tasks.includes(task))
      && (!cause || each.causes.includes(cause - 1))
      && (!cluster || each.clusters.includes(cluster));
    let fitting = documents.flatMap((each, at) => (fits(each, at) ? [at] : []));
    let note = "";
    if (query) {
      const among = (words) => {
        const [has, named] = [finder(words), words.map(holds)];
        const found = fitting.filter((at) => has(documents[at], at));
        const own = new Set(found.filter((at) => named.every((each) => each(titles[at]))));
        return [...own, ...found.filter((at) => !own.has(at))]; // whose agency is called so comes first
      };
      let found = among([query]);
      if (!found.length && query.includes(" ")) {
        found = among(query.split(" "));
        if (found.length) note = " (không có nguyên cụm từ đã gõ; đây là những văn bản có đủ các từ)";
      }
      fitting = found;
    }
    seen = fitting;
    body.replaceChildren();
    grow(batch);
    $(".none").hidden = fitting.length > 0;
    $(".list").hidden = fitting.length === 0;
    const all = fitting.length === documents.length;
    $(".shown").textContent = all ? `${count(documents.length)} văn bản`
      : `${count(fitting.length)} trong ${count(documents.length)} văn bản${note}`;
  }

  function told() {
    const said = new URLSearchParams();
    for (const name of fields) if (field(name).value) said.set(name, field(name).value);
    if (boxes.some((box) => !box.checked)) {
      said.set("trang-thai", boxes.filter((box) => box.checked).map((box) => box.value.toLowerCase()).join("."));
    }
    return "#van-ban" + (said.size ? "?" + said : "");
  }
  function fill(said) {
    for (const name of fields) field(name).value = said.get(name) ?? "";
    const states = said.get("trang-thai")?.toUpperCase().split(".");
    for (const box of boxes) box.checked = !states || states.includes(box.value);
  }
  function changed() {
    filter();
    lastList = told();
    history.replaceState(null, "", lastList);
  }
  function clear() {
    fill(new URLSearchParams());
    changed();
    field("tim").focus();
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => { event.preventDefault(); clear(); });
  $(".none .reset").addEventListener("click", clear);

  // --- documents of a cluster, a cause, a finding ---

  function members(details) {
    const number = Number(details.dataset.number);
    if (details.dataset.of === "faults") return data.faults[number];
    return documents.flatMap((each, at) => (each[details.dataset.of].includes(number) ? [at] : []));
  }
  // What is said of a document that a cause only may have changed.
  function doubt(details, at) {
    const { causes, sure } = documents[at];
    return details.dataset.of === "causes" && causes.indexOf(Number(details.dataset.number)) >= sure ? " (có thể)" : "";
  }
  function listed(details) {
    if (!$("ul", details)) details.append(make("ul", {}, ...members(details).map((at) => make("li", {}, link(at), doubt(details, at)))));
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.docs") && event.target.open) listed(event.target);
  }, true);

  // --- texts, loaded when a document is opened ---

  const lines = new Map();
  const steps = new Map();
  const loading = new Map();
  window.ntsdocs = {
    lines(said) { for (const [number, ...line] of said.lines) lines.set(number, line); },
    texts(said) {
      window.ntsdocs.lines(said);
      for (const [at, each] of Object.entries(said.documents)) steps.set(Number(at), each);
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

  const asRuns = (said) => (typeof said === "string" ? (said ? [["=", said]] : []) : said);
  const holders = { "-": "del", "+": "ins" };

  // The outline's marks: two stars for bold, two strokes for italic, brackets around a content control; with a stroke back
  // before it one of them is text.
  function side(runs, other) {
    const made = document.createDocumentFragment();
    let [bold, italic] = [false, false];
    for (const [sign, text] of runs) {
      if (sign === other) continue;
      if (sign === "…") { made.append(make("span", { class: "cut" }, text)); continue; }
      const holder = holders[sign] ? made.appendChild(make(holders[sign])) : made;
      for (const token of text.split(/(\\(?:\*\*|\/\/|[⟦⟧])|\*\*|\/\/|⟦[^⟧]*⟧)/)) {
        if (!token) continue;
        if (token === "**") bold = !bold;
        else if (token === "//") italic = !italic;
        else if (!token.startsWith("⟦")) {
          const said = /^\\(?:\*\*|\/\/|[⟦⟧])$/.test(token) ? token.slice(1) : token;
          const words = italic ? make("i", {}, said) : said;
          holder.append(bold ? make("b", {}, words) : words);
          continue;
        }
        holder.append(make("span", { class: "mark" }, token));
      }
    }
    return made;
  }
  function cell([said, words], other) {
    const runs = asRuns(said);
    const centred = runs.some(([sign, text]) => sign !== other && /(^|, )giữa(,|$)/.test(text));
    const inTable = /^\s*ô\b/.test(runs[0]?.[1] ?? "");
    const made = make("td", { class: [centred && "centred", inTable && "in-table"].filter(Boolean).join(" ") || false });
    if (runs.length) made.append(make("span", { class: "form" }, side(runs, other)));
    if (words.length) made.append(make("span", { class: "words", dir: "auto" }, side(asRuns(words), other)));
    return made;
  }
  const classes = { "=": "same", "-": "lost", "+": "won", "~": "changed" };

  function lineOf(step, single) {
    const [sign, number] = typeof step === "number" ? ["=", step] : step;
    const line = lines.get(number) ?? ["", "(thiếu dòng này trong dữ liệu)"];
    const formOnly = sign === "~" && typeof line[0] !== "string" && typeof line[1] === "string";
    const row = make("tr", { class: single ? "single" : classes[sign] + (formOnly ? " form-changed" : "") });
    if (!line[1].length) row.classList.add("bare");
    if (single) row.append(cell(line, single === "old" ? "+" : "-"));
    else {
      row.append(sign === "+" ? make("td", { class: "empty" }) : cell(line, "+"));
      row.append(sign === "-" ? make("td", { class: "empty" }) : cell(line, "-"));
    }
    return row;
  }

  function foldEqual(texts) {
    const all = [...texts.children];
    let start = 0;
    while (start < all.length) {
      let end = start;
      while (end < all.length && all[end].classList.contains("same")) end += 1;
      const said = all.slice(start, end).filter((row) => !row.classList.contains("bare"));
      const hidden = said.slice(start === 0 ? 0 : context, end === all.length ? said.length : said.length - context);
      if (hidden.length > 3) {
        const from = all.indexOf(hidden[0]);
        const folded = all.slice(from, all.indexOf(hidden.at(-1)) + 1);
        folded.forEach((row) => row.classList.add("folded"));
        const button = make("button", { type: "button" }, "Hiện");
        const holder = make("tr", { class: "unfold" }, make("td", { colspan: 2 }, `${count(hidden.length)} dòng giống nhau `, button));
        button.addEventListener("click", () => {
          folded.forEach((row) => row.classList.remove("folded"));
          holder.remove();
        });
        folded[0].before(holder);
      }
      start = Math.max(end, start + 1);
    }
  }

  function sides(at) {
    const each = documents[at];
    const single = { NEW: "new", GONE: "old", SAME: "new" }[each.state];
    const titles = single ? [{ NEW: "Văn bản mới", GONE: "Văn bản không còn", SAME: "Văn bản, giữ nguyên" }[each.state]] : ["Bản cũ", "Bản mới"];
    const texts = make("tbody");
    for (const step of steps.get(at) ?? []) texts.append(lineOf(step, single));
    if (!single) foldEqual(texts);
    const table = make("table", { class: single ? "sides one" : "sides" },
      make("caption", { class: "quiet" }, "Hai bản cạnh nhau, từng dòng"),
      make("thead", {}, make("tr", {}, ...titles.map((title) => make("th", { scope: "col" }, title)))), texts);
    const forms = make("button", { type: "button", class: "forms", "aria-pressed": "false", title: "t" }, "Hiện phần trình bày");
    forms.addEventListener("click", () => {
      forms.setAttribute("aria-pressed", String(table.classList.toggle("with-form")));
    });
    const tools = make("p", { class: "tools" }, forms);
    if (!single) {
      const whole = make("button", { type: "button", "aria-pressed": "false" }, "Toàn văn");
      whole.addEventListener("click", () => {
        whole.setAttribute("aria-pressed", String(table.classList.toggle("whole")));
      });
      tools.prepend(whole, " ");
    }
    return [tools, table];
  }

  function open(at) {
    const each = documents[at];
    const view = $("#v-mot");
    const place = seen.indexOf(at);
    const step = (by, words, key) => (seen[place + by] === undefined || place < 0 ? ""
      : make("a", { href: address(documents[seen[place + by]].key), title: key, rel: by > 0 ? "next" : "prev" }, words));
    const files = [["new", "Tệp Word mới"], ["old", "Tệp Word cũ"], ["redline", "Bản có vết sửa"]]
      .filter(([name]) => each[name]).map(([name, words]) => make("a", { href: each[name] }, words));
    const like = alike(each);
    if (like) files.push(make("a", { href: like.redline }, "Bản có vết sửa của ", make("bdi", {}, like.title), ", cùng những thay đổi"));
    const parts = [
      make("nav", { class: "steps", "aria-label": "Văn bản khác" }, make("a", { href: lastList, title: "Esc" }, "← Danh sách"), " ", step(-1, "Văn bản trước", "p"), " ", step(1, "Văn bản sau", "n")),
      make("h2", { id: "t-mot", tabindex: "-1" }, make("bdi", {}, each.title), " ",
        make("span", { class: "badge " + each.state.toLowerCase() }, data.states[each.state])),
      make("p", { class: "lead" }, data.kinds[each.kind], " · ", make("bdi", { class: "path" }, each.key)),
      make("p", { class: "files" }, ...(files.length ? files : ["Không có tệp Word nào trong thư mục kết quả."])),
    ];
    if (each.causes.length) {
      const cause = (number) => make("li", {}, make("a", { href: `#nguyen-nhan-${number + 1}` },
        ...(each.causes.indexOf(number) < each.sure ? [] : [make("span", { class: "kind" }, "Có thể"), " "]), ...copies(`#nguyen-nhan-${number + 1} h3`)));
      const [first, more] = [each.causes.slice(0, mostCauses), each.causes.slice(mostCauses)];
      parts.push(make("h3", {}, "Nguyên nhân"), make("ul", { class: "causes" }, ...first.map(cause)));
      if (more.length) parts.push(make("details", {}, make("summary", {}, `và ${count(more.length)} nguyên nhân khác`), make("ul", { class: "causes" }, ...more.map(cause))));
    }
    if (each.clusters.length) parts.push(make("h3", {}, "Thay đổi"));
    // «do nguyên nhân 1, nguyên nhân 3; có thể do nguyên nhân 2», each a link.
    const why = (cluster) => [["do ", "li:not(.guess)"], ["có thể do ", "li.guess"]].flatMap(([lead, kind]) => {
      const items = $$(`.causes ${kind}`, cluster);
      const links = items.slice(0, mostCauses).flatMap((item, place) => {
        const to = $("a", item).getAttribute("href");
        return [place ? ", " : lead, make("a", { href: to, title: $("bdi", item).textContent }, `nguyên nhân ${to.match(/\d+$/)}`)];
      });
      if (items.length > mostCauses) links.push(` và ${count(items.length - mostCauses)} nguyên nhân khác`);
      return links.length ? [" · ", ...links] : [];
    });
    for (const number of each.clusters) {
      const cluster = $(`#cum-${number}`);
      const others = members($("details", cluster)).length - 1;
      parts.push(make("section", { class: "part" },
        make("h4", {}, make("a", { href: `#cum-${number}` }, `Cụm ${number}`), make("span", { class: "small" },
          others ? ` giống ${"varies" in cluster.dataset ? "nhau" : "hệt"} ở ${count(others)} văn bản khác` : " chỉ ở văn bản này"),
          make("span", { class: "small due" }, ...why(cluster))), $(".hunks", cluster).cloneNode(true)));
    }
    const found = data.faults.flatMap((places, number) => (places.includes(at) ? [number] : []));
    if (found.length) {
      parts.push(make("h3", {}, "Soát thể thức"), make("ul", { class: "causes" }, ...found.map((number) => make("li", {},
        make("a", { href: `#the-thuc-${number + 1}` }, ...copies(`#the-thuc-${number + 1} h3`))))));
    }
    const texts = make("div", { class: "texts", "aria-busy": String(each.text) });
    parts.push(make("h3", {}, each.state === "CHANGED" ? "Hai bản cạnh nhau" : "Toàn văn"), texts, make("h3", {}, "Hình các trang"));
    parts.push(each.pages.length
      ? make("ul", { class: "pages" }, ...each.pages.map((src, page) => make("li", {}, make("a", { href: src }, make("img", { src, loading: "lazy", alt: `Trang ${page + 1} của bản mới` })))))
      : make("p", { class: "small" }, data.noPages));
    view.replaceChildren(...parts);
    if (!each.text) texts.append(make("p", { class: "small" }, "Trang này không kèm chữ của văn bản; mở tệp Word để đọc."));
    else {
      Promise.all([load("lines"), load(String(Math.floor(at / data.perFile)))]).then(
        () => { if (opened === at) texts.replaceChildren(...sides(at)); },
        () => texts.replaceChildren(make("p", { class: "note" }, "Không đọc được chữ của văn bản: thiếu tệp trong thư mục data/ cạnh trang này.")),
      ).finally(() => texts.setAttribute("aria-busy", "false"));
    }
    document.title = `${each.title} (${data.states[each.state]})`;
    $("#t-mot").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // --- tasks and agencies ---

  function matrix() {
    const holder = $(".matrix");
    if (!holder || holder.children.length) return;
    const tasks = Object.keys(data.tasks).map(Number).sort((one, two) => one - two);
    const drawn = make("tbody");
    const totals = { C: tasks.map(() => 0), P: tasks.map(() => 0), K: tasks.map(() => 0) };
    for (const [roles, places] of data.duties) {
      [...roles].forEach((role, column) => { if (role !== ".") totals[role][column] += places.length; });
    }
    const line = ([roles, places]) => {
      const name = places.length === 1 ? link(places[0])
        : make("details", {}, make("summary", {}, `${count(places.length)} cơ quan: ${documents[places[0]].title}…`), make("ul", {}, ...places.map((at) => make("li", {}, link(at)))));
      return make("tr", {}, make("th", { scope: "row" }, name), ...[...roles].map((role, column) => (role === "." ? make("td")
        : make("td", { class: "role " + role, title: `Nhiệm vụ ${tasks[column]}` }, role))));
    };
    let next = 0;
    const more = make("button", { type: "button" });
    const further = () => {
      drawn.append(...data.duties.slice(next, next + batch).map(line));
      next += batch;
      more.hidden = next >= data.duties.length;
      more.textContent = `Hiện thêm ${count(Math.min(batch, data.duties.length - next))} hàng trong ${count(data.duties.length)} hàng`;
    };
    more.addEventListener("click", further);
    further();
    const words = tasks.map((number, column) => make("tr", totals.C[column] ? {} : { class: "unled" }, make("td", {}, String(number)), make("td", {}, make("bdi", {}, data.tasks[number])),
      ...["C", "P", "K"].map((role) => make("td", {}, count(totals[role][column])))));
    holder.append(
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Bảng nhiệm vụ và cơ quan, cuộn ngang được" }, make("table", { class: "duties" },
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Cơ quan"), ...tasks.map((number) => make("th", { scope: "col", title: data.tasks[number] }, String(number))))), drawn)),
      make("p", { class: "act" }, more),
      make("h3", {}, "Các nhiệm vụ"),
      make("table", { class: "tasks" }, make("thead", {}, make("tr", {}, ...["Số", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Khi có điều kiện"].map((title) => make("th", { scope: "col" }, title)))), make("tbody", {}, ...words)));
  }

  // --- which part of the page is shown ---

  function show(name) {
    for (const view of $$(".view")) view.hidden = view.id !== "v-" + name;
    for (const tab of $$("nav [data-view]")) {
      if (tab.dataset.view === name || (name === "mot" && tab.dataset.view === "van-ban")) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    if (name !== "mot") { opened = -1; document.title = heading; }
    current = name;
  }
  function decoded() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return location.hash.slice(1); }
  }
  function route() {
    const said = decoded();
    if (said === "noi-dung") { main.focus(); return; }
    if (byKey.has(said)) {
      const at = byKey.get(said);
      show("mot");
      opened = at;
      open(at);
      return;
    }
    const [name, number] = said.match(/^(cum|nguyen-nhan|the-thuc)-(\d+)$/)?.slice(1) ?? [said.split("?")[0]];
    const from = opened;
    show(tabs.includes(name) ? name : "van-ban");
    if (current === "bao-phu") matrix();
    if (current === "van-ban") {
      fill(new URLSearchParams(location.hash.split("?").slice(1).join("?")));
      filter();
      lastList = told();
      if (said && !tabs.includes(name)) $(".shown").textContent = `Không có văn bản «${said}» trong trang này; dưới đây là cả danh sách.`;
      if (seen.includes(from)) { opener(seen.indexOf(from)).focus(); return; }
    }
    const target = number && document.getElementById(`${name}-${number}`);
    if (target) { target.focus({ preventScroll: true }); target.scrollIntoView({ block: "start" }); }
    else scrollTo(0, 0);
  }
  addEventListener("hashchange", route);
  addEventListener("beforeprint", () => $$("details.docs[open]").forEach(listed));

  // --- keyboard ---

  function stops() {
    if (current === "van-ban") {
      if ($("a.open", body.lastElementChild ?? body) === document.activeElement) grow(batch);
      return $$("a.open", body);
    }
    if (current !== "mot") return $$(".view:not([hidden]) article");
    const different = $$(".sides tr").filter((row) => row.matches(".lost, .won, .changed"));
    return different.filter((row) => !different.includes(row.previousElementSibling));
  }
  function move(by) {
    const all = stops();
    if (!all.length) return;
    const focused = all.findIndex((each) => each === document.activeElement || each.contains(document.activeElement));
    const next = all[Math.min(Math.max(focused + (focused < 0 && by < 0 ? 0 : by), 0), all.length - 1)];
    if (!next.matches("a")) next.setAttribute("tabindex", "-1");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: next.matches("article") ? "start" : "center" });
  }
  function turn(rel) {
    const to = $(`#v-mot:not([hidden]) .steps a[rel=${rel}]`);
    if (to) location.hash = to.hash;
  }
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
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (typing && event.key === "Escape" && event.target.matches("input")) {
      if (event.target.value) { event.target.value = ""; changed(); } else event.target.blur();
      event.preventDefault();
      return;
    }
    if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) {
      if (seen.length) opener(0).focus();
      event.preventDefault();
      return;
    }
    // Away from the list the arrows scroll, as everywhere.
    if (typing || (event.key.startsWith("Arrow") && !event.target.matches(".list a.open"))) return;
    const act = Object.hasOwn(actions, event.key) && actions[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  route();
})();

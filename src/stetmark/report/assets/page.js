// @ts-check
// Draws the items, filters and sorts them, switches the language. Everything it shows comes from the page itself
// and goes in as text, never as markup: what a system wrote is hostile until shown otherwise.
"use strict";
(() => {
  const $ = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
  const data = JSON.parse($("data").textContent);
  const root = document.documentElement;
  const PER_PAGE = 10;
  const LONG = 1600, KEPT = 320; // an unchanged stretch longer than LONG is folded to KEPT at either end

  /** Verdicts an answer can be filtered by; an answer may have several. */
  const V = { exact: 1, strict: 2, wrapped: 4, wrong: 8, missed: 16, miscorrected: 32, unneeded: 64, unassessable: 128, unscored: 256 };
  const BIT = { strict: 1, exact: 2, livebench: 4, assessable: 8, scored: 16 };
  const KIND = { "-1": "corrected", "-2": "missed", "-3": "miscorrected" };

  // ---------------------------------------------------------------- words
  let lang = data.lang;
  const t = (/** @type {string} */ key, /** @type {any[]} */ ...args) =>
    (data.words[lang][key] ?? key).replace(/\{(\d)\}/g, (_, n) => String(args[+n] ?? ""));
  const quoted = (/** @type {string} */ s) => (lang === "zh" ? `「${s}」` : `“${s}”`);
  const shorten = (/** @type {string} */ s) => (s.length > 60 ? [...s].slice(0, 58).join("") + "…" : s);
  const known = (/** @type {string} */ key, /** @type {string} */ plain) => (data.words[lang][key] ? t(key) : plain);

  function speak() {
    root.lang = lang === "zh" ? "zh-Hans" : "en";
    document.title = document.title.replace(/^[^·]*/, t("title") + " ");
    for (const node of document.querySelectorAll("[data-t]")) {
      const a = node.getAttribute("data-a");
      node.textContent = t(node.getAttribute("data-t") ?? "", ...(a ? JSON.parse(a) : []));
    }
    for (const node of document.querySelectorAll("[data-h]")) node.setAttribute("title", t(node.getAttribute("data-h") ?? ""));
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.getAttribute("data-label") ?? ""));
    $("search").placeholder = t("search_hint");
    for (const b of document.querySelectorAll("[data-lang]")) b.setAttribute("aria-pressed", String(b.getAttribute("data-lang") === lang));
  }

  // ---------------------------------------------------------------- small helpers
  /** @param {string} tag @param {string} [name] @param {...any} inside */
  function el(tag, name, ...inside) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    for (const x of inside) if (x !== null && x !== undefined) node.append(x);
    return node;
  }
  const hidden = (/** @type {string} */ text) => el("span", "vh", text);

  // ---------------------------------------------------------------- from compact data to pieces
  /** What an answer is made of, in order: same text, other text, findings. Offsets are UTF-16, in the hypothesis.
   * @param {any} item @param {any} answer */
  function pieces(item, answer) {
    /** @type {any[]} */ const out = [];
    let r = 0, h = 0, k = 0;
    const same = (/** @type {string} */ text) => {
      if (text) out.push({ kind: "same", text, hs: h, he: (h += text.length) });
    };
    const finding = (/** @type {number} */ kind, /** @type {string} */ ref, /** @type {string} */ text) => {
      const name = KIND[/** @type {"-1"} */ (String(kind))] ?? "unneeded";
      out.push({ kind: name, class: kind >= 0 ? data.classes[kind] : "", ref, text, hs: h, he: (h += text.length), k: k++ });
    };
    if (answer.d === undefined) {
      for (const [before, , right] of item.g ?? []) {
        same(item.t.slice(r, r + before));
        finding(-1, right, right);
        r += before + right.length;
      }
    } else {
      for (const op of answer.d) {
        if (typeof op === "number") { same(item.t.slice(r, r + op)); r += op; }
        else if (typeof op[0] === "string") { same(op[0]); r = op[1]; }
        else if (typeof op[1] === "number") { finding(op[0], item.t.slice(r, r + op[1]), op[2]); r += op[1]; }
        else finding(op[0], op[1], op[2]);
      }
    }
    same(item.t.slice(r));
    let slot = 0; // a gold edit's source text, for what a finding says
    for (const p of out) if (p.kind !== "same" && !p.class) p.source = sourceText(item, slot++);
    return out;
  }

  function sourceText(/** @type {any} */ item, /** @type {number} */ slot) {
    if (!item.sources) {
      let at = 0;
      item.sources = (item.g ?? []).map(([before, taken]) => {
        const s = (item.o ?? item.t).slice(at + before, at + before + taken);
        at += before + taken;
        return s;
      });
    }
    return item.sources[slot] ?? "";
  }

  /** How many answers there are, in all and for each filter. */
  const zeros = (/** @type {any} */ list) => new Array(list.length).fill(0);
  const totals = { answers: 0, v: zeros(Object.keys(V)), c: zeros(data.classes), t: zeros(data.tiers), l: zeros(data.langs), s: zeros(data.systems) };
  function prepare() {
    data.items.forEach((/** @type {any} */ item, /** @type {number} */ n) => {
      item.n = n;
      let right = 0, scored = 0;
      for (const a of item.a) {
        totals.answers++;
        let v = 0, c = 0;
        if (!(a.b & BIT.scored)) v = V.unscored;
        else {
          scored++;
          if (a.b & BIT.exact) { v |= V.exact; right++; if (!(a.b & BIT.strict)) v |= V.wrapped; } else v |= V.wrong;
          if (a.b & BIT.strict) v |= V.strict;
          if (!(a.b & BIT.assessable)) { v |= V.unassessable; if (item.g?.length) v |= V.missed; }
          else for (const op of a.d ?? []) {
            if (typeof op === "number" || typeof op[0] === "string") continue;
            if (op[0] >= 0) { v |= V.unneeded; c |= 1 << op[0]; }
            else if (op[0] === -2) v |= V.missed;
            else if (op[0] === -3) v |= V.miscorrected;
          }
        }
        a.v = v; a.c = c;
        totals.s[a.s]++;
        for (let bit = 0; v >> bit; bit++) totals.v[bit] += (v >> bit) & 1;
        for (let bit = 0; c >> bit; bit++) totals.c[bit] += (c >> bit) & 1;
      }
      totals.t[item.k] += item.a.length;
      totals.l[item.l] += item.a.length;
      item.right = right; item.scored = scored;
      item.disagree = right > 0 && right < scored;
    });
  }

  /** Everything of an item that a search looks at, made when first asked for. */
  function haystack(/** @type {any} */ item) {
    if (item.hay === undefined) {
      const parts = [item.i, item.t, item.o ?? ""];
      for (const a of item.a) {
        for (const op of a.d ?? []) if (typeof op !== "number") parts.push(typeof op[0] === "string" ? op[0] : op[2]);
        if (a.y) parts.push(a.y);
        if (a.p) parts.push(a.p);
        if (a.q) parts.push(a.q);
      }
      item.hay = parts.join("\n").toLowerCase();
    }
    return item.hay;
  }

  // ---------------------------------------------------------------- state, in the address
  /** @typedef {{q: string, v: Set<string>, c: Set<string>, t: Set<string>, l: Set<string>, s: Set<string>, d: boolean, p: number, i: string, a: string, r: number, f: number}} State */
  /** @returns {State} */
  const fresh = () => ({ q: "", v: new Set(), c: new Set(), t: new Set(), l: new Set(), s: new Set(), d: false, p: 1, i: "", a: "", r: 0, f: -1 });
  let state = fresh();
  const SETS = /** @type {const} */ (["v", "c", "t", "l", "s"]);

  function readHash() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return false;
    const q = new URLSearchParams(hash);
    state = fresh();
    state.q = q.get("q") ?? "";
    for (const key of SETS) state[key] = new Set(q.getAll(key));
    state.d = q.get("d") === "1";
    state.p = Math.max(1, Number(q.get("p")) || 1);
    state.i = q.get("i") ?? "";
    state.a = q.get("a") ?? "";
    state.r = Number(q.get("r")) || 0;
    state.f = q.has("f") ? Number(q.get("f")) : -1;
    const wanted = q.get("lang");
    if (wanted && data.words[wanted]) lang = wanted;
    return true;
  }

  /** @param {Partial<State>} [of] only an item, an answer, a finding: what a link to it needs */
  function hashOf(of) {
    const q = new URLSearchParams();
    if (!of) {
      if (state.q) q.set("q", state.q);
      for (const key of SETS) for (const value of state[key]) q.append(key, value);
      if (state.d) q.set("d", "1");
      if (state.p > 1) q.set("p", String(state.p));
    }
    const at = of ?? state;
    if (at.i) q.set("i", at.i);
    if (at.a) q.set("a", at.a);
    if (at.r && at.r > 1) q.set("r", String(at.r));
    if (at.f !== undefined && at.f >= 0) q.set("f", String(at.f));
    if (lang !== data.lang) q.set("lang", lang);
    return "#" + q.toString();
  }
  const remember = () => history.replaceState(null, "", hashOf());

  // ---------------------------------------------------------------- filter
  /** @type {{item: any, answers: any[]}[]} */ let found = [];
  let foundAnswers = 0;

  function filter() {
    let v = 0, c = 0;
    for (const name of state.v) v |= V[/** @type {keyof typeof V} */ (name)] ?? 0;
    for (const name of state.c) { const at = data.classes.indexOf(name); if (at >= 0) c |= 1 << at; }
    const systems = state.s.size ? data.systems.map((/** @type {string} */ s) => state.s.has(s)) : null;
    const tiers = state.t.size ? data.tiers.map((/** @type {string} */ x) => state.t.has(x)) : null;
    const langs = state.l.size ? data.langs.map((/** @type {string} */ x) => state.l.has(x)) : null;
    const needle = state.q.trim().toLowerCase();
    const narrowed = v || c || systems;
    found = []; foundAnswers = 0;
    for (const item of data.items) {
      if (tiers && !tiers[item.k]) continue;
      if (langs && !langs[item.l]) continue;
      if (state.d && !item.disagree) continue;
      if (needle && !haystack(item).includes(needle)) continue;
      let answers = item.a;
      if (narrowed) {
        answers = answers.filter((/** @type {any} */ a) => (!v || a.v & v) && (!c || a.c & c) && (!systems || systems[a.s]));
        if (!answers.length) continue;
      }
      found.push({ item, answers });
      foundAnswers += answers.length;
    }
  }

  function show() {
    filter();
    const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
    if (state.i) {
      const at = found.findIndex((x) => x.item.i === state.i);
      if (at >= 0) state.p = Math.floor(at / PER_PAGE) + 1;
    }
    state.p = Math.min(state.p, pages);
    const list = $("list");
    list.replaceChildren(...found.slice((state.p - 1) * PER_PAGE, state.p * PER_PAGE).map(drawItem));
    $("status").textContent = found.length
      ? t("status", found.length.toLocaleString("en"), data.items.length.toLocaleString("en"), foundAnswers.toLocaleString("en"), totals.answers.toLocaleString("en"))
      : t("status_none");
    for (const pager of document.querySelectorAll(".pager")) {
      pager.toggleAttribute("hidden", pages === 1);
      const [back, , on] = /** @type {any} */ (pager.children);
      back.disabled = state.p === 1;
      on.disabled = state.p === pages;
      pager.children[1].textContent = t("page", state.p, pages);
    }
    for (const key of SETS) for (const box of /** @type {any} */ (document.querySelectorAll(`input[data-key="${key}"]`))) box.checked = state[key].has(box.value);
    $("disagree").checked = state.d;
    if ($("search").value !== state.q) $("search").value = state.q;
    $("clear").disabled = !(state.q || state.d || SETS.some((key) => state[key].size));
  }

  function refilter() {
    state.p = 1;
    state.i = state.a = ""; state.f = -1; state.r = 0;
    show();
    remember();
  }

  /** Bring the item, answer or finding of the address into view. */
  function goTo() {
    if (!state.i) return;
    if (!found.some((x) => x.item.i === state.i)) {
      const kept = { i: state.i, a: state.a, r: state.r, f: state.f };
      state = Object.assign(fresh(), kept);
      show();
    }
    for (const old of document.querySelectorAll(".current, .target")) old.classList.remove("current", "target");
    const article = [...document.querySelectorAll("article.item")].find((x) => x.getAttribute("data-id") === state.i);
    if (!article) return;
    article.classList.add("current");
    let goal = article;
    if (state.a) {
      const repeat = String(state.r || 1);
      const answer = [...article.querySelectorAll(".answer")].find((x) => x.getAttribute("data-system") === state.a && x.getAttribute("data-repeat") === repeat);
      if (answer) {
        answer.classList.add("target");
        goal = answer;
        const finding = state.f >= 0 ? answer.querySelector(`.f[data-k="${state.f}"]`) : null;
        if (finding) { finding.classList.add("target"); goal = finding; }
      }
    }
    /** @type {any} */ (article).focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    goal.scrollIntoView({ block: goal === article ? "start" : "center", behavior: calm ? "auto" : "smooth" });
  }

  // ---------------------------------------------------------------- drawing
  const NAMES = { 0x9: "TAB", 0xa0: "NBSP", 0xad: "SHY", 0x61c: "ALM", 0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ", 0x200e: "LRM", 0x200f: "RLM",
    0x2009: "THIN", 0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO", 0x202f: "NNBSP", 0x2060: "WJ",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0x3000: "U+3000", 0xfeff: "BOM" };
  // Always by name: what would act on the page or cannot be seen. Inside a finding also what only looks like nothing.
  const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/;
  const ODDER = /[\u0009\u2000-\u200d\u205f\u3000\u0020\n]/;

  /** Put text into a node; signs that do not show are drawn by name but stay the text that they are.
   * @param {any} node @param {string} text @param {boolean} [close] */
  function write(node, text, close) {
    let plain = "";
    const blank = close && !/\S/.test(text);
    const chars = [...text];
    chars.forEach((sign, at) => {
      const edge = at === 0 || at === chars.length - 1;
      const odd = sign.length === 1 && (ODD.test(sign) || (close && ODDER.test(sign) && (sign !== " " || blank || edge)));
      if (!odd) { plain += sign; return; }
      if (plain) node.append(plain);
      plain = "";
      const code = sign.charCodeAt(0);
      const name = sign === " " ? "␣" : sign === "\n" ? "↵" : NAMES[/** @type {9} */ (code)] ?? "U+" + code.toString(16).toUpperCase().padStart(4, "0");
      const mark = el("span", sign === "\n" || sign === " " ? "inv soft" : "inv", sign);
      mark.dataset.name = name;
      node.append(mark);
    });
    if (plain) node.append(plain);
    return node;
  }

  function codes(/** @type {string} */ s) {
    return [...s].slice(0, 8).map((c) => "U+" + (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")).join(" ");
  }
  const BY_CODE = new Set(["unicode", "dash", "quote", "width", "whitespace", "punctuation", "hyphen"]);

  /** What a finding is, in words. */
  function say(/** @type {any} */ p) {
    const ref = quoted(shorten(p.ref)), got = quoted(shorten(p.text));
    if (p.kind === "missed") return t("find_missed", quoted(shorten(p.source || p.text)), ref);
    if (p.kind === "miscorrected") return t("find_miscorrected", quoted(shorten(p.source)), ref, p.text ? got : "∅");
    const name = t("class_" + p.class);
    return t(p.ref ? (p.text ? "find_changed" : "find_deleted") : "find_inserted", name, ref, got);
  }

  function drawFinding(/** @type {any} */ p) {
    const node = el("span", `f ${p.kind}`);
    node.dataset.k = p.k;
    if (p.class) node.dataset.class = p.class;
    node.title = p.kind === "corrected" ? `${t("legend_corrected")}: ${p.source} → ${p.text}` : say(p) + (BY_CODE.has(p.class) ? `  [${codes(p.ref)} → ${codes(p.text)}]` : "");
    node.append(hidden(`[${t("vh_" + p.kind)} `));
    const written = write(el(p.kind === "unneeded" ? "ins" : "span", "h"), p.text, p.kind !== "corrected");
    written.dataset.hs = p.hs;
    written.dataset.he = p.he;
    if (p.kind === "unneeded") {
      if (p.ref) node.append(write(el("del", "was"), p.ref, true));
      if (p.text) node.append(written);
    } else {
      node.append(written);
      if (p.kind !== "corrected") node.append(hidden(` ${t("vh_want")} `), write(el("span", "want"), p.ref, true));
    }
    node.append(hidden(` ${t("vh_end")}] `));
    return node;
  }

  function drawSame(/** @type {any} */ node, /** @type {string} */ text) {
    if (text.length <= LONG) { write(node, text); return; }
    const middle = el("span", "middle");
    middle.hidden = true;
    write(middle, text.slice(KEPT, -KEPT));
    const open = /** @type {any} */ (el("button", "fold", `… ${(text.length - 2 * KEPT).toLocaleString("en")} …`));
    open.type = "button";
    open.addEventListener("click", () => { middle.hidden = false; open.remove(); });
    write(node, text.slice(0, KEPT));
    node.append(open, middle);
    write(node, text.slice(-KEPT));
  }

  function textBlock(/** @type {any} */ item, /** @type {string} */ name) {
    const p = el("p", `text ${name}`);
    p.dir = "auto";
    const code = data.langs[item.l];
    if (code) p.lang = code === "zh" ? "zh-Hans" : code;
    return p;
  }

  function drawSource(/** @type {any} */ item) {
    const p = textBlock(item, "source");
    const text = item.o ?? item.t;
    let at = 0;
    for (const [before, taken, right] of item.g ?? []) {
      drawSame(p, text.slice(at, at + before));
      at += before;
      const node = el("span", "gold", write(el("span", "wrong"), text.slice(at, at + taken), true), hidden(` [${t("vh_gold")} `), write(el("span", "want"), right, true), hidden("] "));
      p.append(node);
      at += taken;
    }
    drawSame(p, text.slice(at));
    return p;
  }

  const systemName = (/** @type {any} */ a) => data.systems[a.s];
  function link(/** @type {Partial<State>} */ of, /** @type {string} */ name, /** @type {any} */ text) {
    const a = /** @type {any} */ (el("a", name, text));
    a.href = hashOf(of);
    a.goal = of;
    return a;
  }

  function notes(/** @type {any} */ a) {
    const said = (a.e ?? []).map((/** @type {number} */ n) => t("envelope_" + data.flags[n]));
    if (a.o !== undefined && !(a.e ?? []).some((/** @type {number} */ n) => data.flags[n] === data.outcomes[a.o])) said.unshift(t("outcome_" + data.outcomes[a.o]));
    if (a.f?.length) said.push(t("fold", a.f.map((/** @type {number} */ n) => t("fold_" + data.folds[n])).join(lang === "zh" ? "、" : ", ")));
    return said;
  }

  function drawAnswer(/** @type {any} */ item, /** @type {any} */ a, /** @type {Map<string, any>} */ seen) {
    const right = (a.v & V.exact) !== 0;
    const li = el("li", "answer");
    li.dataset.system = systemName(a);
    li.dataset.repeat = String(a.r ?? 1);
    const at = { i: item.i, a: systemName(a), r: a.r ?? 1 };
    const name = link(at, "system", write(el("bdi"), systemName(a)));
    const repeat = a.r > 1 ? el("span", "note", ` ${t("repeat", a.r)}`) : null;
    const said = notes(a);
    if (right) {
      li.classList.add("right");
      li.append(el("span", "mark", "✓"), name, repeat ?? "", said.length ? el("span", "note", " " + said.join(", ")) : "");
      return li;
    }
    const head = el("div", "head", name, repeat ?? "");
    const body = el("div", "body");
    li.append(head, body);
    if (!(a.v & V.unscored) && a.b & BIT.assessable) {
      const parts = pieces(item, a);
      const counts = { missed: 0, miscorrected: 0, unneeded: 0, corrected: 0 };
      for (const p of parts) if (p.kind !== "same") counts[/** @type {"missed"} */ (p.kind)]++;
      for (const kind of /** @type {const} */ (["missed", "miscorrected", "unneeded"])) if (counts[kind]) head.append(el("span", `count ${kind}`, t("count_" + kind, counts[kind])));
      for (const x of said) head.append(el("span", "note", x));
      if (a.b & BIT.livebench) head.append(el("span", "note", t("lb_pass")));
      const key = JSON.stringify([a.d, a.p, a.q]);
      const twin = seen.get(key);
      if (twin) {
        const [before, after] = t("same", "\u0000").split("\u0000");
        body.append(el("p", "same", before, link({ i: item.i, a: systemName(twin), r: twin.r ?? 1 }, "", write(el("bdi"), systemName(twin))), after));
      } else {
        seen.set(key, a);
        body.append(drawBody(item, a, parts));
      }
    } else {
      for (const x of said) head.append(el("span", "count unassessable", x));
      if (a.x) body.append(write(el("p", "raw"), a.x));
      if (a.y) body.append(hidden(t("reply_raw") + ": "), write(el("p", "raw"), a.y));
      if (a.z) body.append(el("p", "note", t("cut", a.z.toLocaleString("en"))));
    }
    return li;
  }

  function drawBody(/** @type {any} */ item, /** @type {any} */ a, /** @type {any[]} */ parts) {
    const box = document.createDocumentFragment();
    const wrap = (/** @type {string} */ text, /** @type {string} */ what) => el("p", "wrap", hidden(t(what) + ": "), write(el("bdi"), text.trim()));
    if (a.p) box.append(wrap(a.p, "reply_before"));
    const p = textBlock(item, "drawn");
    for (const x of parts) if (x.kind === "same") drawSame(p, x.text); else p.append(drawFinding(x));
    box.append(p);
    if (a.q) box.append(wrap(a.q, "reply_after"));
    const all = parts.filter((x) => x.kind !== "same" && x.kind !== "corrected");
    if (all.length) {
      const ul = el("ul", "findings");
      const more = el("ul", "findings");
      all.forEach((x, n) => (n < 8 ? ul : more).append(el("li", x.kind, link({ i: item.i, a: systemName(a), r: a.r ?? 1, f: x.k }, "", write(el("bdi"), say(x))))));
      box.append(ul);
      if (more.children.length) box.append(el("details", "", el("summary", "", t("and_more", more.children.length)), more));
    }
    return box;
  }

  function drawItem(/** @type {{item: any, answers: any[]}} */ { item, answers }) {
    const article = el("article", "item");
    article.tabIndex = -1;
    article.dataset.id = item.i;
    const tier = data.tiers[item.k], code = data.langs[item.l];
    const facts = [code, tier && known("tier_" + tier, tier), item.w ? t("item_exact", item.right, item.scored) : t("item_facts", item.g?.length ?? 0, item.right, item.scored)].filter(Boolean).join(" · ");
    const head = el("header", "", el("h3", "", link({ i: item.i }, "", write(el("bdi"), item.i))), el("span", "facts", facts));
    for (const flag of item.f ?? []) head.append(el("span", "flag", "⚑ " + known("class_" + flag, flag)));
    if (item.x) head.append(el("span", "flag", t("flag_retired", item.x)));
    const source = el("div", "row", el("div", "head", t(item.w ? "reference" : "source")), el("div", "body", drawSource(item)));
    const rights = answers.filter((a) => a.v & V.exact), wrongs = answers.filter((a) => !(a.v & V.exact));
    const seen = new Map();
    article.append(head, source);
    if (rights.length) article.append(el("div", "row", el("div", "head ok", t("right_answers", rights.length)), el("ul", "body rights", ...rights.map((a) => drawAnswer(item, a, seen)))));
    if (wrongs.length) article.append(el("ul", "wrongs", ...wrongs.map((a) => drawAnswer(item, a, seen))));
    return article;
  }

  // ---------------------------------------------------------------- the filter column
  function facets() {
    const box = $("facets");
    box.replaceChildren();
    const add = (/** @type {string} */ key, /** @type {string} */ title, /** @type {[string, string, number][]} */ options) => {
      const shown = options.filter(([, , n]) => n > 0);
      if (shown.length < 2) return;
      const set = el("fieldset", "", el("legend", "", t(title)));
      for (const [value, label, n] of shown) {
        const input = /** @type {any} */ (el("input"));
        input.type = "checkbox";
        input.value = value;
        input.dataset.key = key;
        set.append(el("label", "", input, write(el("bdi", "name"), label), el("span", "n", n.toLocaleString("en"))));
      }
      box.append(set);
    };
    add("v", "verdict", Object.entries(V).map(([name, bit]) => [name, t("v_" + name), totals.v[Math.log2(bit)]]));
    add("c", "class", data.classes.map((/** @type {string} */ c, /** @type {number} */ k) => [c, t("class_" + c), totals.c[k]]));
    add("t", "tier", data.tiers.map((/** @type {string} */ x, /** @type {number} */ k) => [x, known("tier_" + x, x || "–"), totals.t[k]]));
    add("l", "lang", data.langs.map((/** @type {string} */ x, /** @type {number} */ k) => [x, x || "–", totals.l[k]]));
    add("s", "system", data.systems.map((/** @type {string} */ x, /** @type {number} */ k) => [x, x, totals.s[k]]));
  }

  // ---------------------------------------------------------------- sortable tables
  function sortable(/** @type {any} */ table) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((th, place) => {
      const button = th.querySelector("button");
      button?.addEventListener("click", () => {
        const now = th.getAttribute("aria-sort");
        const falling = now ? now === "ascending" : th.dataset.first === "falling";
        for (const other of heads) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const value = (/** @type {any} */ row) => row.cells[place].dataset.v ?? "";
        const rows = [...body.rows].sort((a, b) => {
          const x = value(a), y = value(b);
          if (x === "" || y === "") return (x === "" ? 1 : 0) - (y === "" ? 1 : 0); // what has no figure stands last
          const order = th.dataset.kind === "text" ? x.localeCompare(y) : Number(x) - Number(y);
          return falling ? -order : order;
        });
        body.append(...rows);
        table.classList.toggle("by-rank", th.dataset.key === "rank" && !falling);
        $("said").textContent = t("sorted", button.textContent.trim(), t(falling ? "descending" : "ascending"));
      });
    });
  }

  // ---------------------------------------------------------------- start
  function listen() {
    let timer = 0;
    $("search").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => { state.q = $("search").value; refilter(); }, data.items.length > 2000 ? 120 : 0);
    });
    $("filters").addEventListener("submit", (/** @type {Event} */ e) => e.preventDefault());
    $("filters").addEventListener("change", (/** @type {any} */ e) => {
      const box = e.target;
      if (box.id === "disagree") state.d = box.checked;
      else if (box.dataset.key) state[/** @type {"v"} */ (box.dataset.key)][box.checked ? "add" : "delete"](box.value);
      else return;
      refilter();
    });
    $("clear").addEventListener("click", () => { state = fresh(); refilter(); $("search").focus(); });
    for (const pager of document.querySelectorAll(".pager")) {
      const turn = (/** @type {number} */ by) => { state.p += by; state.i = state.a = ""; state.f = -1; show(); remember(); $("items").scrollIntoView(); };
      pager.children[0].addEventListener("click", () => turn(-1));
      pager.children[2].addEventListener("click", () => turn(1));
    }
    document.addEventListener("click", (e) => {
      const a = /** @type {any} */ (e.target)?.closest?.("a");
      const goal = a?.goal ?? (a?.dataset?.item ? { i: a.dataset.item } : null);
      if (!goal || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
      e.preventDefault();
      Object.assign(state, { a: "", r: 0, f: -1 }, goal);
      history.pushState(null, "", hashOf());
      if (!document.querySelector(`article.item[data-id="${CSS.escape(state.i)}"]`)) show();
      goTo();
    });
    addEventListener("hashchange", () => { if (readHash()) { speak(); facets(); show(); goTo(); } });
    addEventListener("popstate", () => { if (readHash()) { show(); goTo(); } });
    for (const b of document.querySelectorAll("[data-lang]")) b.addEventListener("click", () => { lang = b.getAttribute("data-lang") ?? "en"; speak(); facets(); show(); remember(); });
    $("theme").addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    });
    document.addEventListener("keydown", onKey);
  }

  function onKey(/** @type {KeyboardEvent} */ e) {
    const target = /** @type {any} */ (e.target);
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (target.matches?.("input:not([type=checkbox]), textarea, select")) { if (e.key === "Escape") target.blur(); return; }
    if (e.key === "j" || e.key === "k") {
      const at = found.findIndex((x) => x.item.i === state.i);
      const first = (state.p - 1) * PER_PAGE;
      const next = at < 0 ? first : Math.min(found.length - 1, Math.max(0, at + (e.key === "j" ? 1 : -1)));
      if (!found[next]) return;
      Object.assign(state, { i: found[next].item.i, a: "", r: 0, f: -1 });
      const page = Math.floor(next / PER_PAGE) + 1;
      if (page !== state.p) { state.p = page; show(); }
      remember();
      goTo();
    } else if (e.key === "/") { $("search").focus(); $("search").scrollIntoView({ block: "nearest" }); }
    else if (e.key === "c") { state = fresh(); refilter(); }
    else if (e.key === "d") { state.d = !state.d; refilter(); }
    else return;
    e.preventDefault();
  }

  if (matchMedia("(max-width: 760px)").matches) $("more-filters").open = false;
  prepare();
  const linked = readHash();
  root.classList.add("js");
  speak();
  facets();
  show();
  for (const table of document.querySelectorAll("table.sortable")) sortable(table);
  listen();
  if (linked) goTo();
  root.dataset.ready = String(Math.round(performance.now()));
  const idle = /** @type {any} */ (window).requestIdleCallback ?? ((/** @type {any} */ f) => setTimeout(f, 50));
  let warmed = 0; // search texts are made while nobody waits
  const warm = (/** @type {any} */ deadline) => {
    while (warmed < data.items.length && (deadline?.timeRemaining?.() ?? 5) > 2) haystack(data.items[warmed++]);
    if (warmed < data.items.length) idle(warm);
  };
  idle(warm);
})();

"use strict";
/* The list stands in the page; a view of it (what fits, in some order) is made beside it, of copies. */
(() => {
const $ = (id) => document.getElementById(id);
const KEYS = ["q", "list", "section", "year", "venue", "status", "sort"];
const SELECTS = ["year", "venue", "status", "sort"];
const SAID = "h3,.note,.now,.authors,.published";
const AT_ONCE = 16;  // entries of a view that are there in the same frame; the others follow
const A_CHUNK = 40;
const ROOM = 5.5;  // rem: what an entry takes, before it is laid out

/* Letters and digits in lower case, without accents and punctuation: what is compared. */
const fold = (s) => s.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

let lines;  // the details of each paper, read when they are first asked for
function details(id) {
  if (!lines) {
    const papers = $("details").textContent.split("\n").filter(Boolean).map((line) => JSON.parse(line));
    lines = new Map(papers.map((paper) => [paper.id, paper]));
  }
  return lines.get(id) || {};
}

/* The browser lays out a group of entries when it comes near; until then it needs to know about how high it is. */
const reserve = (group) => { group.style.containIntrinsicSize = `auto ${group.children.length * ROOM}rem`; };

const rows = [], sections = [];
for (const el of document.querySelectorAll("#papers > section")) {
  const section = { heading: el.querySelector("h2"), address: el.dataset.address, size: 0, fitting: 0 };
  const byElement = new Map();
  el.querySelectorAll(":scope > ol").forEach(reserve);
  for (const li of el.querySelectorAll("li")) {
    const { year = "", venue = "", status = "matched", cited = -1 } = li.dataset;
    const parent = byElement.get(li.parentNode.parentNode);
    const row = { li, section, parent, at: rows.length, place: section.address, year, venue, status, cited: +cited };
    byElement.set(li, row);
    rows.push(row);
    section.size += 1;
  }
  sections.push(section);
}

function textOf(row) {
  if (row.text === undefined) {
    const article = row.li.firstElementChild;
    const texts = [...article.querySelectorAll(SAID)].map((el) => el.textContent);
    if (article.querySelector(".more")) texts.push(...details(row.li.dataset.id).authors);
    row.text = texts.map(fold).join("\n");
  }
  return row.text;
}

/* The state of the page is what its address says. */
let state = {};
function read() {
  if (location.hash.length > 1 && !location.hash.includes("=")) return state;  // the link that skips to the list
  const given = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(KEYS.filter((k) => given.has(k)).map((k) => [k, given.get(k)]));
}
function address(of) {
  const given = KEYS.filter((k) => of[k] || (k === "section" && of[k] !== undefined));
  return new URLSearchParams(given.map((k) => [k, of[k]])).toString();
}
const placeOf = ({ list, section }) => (section === undefined ? "" : address({ list, section }));
const want = () => ({
  ...state, place: placeOf(state), terms: (state.q || "").split(/\s+/).map(fold).filter(Boolean),
});
function fits(row, { terms, place, year, venue, status }) {
  return (!place || row.place === place) && (!year || row.year === year) && (!venue || row.venue === venue)
    && (!status || row.status === status) && terms.every((term) => textOf(row).includes(term));
}

const ORDERS = {
  cited: (a, b) => b.cited - a.cited || a.at - b.at,
  newest: (a, b) => (b.year || 0) - (a.year || 0) || a.at - b.at,
  oldest: (a, b) => (a.year || 9999) - (b.year || 9999) || a.at - b.at,
};

/* Make a view: some entries now, the others while nobody waits. */
let building;
function build(entries, add) {
  let next = 0;
  const some = (n) => {
    const part = document.createDocumentFragment();
    const groups = new Set();
    for (const end = Math.min(next + n, entries.length); next < end; next += 1) groups.add(add(entries[next], part, groups));
    $("view").append(part);
    groups.forEach(reserve);
    if (next < entries.length) building = setTimeout(some, 0, A_CHUNK);
    else highlight();
  };
  some(AT_ONCE);
}
function copy(row, className = "") {
  const li = row.li.cloneNode(false);
  li.append(row.li.firstElementChild.cloneNode(true));
  li.className = className;
  return li;
}
/* Out of its place, an entry says where it stands in the list. */
function flat(row, part, groups) {
  const [group] = groups.size ? groups : [part.appendChild(document.createElement("ol"))];
  const li = copy(row);
  const names = [row.section.heading.firstChild.data.trim(), row.parent?.li.querySelector(".title").textContent];
  li.firstElementChild.prepend(make("p", "where", names.filter(Boolean).join(" › ")));
  group.append(li);
  return group;
}
/* In its place, it stands under its heading and its parent; a parent that does not fit itself is shown as a title. */
function nested() {
  const made = new Map();
  const sectionOf = (section, part) => {
    if (!made.has(section)) {
      const el = part.appendChild(document.createElement("section"));
      el.append(section.heading.cloneNode(true));
      el.querySelector(".count").textContent = counted(section.fitting, section.size);
      made.set(section, el);
    }
    return made.get(section);
  };
  const groupOf = (row, part, groups) => {
    const section = sectionOf(row.section, part);
    const last = section.lastElementChild;
    return groups.has(last) ? last : section.appendChild(document.createElement("ol"));
  };
  return function add(row, part, groups, className = "") {
    if (made.has(row)) return made.get(row).parentNode;
    const li = copy(row, className);
    made.set(row, li);
    if (!row.parent) {
      const group = groupOf(row, part, groups);
      group.append(li);
      return group;
    }
    const group = add(row.parent, part, groups, "around");
    const over = made.get(row.parent);
    (over.querySelector(":scope > ol") || over.appendChild(document.createElement("ol"))).append(li);
    return group;
  };
}
const said = (n) => n.toLocaleString("en");
const counted = (n, all) => (n === all ? said(n) : `${said(n)} of ${said(all)}`);

let fitting = rows;
function show() {
  const wanted = want();
  const order = ORDERS[state.sort];
  fitting = rows.filter((row) => fits(row, wanted));
  for (const section of sections) section.fitting = 0;
  for (const row of fitting) row.section.fitting += 1;
  const whole = fitting.length === rows.length && !order;
  $("papers").classList.toggle("away", !whole);
  clearTimeout(building);
  $("view").replaceChildren();
  if (whole) highlight();
  else if (order) build([...fitting].sort(order), flat);
  else build(fitting, nested());
  $("shown").textContent = `${said(fitting.length)} of ${said(rows.length)}`;
  $("none").hidden = fitting.length > 0;
  $("clear").hidden = !address(state);
  $("copy").hidden = !fitting.some((row) => row.li.dataset.id);
  later(() => counts(wanted));
}

let timer;
function later(work) { clearTimeout(timer); timer = setTimeout(work, 150); }

/* Say how many entries each choice would show. */
function counts(wanted) {
  for (const key of ["place", "year", "venue", "status"]) {
    const found = new Map();
    const open = rows.filter((row) => fits(row, { ...wanted, [key]: "" }));
    for (const row of open) found.set(row[key], (found.get(row[key]) || 0) + 1);
    for (const option of $(key === "place" ? "section" : key).options) {
      option.dataset.name ??= option.textContent;
      if (option.value) option.textContent = `${option.dataset.name} (${said(found.get(option.value) || 0)})`;
    }
    if (key !== "place") continue;
    for (const a of $("sections").querySelectorAll("a")) {
      a.lastElementChild.textContent = said(a.hash ? found.get(a.hash.slice(1)) || 0 : open.length);
    }
  }
}

/* Mark the words that were searched for, where the browser can without touching the page. */
function highlight() {
  if (!CSS.highlights) return;
  CSS.highlights.delete("found");
  const words = (state.q || "").split(/\s+/).filter(Boolean).map((w) => w.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  if (!words.length) return;
  const pattern = new RegExp(words.join("|"), "giu"), found = new Highlight();
  const shown = [...document.querySelectorAll("#papers:not(.away) article, #view article")].slice(0, AT_ONCE + A_CHUNK);
  for (const el of shown.flatMap((article) => [...article.querySelectorAll(SAID)])) {
    const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      for (const hit of node.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, hit.index);
        range.setEnd(node, hit.index + hit[0].length);
        found.add(range);
      }
    }
  }
  CSS.highlights.set("found", found);
}

/* From the address to the controls. */
function apply() {
  state = read();
  if ($("q").value !== (state.q || "")) $("q").value = state.q || "";
  mark();
  show();
}
function mark() {
  const chosen = { ...state, section: placeOf(state) };
  for (const k of ["section", ...SELECTS]) {
    $(k).value = chosen[k] || "";
    if ($(k).selectedIndex < 0) $(k).selectedIndex = 0;
    $(k).classList.toggle("set", $(k).selectedIndex > 0);
  }
  for (const a of $("sections").querySelectorAll("a")) {
    if (a.hash.slice(1) === chosen.section) a.setAttribute("aria-current", "true");
    else a.removeAttribute("aria-current");
  }
  const set = document.querySelectorAll("#choices .set").length;
  $("filters").textContent = set ? `Filters (${set})` : "Filters";
}

/* From the controls to the address. Typing is one step of the history, however many letters it has. */
let pending, unsaid = null;
function save(typing) {
  clearTimeout(pending);
  unsaid = null;
  const hash = address(state);
  if (hash === location.hash.slice(1)) return;
  const how = typing && history.state?.typing ? "replaceState" : "pushState";
  history[how]({ typing }, "", `#${hash}`);
}
function go(next, typing = false) {
  if (unsaid && !typing) unsaid();
  state = next;
  mark();
  show();
  clearTimeout(pending);
  if (typing) pending = setTimeout(unsaid = () => save(true), 250);
  else save(false);
  const top = $("main").offsetTop - $("tools").offsetHeight;
  if (scrollY > top) scrollTo(0, top);
}
function goTo(place) {
  const { list, section, ...rest } = state;
  go({ ...rest, ...Object.fromEntries(new URLSearchParams(place)) });
}
function clear() {
  go({});
  $("q").value = "";
  $("q").focus();
}

$("q").addEventListener("input", () => go({ ...state, q: $("q").value }, true));
$("q").addEventListener("change", () => unsaid?.());
for (const k of SELECTS) $(k).addEventListener("change", () => go({ ...state, [k]: $(k).value }));
$("section").addEventListener("change", () => goTo($("section").value));
$("sections").addEventListener("click", (event) => {
  const a = event.target.closest("a");
  if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo(a.hash.slice(1));
});
$("clear").addEventListener("click", clear);
$("clear-all").addEventListener("click", clear);
$("tools").addEventListener("submit", (event) => event.preventDefault());
$("filters").addEventListener("click", () => {
  $("filters").setAttribute("aria-expanded", $("filters").getAttribute("aria-expanded") === "false");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input,select")) {
    event.preventDefault();
    $("q").focus();
    $("q").select();
  } else if (event.key === "Escape" && event.target === $("q") && $("q").value) {
    event.preventDefault();
    $("q").value = "";
    go({ ...state, q: "" }, true);
  }
});
addEventListener("popstate", apply);

/* What an entry's buttons do. */
const say = (words) => { $("said").textContent = words; };
function open(where, className, tag, texts) {
  const panel = make("div", `panel ${className}`);
  panel.append(...texts.filter(Boolean).map((text) => make(tag, "", text)));
  where.append(panel);
  return panel;
}
async function toClipboard(button, text, what, where) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {  // an old browser, or not allowed
    where.querySelector(".panel.bib")?.remove();
    getSelection().selectAllChildren(open(where, "bib", "pre", [text]));
    say("This browser does not let the page copy; the text is selected.");
    return;
  }
  say(`${what} copied`);
  button.dataset.name ??= button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = button.dataset.name; }, 1500);
}
$("main").addEventListener("click", (event) => {
  const button = event.target.closest("article button");
  if (!button) return;
  const article = button.closest("article");
  const paper = details(article.parentNode.dataset.id);
  if (button.className === "more") {
    button.replaceWith(paper.authors.slice(-button.dataset.more).join(", "));
  } else if (button.className === "bibtex") {
    toClipboard(button, paper.bibtex, "BibTeX", article);
  } else {
    const panel = article.querySelector(".panel.text");
    button.setAttribute("aria-expanded", String(!panel));
    if (panel) panel.remove();
    else open(article, "text", "p", [paper.tldr && `In short: ${paper.tldr}`, paper.abstract]);
  }
});
$("copy").addEventListener("click", () => {
  const ids = new Set(fitting.map((row) => row.li.dataset.id));
  const entries = [...ids].map((id) => details(id).bibtex).filter(Boolean);
  toClipboard($("copy"), entries.join("\n"), `BibTeX of ${entries.length} papers`, $("tools"));
});

apply();
/* Read what is searched in before the first letter is typed. */
const idle = window.requestIdleCallback || ((work) => setTimeout(work, 20));
let prepared = 0;
idle(function prepare() {
  const until = performance.now() + 8;
  while (prepared < rows.length && performance.now() < until) textOf(rows[prepared++]);
  if (prepared < rows.length) idle(prepare);
});
})();

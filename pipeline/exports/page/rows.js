/* What there is to show, and what of it is asked for. All four files are one script. */
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
/* A list, or one of its sections. */
const placeOf = ({ list, section }) => address({ list, section });
const isIn = (row, place) => row.place === place || row.place.startsWith(`${place}&`);
const want = () => ({
  ...state, place: placeOf(state), terms: (state.q || "").split(/\s+/).map(fold).filter(Boolean),
});
function fits(row, { terms, place, year, venue, status }) {
  return (!place || isIn(row, place)) && (!year || row.year === year) && (!venue || row.venue === venue)
    && (!status || row.status === status) && terms.every((term) => textOf(row).includes(term));
}

const ORDERS = {
  cited: (a, b) => b.cited - a.cited || a.at - b.at,
  newest: (a, b) => (b.year || 0) - (a.year || 0) || a.at - b.at,
  oldest: (a, b) => (a.year || 9999) - (b.year || 9999) || a.at - b.at,
};

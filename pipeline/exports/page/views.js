/* The list stands in the page; a view of it (what fits, in some order) is made beside it, of copies: some entries now,
   the others while nobody waits. */
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
  const over = [...row.section.heading.querySelectorAll(".list,.name")];
  if (row.parent) over.push(row.parent.li.querySelector(".title"));
  li.firstElementChild.prepend(make("p", "where", over.map((el) => el.textContent).join(" › ")));
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
    const open = rows.filter((row) => fits(row, { ...wanted, [key]: "" }));
    const found = new Map();
    const add = (value) => found.set(value, (found.get(value) || 0) + 1);
    for (const row of open) {
      add(row[key]);
      if (key === "place" && row.place.startsWith("list=")) add(row.place.split("&")[0]);
    }
    const of = (value) => said(value ? found.get(value) || 0 : open.length);
    for (const option of $(key === "place" ? "section" : key).options) {
      option.dataset.name ??= option.textContent;
      if (option.value) option.textContent = `${option.dataset.name} (${of(option.value)})`;
    }
    if (key !== "place") continue;
    for (const a of $("sections").querySelectorAll("a")) a.lastElementChild.textContent = of(a.hash.slice(1));
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

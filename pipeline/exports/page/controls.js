/* What is chosen: the address says it, the controls show it. */
let pending, unsaid = null;

function apply() {
  clearTimeout(pending);
  unsaid = null;
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

const typed = () => go({ ...state, q: $("q").value }, true);
$("q").addEventListener("input", (event) => { if (!event.isComposing) typed(); });
$("q").addEventListener("compositionend", typed);  // 汉字 are searched for, not the letters that become one
$("q").addEventListener("change", () => {
  unsaid?.();
  history.replaceState(null, "");  // what is typed next is a step of its own
});
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
  } else if (event.key === "Escape" && !event.isComposing && event.target === $("q") && $("q").value) {
    event.preventDefault();
    $("q").value = "";
    typed();
  }
});
addEventListener("popstate", apply);

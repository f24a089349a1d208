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

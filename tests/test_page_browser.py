"""The page in a real browser, used as people use it: typing, clicking, keys. Nothing leaves the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from pipeline.exports import page as export
from tests import browser as browsers
from tests.page_world import HOSTILE_SHOWN, PAPERS, ROWS, row

expect.set_options(timeout=5000)
PHONE: ViewportSize = {"width": 360, "height": 740}
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    if browsers.chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium is installed; .ci/run installs it")
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with browsers.opened() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "index.html"
    file.write_text(export.write(PAPERS, ROWS), "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def contexts(chrome: Browser) -> dict[str, BrowserContext]:
    """Windows of each kind, kept: opening one takes longer than a test."""
    return {
        "wide": chrome.new_context(viewport={"width": 1280, "height": 900}, permissions=CLIPBOARD),
        "dark": chrome.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark"),
        "phone": chrome.new_context(viewport=PHONE, has_touch=True, color_scheme="dark"),
        "without scripts": chrome.new_context(java_script_enabled=False),
    }


@pytest.fixture
def page(contexts: dict[str, BrowserContext], address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open the page; at the end nothing has run that should not, and nothing was asked of anyone."""
    asked: list[str] = []
    faults: list[str] = []
    page = contexts[getattr(request, "param", "wide")].new_page()
    page.set_default_timeout(5000)
    page.on("request", lambda r: asked.append(r.url))
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("dialog", lambda d: faults.append(d.message))
    page.goto(address)
    yield page
    assert [url for url in asked if not url.startswith(("file:///", "data:image/svg"))] == []
    assert faults == []
    page.close()


def _begins(page: Page, *titles: str) -> None:
    """Wait until the view begins with these titles. Their text may not be rendered yet (`content-visibility`)."""
    shown = page.locator("article:visible:not(.around > article) .title")
    for at, title in enumerate(titles):
        expect(shown.nth(at)).to_have_text(title)


def _count(page: Page) -> Locator:
    return page.locator("#shown")


def test_typing_finds_titles_authors_and_notes(page: Page) -> None:
    for typed, title in (
        ("growing gradient", PAPERS[0].title),
        ("启发", PAPERS[0].title),
        ("angstrom", PAPERS[0].title),
        ("last gardener", PAPERS[0].title),  # an author that is not shown at first
        ("ＭＡＳＫ", "Silent Masks: Learning Languages"),
        ("no labels at all", "Silent Masks: Learning Languages"),  # today's title
        ("nobody wrote", "A Paper That Nobody Wrote"),
    ):
        page.keyboard.press("/")  # what is there is selected, so typing replaces it
        page.keyboard.type(typed)
        expect(page.locator("#view article:not(.around > *) .title")).to_have_text([title])
        expect(_count(page)).to_have_text("1 of 8")
        page.locator("main").focus()


def test_chinese_is_searched_for_when_it_is_written_not_while_letters_become_it(page: Page) -> None:
    page.get_by_role("searchbox").focus()
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "qi fa", "selectionStart": 5, "selectionEnd": 5})
    expect(page.get_by_role("searchbox")).to_have_value("qi fa")
    expect(_count(page)).to_have_text("8 of 8")
    method.send("Input.insertText", {"text": "启发"})
    expect(_count(page)).to_have_text("1 of 8")


def test_a_paper_that_fits_keeps_its_place_under_one_that_does_not(page: Page) -> None:
    page.get_by_role("searchbox").fill("clouds")
    expect(_count(page)).to_have_text("1 of 8")
    expect(page.locator("#view h2")).to_have_text("方法 Methods 1 of 3")
    around = page.locator("#view li.around > article")
    expect(around).to_have_text("Silent Masks: Learning Languages", use_inner_text=True)
    expect(page.locator("#view li.around > ol > li")).to_contain_text("类似想法 1.")


def test_of_several_lists_one_can_be_chosen(page: Page, tmp_path: Path) -> None:
    other = [row(n, f"Toasters in List {n}", path="raw/b.md", section="其他") for n in (1, 2)]
    (tmp_path / "index.html").write_text(export.write(PAPERS, [*ROWS, *other]), "utf-8")
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="b.md").click()
    expect(_count(page)).to_have_text("2 of 10")
    expect(page.locator("#view h2")).to_have_text("b.md 其他 2")
    expect(page.get_by_role("link", name="玩具论文列表").locator(".count")).to_have_text("8")
    page.get_by_label("Order").select_option("oldest")
    expect(page.locator("#view .where").first).to_have_text("b.md › 其他")


def test_filters_narrow_one_another_and_say_how_many_there_are(page: Page) -> None:
    page.get_by_role("link", name="其他").click()
    expect(_count(page)).to_have_text("4 of 8")
    expect(page.get_by_label("Status").locator("option")).to_have_text(
        ["Any status", "matched (1)", "ambiguous (1)", "absent (1)", "unknown (1)"]
    )
    page.get_by_label("Status").select_option("absent")
    expect(_count(page)).to_have_text("1 of 8")
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Venue").select_option("ACL")
    page.get_by_label("Year").select_option("2020")
    expect(_count(page)).to_have_text("1 of 8")
    _begins(page, PAPERS[2].title)


def test_what_matched_no_paper_is_shown_with_its_status(page: Page) -> None:
    for status in ("unknown", "ambiguous", "absent"):
        expect(page.locator(f"[data-status={status}] .status")).to_have_text(status)
        expect(page.get_by_role("term").filter(has_text=status)).to_be_visible()
    expect(page.get_by_role("link", name="A Talk on Toasters")).to_have_attribute("href", "https://example.org/talk")


def test_sorting_shows_all_in_the_order_asked_for_and_where_each_stands(page: Page) -> None:
    page.get_by_label("Order").select_option("cited")
    _begins(page, PAPERS[0].title, "Silent Masks: Learning Languages", PAPERS[2].title)
    expect(page.locator("#view .where").nth(2)).to_have_text("方法 Methods › Silent Masks: Learning Languages")
    page.get_by_label("Order").select_option("oldest")
    _begins(page, "A Paper That Nobody Wrote")
    page.get_by_label("Order").select_option("")
    _begins(page, PAPERS[0].title, "Silent Masks: Learning Languages")
    expect(_count(page)).to_have_text("8 of 8")


def test_a_view_can_be_linked_and_the_back_button_leads_back(page: Page, address: str) -> None:
    page.get_by_label("Year").select_option("2021")
    page.get_by_role("searchbox").press_sequentially("masks")
    expect(_count(page)).to_have_text("1 of 8")
    page.wait_for_url("**#q=masks&year=2021")
    link = page.url
    page.go_back()  # all letters are one step
    expect(_count(page)).to_have_text("2 of 8")
    expect(page.get_by_role("searchbox")).to_have_value("")
    page.go_back()
    expect(_count(page)).to_have_text("8 of 8")
    page.go_forward()
    expect(page.get_by_label("Year")).to_have_value("2021")
    page.goto("about:blank")
    page.goto(link)
    expect(_count(page)).to_have_text("1 of 8")
    expect(page.get_by_role("searchbox")).to_have_value("masks")


def test_bibtex_is_copied_of_one_paper_and_of_all_shown(page: Page) -> None:
    entry = page.locator("article", has_text=PAPERS[3].title)
    entry.get_by_role("button", name="BibTeX").click()
    expect(page.get_by_role("status").last).to_have_text("BibTeX copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{author2021number4,")
    page.get_by_role("link", name="方法").click()
    page.get_by_role("button", name="Copy BibTeX of these").click()
    expect(page.get_by_role("status").last).to_have_text("BibTeX of 3 papers copied")
    assert page.evaluate("navigator.clipboard.readText()").count("@") == 3


def test_where_copying_is_not_allowed_the_text_is_there_to_copy(page: Page) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("article", has_text=PAPERS[3].title).get_by_role("button", name="BibTeX").click()
    expect(page.locator(".panel pre")).to_contain_text("@misc{author2021number4,")
    page.wait_for_function("getSelection().toString().includes('@misc')")


def test_the_abstract_and_all_authors_come_when_asked_for(page: Page) -> None:
    article = page.locator("article", has_text=PAPERS[0].title)
    button = article.get_by_role("button", name="Abstract")
    button.click()
    expect(article.locator(".panel")).to_contain_text("It works & scales <well>.")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(article.locator(".panel")).to_have_count(0)
    expect(article).not_to_contain_text("Last Gardener")
    article.get_by_role("button", name="4 more").click()
    expect(article).to_contain_text("Rob Rake6, Last Gardener")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=PAPERS[0].title)).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("socks")
    expect(_count(page)).to_have_text("1 of 8")
    page.keyboard.press("Escape")
    expect(_count(page)).to_have_text("8 of 8")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Year")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(_count(page)).to_have_text("1 of 8")


def test_hostile_words_are_shown_as_they_are_and_do_nothing(page: Page) -> None:
    entry = page.locator("li", has_text="onerror").locator("article").last
    expect(entry.locator(".title")).to_have_text(HOSTILE_SHOWN)
    expect(entry.locator(".note")).to_have_text(HOSTILE_SHOWN)
    entry.get_by_role("button", name="Abstract").click()
    entry.locator("a").first.hover()
    page.get_by_role("searchbox").fill("<img src=x onerror")
    page.get_by_label("Order").select_option("newest")
    expect(_count(page)).to_have_text("1 of 8")
    page.get_by_role("button", name="Clear").click()
    page.evaluate("document.querySelectorAll('#sections a').forEach((a) => a.click())")
    page.get_by_label("Venue").select_option(HOSTILE_SHOWN)
    expect(_count(page)).to_have_text("1 of 8")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe, [onerror], [onmouseover], a[href^='javascript' i]").count() == 0


def test_code_that_is_not_the_pages_own_is_refused(chrome: Browser, tmp_path: Path) -> None:
    """Should an escape ever fail, the page's own policy still stands."""
    (tmp_path / "x.html").write_text(
        export.write(PAPERS, ROWS).replace("<main", "<script>window.pwned=1</script><img src=x onerror=pwned=2><main")
    )
    page = chrome.new_page()
    page.goto((tmp_path / "x.html").as_uri())
    expect(_count(page)).to_have_text("8 of 8")
    assert page.evaluate("window.pwned") is None
    page.close()


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_phone_shows_all_without_scrolling_sideways(page: Page) -> None:
    expect(page.get_by_label("Year")).to_be_hidden()
    page.get_by_role("button", name="Filters").tap()
    page.get_by_label("Section", exact=True).select_option(urlencode({"section": "其他"}))
    expect(_count(page)).to_have_text("4 of 8")
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    page.get_by_role("button", name="Clear").tap()
    for button in page.get_by_role("button", name="Abstract").all():
        button.tap()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("page", ["without scripts"], indirect=True)
def test_without_scripts_the_list_is_there_to_read(page: Page) -> None:
    expect(page.locator("article:visible")).to_have_count(8)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.get_by_role("link", name="其他").click()
    expect(page.get_by_role("heading", name="其他")).to_be_in_viewport()


@pytest.mark.parametrize("page", ["wide", "dark", "phone"], indirect=True)
def test_no_rule_of_axe_is_broken(page: Page, request: pytest.FixtureRequest) -> None:
    """Roles, names, contrast, order of headings: https://github.com/dequelabs/axe-core."""
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0] < 60")
    assert dark == ("wide" not in request.node.name)
    page.get_by_role("searchbox").fill("clouds")
    page.locator("#view article:not(.around > *) .bibtex").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()

"""The site: every page of both editions, its links, and how it looks and works in a real browser."""

import functools
import http.server
import re
import shutil
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tools import book, results

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.slow


class Links(HTMLParser):
    """What a page links to and shows, and the names that can be linked to."""

    def __init__(self, file: Path):
        super().__init__()
        self.targets, self.names = [], set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.targets += [found[name] for name in ("href", "src") if found.get(name) and tag in ("a", "img", "script", "link")]
        self.names |= {found[name] for name in ("id", "name") if found.get(name)}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    place = tmp_path_factory.mktemp("book")
    for edition in book.EDITIONS:
        assert book.build(edition, place) == 0
    return place / "html"


@pytest.mark.parametrize("code", [edition.code for edition in book.EDITIONS])
def test_every_lesson_is_a_page_in_every_language(site, code):
    pages = {file.stem for file in (site / code).glob("*.html")}
    assert pages >= {lesson.stem for lesson in results.lessons()} | {"index", "TEACHING", "data_card", "search"}
    text = (site / code / "03_sft_with_packing.html").read_text(encoding="utf-8")
    assert f'<html lang="{code}"' in text and "_images/" in text


def test_links_inside_the_site_lead_somewhere(site):
    known = {file: Links(file) for file in site.rglob("*.html") if "_static" not in file.parts}
    broken = []
    for file, links in known.items():
        for target in links.targets:
            address = urlsplit(target)
            if address.scheme or address.netloc or target.startswith("data:"):
                continue
            there = (file.parent / unquote(address.path)).resolve() if address.path else file
            wanted = unquote(address.fragment)
            if not there.exists() or (wanted and there in known and wanted not in known[there].names):
                broken.append((file.name, target))
    # A search or an index page is of one language alone; what a page of the other one lacks, the switch cannot lead to.
    alone = re.compile(r"(genindex|search|GLOSSARY)\.html$")
    assert not [each for each in broken if not alone.search(urlsplit(each[1]).path)]


@pytest.fixture(scope="module")
def address(site):
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=site)
    handler.log_message = lambda *given: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(request):
    if not BROWSER:
        pytest.skip("no chromium on this machine: the site was not tried in a browser")
    with pytest.importorskip("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": getattr(request, "param", 1280), "height": 900})
        browser.close()


def test_hangul_has_a_font_and_figures_are_drawn(page, address):
    page.goto(f"{address}/ko/03_sft_with_packing.html", wait_until="load")
    assert page.evaluate("async () => (await document.fonts.load('16px \"Nanum Gothic\"', '한글')).length") > 0
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Nanum Gothic"')
    widths = page.evaluate("[...document.querySelectorAll('img[src*=_images]')].map(image => image.naturalWidth)")
    assert len(widths) >= 4 and min(widths) > 100


def test_the_switch_leads_to_the_same_page(page, address):
    page.goto(f"{address}/en/06_exact_match.html")
    page.click("a:text-is('한국어')")
    assert page.url.endswith("/ko/06_exact_match.html") and "정확 일치" in page.inner_text("h1")
    page.click("a:text-is('English')")
    assert page.url.endswith("/en/06_exact_match.html")


@pytest.mark.parametrize("code, word, lesson", [("ko", "패킹", "03_sft_with_packing"), ("en", "packing", "03_sft_with_packing")])
def test_search_finds_a_word(page, address, code, word, lesson):
    page.goto(f"{address}/{code}/search.html?q={word}")
    page.wait_for_selector("#search-results li", timeout=60_000)
    assert page.locator(f"#search-results a[href*='{lesson}']").count() > 0


@pytest.mark.parametrize("page", [390], indirect=True)
@pytest.mark.parametrize("name", ["index", "01_setup", "08_what_moves_the_score"])
def test_a_page_fits_a_phone(page, address, name):
    page.goto(f"{address}/ko/{name}.html", wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

"""The page of `demo` as a reader sees it: in a real browser. Skipped where there is no chromium, and said so."""

import re
import shutil
from urllib.parse import urlsplit

import pytest
from demo_fixtures import address, fill, model, shop  # noqa: F401

from demo import page, sources

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the page was not tried in a browser")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 120_000  # milliseconds
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BROWSER, reason="no chromium on this machine: the page was not tried in a browser"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"], timeout=PATIENCE)
        yield browser
        browser.close()


def opened(browser, address):
    """The page once its first database is there."""
    tab = browser.new_page(viewport={"width": 1280, "height": 1100})
    tab.set_default_timeout(PATIENCE)
    tab.goto(address)
    tab.locator("#schema .cm-content", has_text="CREATE TABLE branch").wait_for()
    return tab


@pytest.fixture
def tab(browser, address):
    tab = opened(browser, address)
    yield tab
    tab.close()


def type_sql(tab, query):
    tab.locator("#sql .cm-content").click()
    tab.keyboard.press("Control+A")
    tab.keyboard.insert_text(query)


def wait_for(tab, name, text):
    """Until the box of that name says something that holds `text`."""
    box = tab.locator(f"#{name} textarea, #{name} input").first
    sync_api.expect(box).to_have_value(re.compile(re.escape(text)), timeout=PATIENCE)


def cells(tab, text):
    return tab.locator("#result [role=gridcell]:visible", has_text=re.compile(rf"^\s*{re.escape(text)}\s*$"))


def test_ask_and_see_rows(tab):
    tab.locator("#examples button, #examples tr").filter(has_text=page.examples()["cafe"][0][0]).first.click()
    wait_for(tab, "question", page.examples()["cafe"][0][0])
    tab.locator("#ask").click()
    wait_for(tab, "outcome", "행,")
    query = tab.locator("#sql .cm-content").inner_text().replace("\n", " ")
    first = sources.run("cafe", query).rows[0][0]
    cells(tab, first).first.wait_for()


def test_another_database_in_english(tab):
    tab.get_by_label("English").click()
    sync_api.expect(tab.locator("#ask")).to_have_text("Ask")
    tab.locator("#database input").click()
    tab.locator("#database [role=option]", has_text="bakery chain").click()
    tab.locator("#schema .cm-content", has_text="CREATE TABLE bread").wait_for()
    type_sql(tab, "SELECT count(*) FROM bread")
    tab.locator("#run").click()
    wait_for(tab, "outcome", "1 rows in")
    cells(tab, sources.run("bakery", "SELECT count(*) FROM bread").rows[0][0]).first.wait_for()


def test_hostile_sql_is_refused_and_its_text_is_only_text(tab):
    type_sql(tab, "DROP TABLE branch")
    tab.locator("#run").click()
    wait_for(tab, "outcome", "샌드박스가 거부했습니다")
    type_sql(tab, 'SELECT \'<img src=x onerror="document.title=1">\' AS "<script>document.title=2</script>"')
    tab.locator("#run").click()
    tab.locator("#result [role=gridcell]:visible", has_text="<img src=x").first.wait_for()
    assert tab.title() == "Korean text-to-SQL"


def test_files_of_the_reader(tab, shop):
    own = tab.locator("#own textarea, #own input").first
    own.fill(str(shop))
    own.press("Enter")
    tab.locator("#schema .cm-content", has_text="CREATE TABLE sale").wait_for()
    tab.locator("#preview [role=gridcell]:visible", has_text="xxxxxxxxxx").first.wait_for()
    letter = shop.with_name("letter.db")
    letter.write_text("Dear reader")
    own.fill(str(letter))
    own.press("Enter")
    wait_for(tab, "trouble", "SQLite 파일이 아닙니다")
    large = shop.with_name("large.db")
    fill(large, 200_000, width=1_000)
    assert large.stat().st_size > 200_000_000
    own.fill(str(large))
    own.press("Enter")
    tab.locator("#schema .cm-content", has_text="CREATE TABLE sale").wait_for()
    type_sql(tab, "SELECT price FROM sale WHERE id = 199999")
    tab.locator("#run").click()
    wait_for(tab, "outcome", "1행,")
    cells(tab, str(199_999 * 7 % 1000)).first.wait_for()


def test_ten_questions_at_once(browser, address):
    tabs = [opened(browser, address) for _ in range(10)]
    for number, tab in enumerate(tabs):
        tab.locator("#question textarea, #question input").first.fill(f"SELECT {number} * 1111 + 1")
    for tab in tabs:
        tab.locator("#ask").click()
    for number, tab in enumerate(tabs):
        cells(tab, str(number * 1111 + 1)).first.wait_for()
        tab.close()


def test_the_page_asks_nobody_else(browser, address):
    tab, hosts = browser.new_page(), set()
    tab.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    tab.set_default_timeout(PATIENCE)
    tab.goto(address)
    tab.locator("#schema .cm-content", has_text="CREATE TABLE branch").wait_for()
    tab.close()
    assert hosts - {None, ""} == {"127.0.0.1"}

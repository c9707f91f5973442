"""The pages in a real browser, opened from disk: nothing is fetched, nothing complains, all can be seen and stepped through."""

import io

import hostile
import pytest
import report_builder as made
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import reports

pytestmark = pytest.mark.slow

APPLICATION = "applications/a-0000000000000001.html"
DELIVERY = "deliveries/r-0000000000000001.html"
DOCUMENT = "documents/d-0001000100000000.html"
KINDS = ("report.html", "look-ups.html", APPLICATION, DELIVERY, DOCUMENT)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    reports.publish(made.report(2), made.notice(), made.picture, folder)
    return folder


@pytest.fixture(scope="module")
def hostile_out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    reports.publish(hostile.report(), made.notice(), made.picture, folder)
    return folder


class Watched:
    """A page whose requests and complaints are written down."""

    def __init__(self, browser: Browser, **options) -> None:
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, **options)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def open(self, folder, address: str) -> Page:
        self.page.goto((folder / address).as_uri())
        return self.page


@pytest.fixture
def watched(browser):
    watched = Watched(browser)
    yield watched
    watched.context.close()


def recommender(folder) -> str:
    return next(p for p in folder.glob("recommenders/东湖市*/report.html")).relative_to(folder).as_posix()


def test_nothing_leaves_and_nothing_complains(watched, out):
    for address in (*KINDS, recommender(out)):
        watched.open(out, address).wait_for_load_state("load")
    assert {url.partition(":")[0] for url in watched.requests} == {"file"}
    assert watched.complaints == []


def test_no_payload_runs(watched, hostile_out):
    for address in (*KINDS, recommender(hostile_out)):
        page = watched.open(hostile_out, address)
        page.wait_for_load_state("load")
        assert "owned" not in page.evaluate("document.title").replace("document.title='owned'", "")
    assert {url.partition(":")[0] for url in watched.requests} == {"file"}
    assert watched.complaints == []


@pytest.mark.parametrize("kind", range(len(KINDS) + 1))
def test_axe_finds_nothing_serious(watched, out, kind):
    address = (*KINDS, recommender(out))[kind]
    found = Axe().run(watched.open(out, address)).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in {"serious", "critical"}] == []


def test_each_findings_crop_is_on_the_screen_and_not_blank(watched, out):
    for address in (APPLICATION, DELIVERY):
        crops = watched.open(out, address).locator(".finding figure img")
        assert crops.count() >= 1
        for place in range(crops.count()):
            crop = crops.nth(place)
            crop.scroll_into_view_if_needed()
            watched.page.wait_for_function("i => i.complete && i.naturalWidth > 0", arg=crop.element_handle())
            with Image.open(io.BytesIO(crop.screenshot())) as picture:
                low, high = picture.convert("L").getextrema()
            assert high - low > 100


def test_a_page_opens_in_less_than_a_second(watched, out):
    page = watched.open(out, APPLICATION)
    page.wait_for_load_state("load")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") < 1000


def test_filters(watched, out):
    page = watched.open(out, "report.html")
    rows = page.locator(".overview tbody tr:visible")
    assert rows.count() == 3
    page.select_option("[data-filter=domain]", label="服务业")
    assert rows.count() == 2
    page.fill("[data-filter=words]", "试点2")
    assert rows.count() == 1
    assert page.locator("output").inner_text() == "显示1行，共3行"
    page.click("button[type=reset]")
    page.wait_for_function("!document.querySelector('[data-hidden]')")
    page.select_option("[data-filter=verdict]", "no_evidence")
    assert rows.count() == 2


def test_sorting(watched, out):
    page = watched.open(out, "report.html")
    first = page.locator(".overview tbody tr td:first-child").first
    page.click(".overview thead button >> nth=0")
    page.click(".overview thead button >> nth=0")
    assert first.inner_text() == "2"


def test_keys_lead_from_finding_to_finding_and_from_package_to_package(watched, out):
    page = watched.open(out, APPLICATION)
    here = "[...document.querySelectorAll('.finding')].indexOf(document.activeElement)"
    places = []
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        places.append(page.evaluate(here))
    assert places == [0, 1, 0]
    page.keyboard.press("n")
    page.wait_for_url("**/a-0000000000000002.html")
    page.keyboard.press("p")
    page.wait_for_url("**/a-0000000000000001.html")
    page.keyboard.press("u")
    page.wait_for_url("**/report.html")


def test_a_click_enlarges_and_escape_closes(watched, out):
    page = watched.open(out, APPLICATION)
    page.locator(".finding figure img").first.click()
    assert page.locator("dialog[open] img").is_visible()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")


def test_without_scripts_everything_reads_and_leads_to_its_place(browser, out):
    still = Watched(browser, java_script_enabled=False)
    page = still.open(out, "report.html")
    page.click("text=东湖市康养服务标准化试点1")
    assert page.locator("h1").inner_text() == "东湖市康养服务标准化试点1"
    page.locator(".settled-list").first.locator("xpath=ancestor::details/summary").click()
    assert page.locator(".settled-list").first.is_visible()
    page.click("#facts tr:has(th:text-is('承担单位')) .place a")
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor} rect").is_visible()
    page.locator(".spot.seal rect").first.click()
    assert "印文相符" in page.locator(f"#{page.url.partition('#')[2]}").inner_text()
    still.context.close()

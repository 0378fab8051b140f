from playwright.sync_api import Page

from tests.support.browser import Axe

GOOD = "<!doctype html><html lang='en'><title>Prepare</title><main><h1>Prepare</h1></main></html>"


def test_a_page_that_all_can_use_has_no_violations(page: Page, axe: Axe) -> None:
    page.set_content(GOOD)
    assert axe(page) == []


def test_a_picture_without_words_is_a_violation(page: Page, axe: Axe) -> None:
    page.set_content(GOOD.replace("<h1>", "<img src='data:,'><h1>"))
    assert [line.split()[0] for line in axe(page)] == ["image-alt"]


def test_a_phone_is_narrow(phone_page: Page) -> None:
    phone_page.set_content(
        GOOD.replace("<title>", "<meta name='viewport' content='width=device-width'><title>")
    )
    assert phone_page.evaluate("window.innerWidth") == 360

"""The whole way by keyboard: sign in, ask, read the source, rate, open and leave urgent help, clear."""

from playwright.sync_api import Page, expect


def press_until(page: Page, name: str, key: str = "Tab", most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if name in page.evaluate("(document.activeElement.innerText || document.activeElement.id || '')"):
            return
    raise AssertionError(f"{name} cannot be reached with {key}")


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Priya Nair").wait_for()
    press_until(page, "Skip to main content")
    page.keyboard.press("Enter")
    press_until(page, "Priya Nair")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Ask a question")).to_be_focused()

    press_until(page, "text")
    page.keyboard.type("What is")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("a PDR?")
    expect(page.get_by_label("Your question")).to_have_value("What is\na PDR?")
    page.get_by_label("Your question").fill("What is a PDR?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A PDR is a yearly talk")).to_be_visible()
    expect(page.get_by_label("Your question")).to_be_focused()

    press_until(page, "Where this comes from", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Last reviewed")).to_be_visible()
    press_until(page, "Helpful")
    page.keyboard.press("Space")
    expect(page.locator(".feedback [role=status]")).to_be_focused()

    press_until(page, "Urgent help", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Urgent help")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "Urgent help" in page.evaluate("document.activeElement.innerText")

    press_until(page, "Clear conversation", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()


def test_the_focus_is_never_hidden_behind_the_message_box(chat: Page) -> None:
    chat.get_by_label("Your question").fill("long")
    chat.keyboard.press("Enter")
    chat.get_by_role("button", name="Helpful", exact=True).wait_for()
    press_until(chat, "Sign out", "Shift+Tab")
    for _ in range(12):
        chat.keyboard.press("Tab")
        hidden = chat.evaluate(
            """() => {
              const box = document.getElementById('composer'), focus = document.activeElement;
              if (box.contains(focus) || focus === document.body) return false;
              const over = box.getBoundingClientRect(), under = focus.getBoundingClientRect();
              const beside = under.left >= over.right || under.right <= over.left;
              return (!beside && under.top >= over.top) || under.bottom > innerHeight;
            }"""
        )
        assert not hidden

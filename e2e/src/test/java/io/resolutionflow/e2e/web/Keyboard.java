package io.resolutionflow.e2e.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Somebody without a mouse. */
final class Keyboard {

    private static final int MOST_STOPS = 150;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    Keyboard press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    Keyboard write(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Goes from control to control until this one has the focus. */
    Keyboard to(String testId) {
        return to(page.getByTestId(testId));
    }

    /** As {@link #to(String)}. */
    Keyboard to(Locator control) {
        control.waitFor();
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            if (Boolean.TRUE.equals(
                    control.evaluate("control => control === document.activeElement"))) {
                return this;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("no way by Tab to " + control + " on " + page.url());
    }
}

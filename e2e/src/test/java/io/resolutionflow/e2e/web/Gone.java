package io.resolutionflow.e2e.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;

/** To wait until something is not there any more. */
final class Gone {

    static final Locator.WaitForOptions OPTION =
            new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

    private Gone() {}
}

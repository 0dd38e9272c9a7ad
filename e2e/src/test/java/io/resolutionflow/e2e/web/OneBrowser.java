package io.resolutionflow.e2e.web;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands each test its own {@link Windows} of the one browser of the run; they are closed behind it,
 * and the test fails for what the pages complained about in their console.
 */
public final class OneBrowser implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(OneBrowser.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Windows.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var chromium =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Windows.class, key -> new Windows(chromium), Windows.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var windows = context.getStore(NAMESPACE).get(Windows.class, Windows.class);
        if (windows != null) {
            windows.close(context.getExecutionException().isEmpty());
        }
    }
}

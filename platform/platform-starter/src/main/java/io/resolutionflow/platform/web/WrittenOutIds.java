package io.resolutionflow.platform.web;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Takes ids in an address as they are written, 36 characters: {@code 1-1-1-1-1} can be read as an
 * id too, but it is one that nobody was given.
 */
@ControllerAdvice
class WrittenOutIds {

    private static final int LENGTH = 36;

    @InitBinder
    void readIds(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new Id());
    }

    private static final class Id extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            if (text.length() != LENGTH) {
                throw new IllegalArgumentException("not an id");
            }
            setValue(UUID.fromString(text));
        }
    }
}

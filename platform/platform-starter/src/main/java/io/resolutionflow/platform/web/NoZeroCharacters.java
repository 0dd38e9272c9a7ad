package io.resolutionflow.platform.web;

import io.resolutionflow.platform.problem.DomainException;
import java.beans.PropertyEditorSupport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses the character zero in what a caller sends: JSON may carry it, PostgreSQL keeps it neither
 * in a text nor in JSON. 400 {@code malformed_request} in a body, 422 in the address.
 */
@ControllerAdvice
class NoZeroCharacters extends RequestBodyAdviceAdapter {

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return AbstractJacksonHttpMessageConverter.class.isAssignableFrom(converter);
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = message.getBody().readAllBytes();
        if (holdsZero(body)) {
            throw new DomainException(
                    400,
                    "malformed_request",
                    "The request holds the character U+0000, which no text can have.");
        }
        return new Read(message.getHeaders(), body);
    }

    @InitBinder
    void refuseInParameters(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new Text());
    }

    /**
     * Looks at bytes, so that names of members count too. A zero byte stands in no JSON of UTF-8;
     * an escape begins at a backslash that is not itself escaped.
     */
    static boolean holdsZero(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == 0) {
                return true;
            }
            if (json[i] == '\\') {
                if (isZero(json, i + 1)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isZero(byte[] json, int at) {
        return at + 5 <= json.length
                && json[at] == 'u'
                && json[at + 1] == '0'
                && json[at + 2] == '0'
                && json[at + 3] == '0'
                && json[at + 4] == '0';
    }

    private record Read(HttpHeaders headers, byte[] body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    private static final class Text extends PropertyEditorSupport {

        @Override
        public void setAsText(String text) {
            if (text.indexOf(0) >= 0) {
                throw new IllegalArgumentException("holds the character U+0000");
            }
            setValue(text);
        }
    }
}

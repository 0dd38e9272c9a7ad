package io.resolutionflow.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resolutionflow.platform.problem.FieldProblem;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.validation.BindingResult;
import org.springframework.validation.DataBinder;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class FieldProblemsTests {

    record Form(
            @Size(min = 3, max = 5) @Nullable String shortText,
            @Size(min = 2, max = 3) @Nullable List<String> someTags,
            @Size(max = 1) @Nullable String letter) {}

    @ParameterizedTest
    @CsvSource({
        "short_text, 0, too_short", "short_text, 2, too_short", "short_text, 6, too_long",
        "some_tags, 1, too_short", "some_tags, 4, too_long", "letter, 2, too_long"
    })
    void the_side_on_which_a_size_is_missed_is_told(String field, int size, String code) {
        String text = "x".repeat(size);
        var form =
                new Form(
                        field.equals("short_text") ? text : null,
                        field.equals("some_tags")
                                ? text.chars().mapToObj(String::valueOf).toList()
                                : null,
                        field.equals("letter") ? text : null);

        assertThat(FieldProblems.of(validated(form)))
                .extracting(FieldProblem::field, FieldProblem::code)
                .containsExactly(tuple(field, code));
    }

    private static BindingResult validated(Form form) {
        try (var validator = new LocalValidatorFactoryBean()) {
            validator.afterPropertiesSet();
            var binder = new DataBinder(form, "form");
            binder.setValidator(validator);
            binder.validate();
            return binder.getBindingResult();
        }
    }
}

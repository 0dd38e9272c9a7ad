package io.resolutionflow.aigateway.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.resolutionflow.platform.problem.DomainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerSchemaTests {

    private final JsonMapper json = JsonMapper.builder().build();
    private final AnswerSchema schemas = new AnswerSchema(json);

    @Test
    void the_subset_of_the_contract_is_taken() {
        JsonNode schema =
                json.readTree(
                        """
                        {"type":"object","additionalProperties":false,"required":["a"],"description":"d",
                         "properties":{"a":{"type":["string","null"],"maxLength":5},"b":{"anyOf":[{"type":"integer","minimum":0},{"$ref":"#/$defs/c"}]},
                                       "d":{"type":"array","items":{"enum":["x","y"]},"maxItems":3},"e":{"const":1}},
                         "$defs":{"c":{"type":"object","properties":{"f":{"type":"boolean"}}}}}\
                        """);

        assertThatCode(() -> schemas.requireSupported(schema)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"string\",\"pattern\":\"a\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"format\":\"email\"}}}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/a\"}}}}",
                "{\"$ref\":\"https://elsewhere.test/schema\"}",
                "{\"oneOf\":[]}",
                "{\"type\":\"thing\"}",
                "{\"type\":[]}",
                "{\"type\":\"object\",\"properties\":[\"a\"]}",
                "{\"required\":\"a\"}",
                "{\"enum\":\"a\"}",
                "{\"maxLength\":\"5\"}",
                "{\"minimum\":\"0\"}",
                "\"text\"",
                "[]"
            })
    void anything_else_is_the_callers_mistake(String schema) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> schemas.requireSupported(json.readTree(schema)))
                .satisfies(no -> assertThat(no.code()).isEqualTo("schema_unsupported"))
                .satisfies(no -> assertThat(no.status()).isEqualTo(422));
    }

    @Test
    void a_schema_deeper_than_ten_levels_is_refused() {
        String deep = "{\"items\":".repeat(11) + "{}" + "}".repeat(11);

        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> schemas.requireSupported(json.readTree(deep)));
    }

    @Test
    void json_in_a_code_fence_counts_as_json() {
        assertThat(schemas.parse("Here you are:\n```json\n{\"a\":1}\n```\n"))
                .contains(json.readTree("{\"a\":1}"));
        assertThat(schemas.parse("no object at all")).isEmpty();
        assertThat(schemas.parse("")).isEmpty();
    }

    @Test
    void misfits_are_paths_without_text() {
        JsonNode schema =
                json.readTree(
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":2}}}");

        assertThat(schemas.misfits(json.readTree("{\"a\":\"ok\"}"), schema)).isEmpty();
        assertThat(schemas.misfits(json.readTree("{\"a\":\"secret text\"}"), schema))
                .hasSize(1)
                .allMatch(path -> !path.contains("secret"));
    }
}

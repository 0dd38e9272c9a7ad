package io.resolutionflow.aigateway.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaFitTests {

    private final JsonMapper json = JsonMapper.builder().build();

    private JsonNode fit(String draft, String schema) {
        var object = (tools.jackson.databind.node.ObjectNode) json.readTree(draft);
        return json.readTree(SchemaFit.draftTo(json.readTree(schema), Draft.of(object)).toString());
    }

    @Test
    void members_the_template_does_not_know_are_filled_minimally() {
        JsonNode fitted =
                fit(
                        "{\"known\":\"x\",\"extra\":1}",
                        """
                        {"type":"object","required":["known","text","list","flag","number","kind","maybe","nested"],"properties":{
                          "known":{"type":"string"},"text":{"type":"string"},"list":{"type":"array","items":{"type":"string"}},
                          "flag":{"type":"boolean"},"number":{"type":"number","minimum":0.2},"kind":{"type":"string","enum":["a","b"]},
                          "maybe":{"type":["string","null"]},"optional":{"type":"string"},
                          "nested":{"type":"object","required":["x"],"properties":{"x":{"type":"integer"}}}}}\
                        """);

        assertThat(fitted)
                .isEqualTo(
                        json.readTree(
                                "{\"known\":\"x\",\"text\":\"\",\"list\":[],\"flag\":false,\"number\":0.2,\"kind\":\"a\",\"maybe\":null,\"nested\":{\"x\":0}}"));
    }

    @Test
    void a_nullable_enum_is_null_before_it_is_a_guess() {
        assertThat(
                        fit(
                                        "{\"a\":\"unknown\"}",
                                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"],\"enum\":[\"x\",null]}}}")
                                .get("a")
                                .isNull())
                .isTrue();
    }

    @Test
    void texts_become_objects_and_objects_texts_where_the_owner_wants_it() {
        assertThat(
                        fit(
                                        "{\"o\":[\"Yes\"]}",
                                        "{\"type\":\"object\",\"properties\":{\"o\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"label\"],\"properties\":{\"label\":{\"type\":\"string\"}}}}}}")
                                .at("/o/0/label")
                                .asString())
                .isEqualTo("Yes");
        assertThat(
                        fit(
                                        "{\"o\":[{\"label\":\"Yes\"}]}",
                                        "{\"type\":\"object\",\"properties\":{\"o\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}")
                                .at("/o/0")
                                .asString())
                .isEqualTo("Yes");
    }

    @Test
    void bounds_are_kept() {
        JsonNode fitted =
                fit(
                        "{\"s\":\"abcdef\",\"l\":[1,2,3],\"n\":9}",
                        "{\"type\":\"object\",\"properties\":{\"s\":{\"type\":\"string\",\"maxLength\":3},\"l\":{\"type\":\"array\",\"maxItems\":2},\"n\":{\"type\":\"integer\",\"maximum\":5}}}");

        assertThat(fitted).isEqualTo(json.readTree("{\"s\":\"abc\",\"l\":[1,2],\"n\":5}"));
    }

    @Test
    void references_and_alternatives_are_followed() {
        JsonNode fitted =
                fit(
                        "{\"a\":{\"x\":\"1\"},\"b\":null}",
                        """
                        {"type":"object","required":["a","b"],"properties":{"a":{"$ref":"#/$defs/t"},"b":{"anyOf":[{"$ref":"#/$defs/t"},{"type":"null"}]}},
                         "$defs":{"t":{"type":"object","required":["x"],"properties":{"x":{"type":"string"}}}}}\
                        """);

        assertThat(fitted).isEqualTo(json.readTree("{\"a\":{\"x\":\"1\"},\"b\":null}"));
    }
}

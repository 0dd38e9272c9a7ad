package io.resolutionflow.session;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Embeddings by words alone: the more words two texts share, the nearer they are. */
final class WordVectors implements ResponseDefinitionTransformerV2 {

    static final String NAME = "word-vectors";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DIMENSIONS = 384;

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        var vectors = new ArrayList<float[]>();
        JSON.readTree(event.getRequest().getBodyAsString())
                .path("texts")
                .forEach(text -> vectors.add(vector(text.asString(""))));
        return ResponseDefinitionBuilder.okForJson(
                        java.util.Map.of(
                                "model",
                                "words",
                                "model_version",
                                event.getTransformerParameters().getString("version", "1"),
                                "dims",
                                DIMENSIONS,
                                "vectors",
                                vectors,
                                "usage_quality",
                                "unknown",
                                "provider",
                                "local",
                                "cached",
                                false))
                .build();
    }

    private static float[] vector(String text) {
        var vector = new float[DIMENSIONS];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) {
            if (word.length() > 2) {
                vector[Math.floorMod(word.hashCode() * 31, DIMENSIONS)] += 1;
            }
        }
        double length = 0;
        for (float value : vector) {
            length += value * value;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = length == 0 ? (i == 0 ? 1 : 0) : (float) (vector[i] / Math.sqrt(length));
        }
        return vector;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }
}

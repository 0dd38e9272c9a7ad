package io.resolutionflow.l1walk.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

/** The committed weights, read as Spring reads them. */
final class TestWeights {

    private TestWeights() {}

    static MatchingProperties committed() {
        try {
            var sources = new MutablePropertySources();
            new YamlPropertySourceLoader()
                    .load("matching", new ClassPathResource("matching.yml"))
                    .forEach(sources::addLast);
            return new Binder(ConfigurationPropertySources.from(sources))
                    .bind("rf.l1.matching", MatchingProperties.class)
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.resolutionflow.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Each fault of the former system (KD-n) has a test that names it, so that none comes back unseen.
 */
class KnownDefectsTests {

    private static final int KNOWN = 72;
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", "build", "dist", ".git", ".rf");
    private static final Pattern NAME = Pattern.compile("(?i)kd[-_ ]?(\\d+)");

    @Test
    void every_known_defect_is_named_by_a_test() throws IOException {
        var named = new TreeSet<Integer>();
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes as) {
                        // whatever the folder of the clone is called, it is ours
                        return !folder.equals(ROOT)
                                        && NOT_OURS.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes as)
                            throws IOException {
                        if (isTest(file)) {
                            NAME.matcher(Files.readString(file))
                                    .results()
                                    .forEach(name -> named.add(Integer.parseInt(name.group(1))));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });

        assertThat(named).containsAll(IntStream.rangeClosed(1, KNOWN).boxed().toList());
    }

    private static boolean isTest(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.contains("src/test/java/") && path.endsWith(".java")
                || path.endsWith(".test.ts")
                || path.endsWith(".test.tsx");
    }
}

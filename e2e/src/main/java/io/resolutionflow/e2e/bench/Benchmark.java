package io.resolutionflow.e2e.bench;

/** One benchmark of {@code ./rf bench}. */
public interface Benchmark {

    /** As typed by the user, one word. */
    String name();

    /** One line for the list of benchmarks. */
    String about();

    /**
     * Measures and reports. An exception means that nothing could be measured; a missed target is a
     * figure in the report, never an exception: machines are noisy.
     */
    void run(Bench bench) throws Exception;
}

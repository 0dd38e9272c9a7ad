package io.resolutionflow.e2e.chaos;

/** One run of {@code ./rf chaos}. */
public interface ChaosRun {

    /** As typed by the user, one word. */
    String name();

    /** One line for the list of runs. */
    String about();

    /** Whether it needs a system that was started for it: such a run is not among "all". */
    default boolean hasSystemOfItsOwn() {
        return false;
    }

    /**
     * Works, hurts and then checks through {@link io.resolutionflow.e2e.report.Report#check(String,
     * boolean, String)}. Every random choice comes from {@link Chaos#random()}.
     */
    void run(Chaos chaos) throws Exception;
}

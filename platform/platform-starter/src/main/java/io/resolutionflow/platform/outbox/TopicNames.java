package io.resolutionflow.platform.outbox;

/**
 * Physical names of the topics: several installations may share one Kafka under different prefixes,
 * and every test run has topics of its own.
 *
 * @param prefix put before each topic of architecture §6; empty by default
 */
public record TopicNames(String prefix) {

    /** The physical name of a topic constant, e.g. {@code rf.l1.events}. */
    public String of(String topic) {
        return prefix + topic;
    }
}

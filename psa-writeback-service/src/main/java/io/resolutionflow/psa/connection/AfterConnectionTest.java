package io.resolutionflow.psa.connection;

/** What follows a test that went well; nothing of it changes the test's result. */
@FunctionalInterface
public interface AfterConnectionTest {

    /** Outside any transaction; may call the ticketing system. */
    void tested(PsaConnection connection);
}

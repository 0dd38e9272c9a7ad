package io.resolutionflow.psa.connector;

/**
 * What a ticketing system can do (contract-psa §2.1).
 *
 * @param statusList statuses of a board can be listed
 * @param customerNoteWithoutMail a customer-visible note can be written without the system mailing
 *     the customer
 * @param compareAndSetStatus a status write can be made conditional on the ticket being unchanged
 * @param maxNoteLength characters of one note; longer texts are split
 */
public record Capabilities(
        boolean statusList,
        boolean customerNoteWithoutMail,
        boolean compareAndSetStatus,
        int maxNoteLength) {}

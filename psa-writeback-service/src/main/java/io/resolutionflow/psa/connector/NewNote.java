package io.resolutionflow.psa.connector;

/**
 * @param notifyCustomer whether the ticketing system may mail the contact; false is said explicitly
 */
public record NewNote(
        String ticketId, String text, Visibility visibility, boolean notifyCustomer) {}

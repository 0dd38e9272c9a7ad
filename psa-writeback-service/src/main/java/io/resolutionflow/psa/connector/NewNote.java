package io.resolutionflow.psa.connector;

/**
 * @param title subject where the system keeps one; carries the marker once more
 * @param notifyCustomer whether the ticketing system may mail the contact; false is said explicitly
 */
public record NewNote(
        String ticketId,
        String title,
        String text,
        Visibility visibility,
        boolean notifyCustomer) {}

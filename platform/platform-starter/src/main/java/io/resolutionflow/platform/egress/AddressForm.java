package io.resolutionflow.platform.egress;

/**
 * What a typed address may look like beyond the rules that hold for all.
 *
 * @param maxLength characters of the whole address
 * @param query whether it may hold a query, as addresses that carry their own key there do
 * @param base whether paths are added to it: then a trailing slash is dropped
 */
public record AddressForm(int maxLength, boolean query, boolean base) {

    /** The address of a system with an API: at most 300 characters. */
    public static final AddressForm SYSTEM = new AddressForm(300, false, true);
}

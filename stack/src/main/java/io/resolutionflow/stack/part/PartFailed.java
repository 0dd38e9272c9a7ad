package io.resolutionflow.stack.part;

/** A unit did not get ready; the message says why in a sentence. */
public final class PartFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String unit;

    PartFailed(String unit, String message) {
        super(message);
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }
}

package io.resolutionflow.stack.simulator.desk;

/** A technician of the simulated desk. The last name says that it is a simulator. */
public record Member(
        int id,
        String identifier,
        String firstName,
        String lastName,
        String email,
        boolean inactive) {

    public String name() {
        return firstName + " " + lastName;
    }
}

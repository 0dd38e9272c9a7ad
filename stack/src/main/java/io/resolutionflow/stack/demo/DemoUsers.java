package io.resolutionflow.stack.demo;

import java.util.List;

/**
 * The people of the local realm (one-machine.md), in the order in which they are shown. All have
 * the password {@link #PASSWORD}.
 */
public final class DemoUsers {

    public static final String PASSWORD = "demo";

    public static final List<String> EMAILS =
            List.of(
                    "owner@acme.test",
                    "admin@acme.test",
                    "eng1@acme.test",
                    "eng2@acme.test",
                    "cover@acme.test",
                    "l1@acme.test",
                    "l1b@acme.test",
                    "viewer@acme.test",
                    "owner@globex.test",
                    "eng1@globex.test",
                    "l1@globex.test",
                    "owner@initech.test",
                    "eng1@initech.test",
                    "l1@initech.test",
                    "root@platform.test");

    private DemoUsers() {}
}

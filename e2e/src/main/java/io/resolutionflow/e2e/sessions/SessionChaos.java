package io.resolutionflow.e2e.sessions;

import io.resolutionflow.e2e.chaos.Chaos;
import io.resolutionflow.e2e.chaos.ChaosRun;
import io.resolutionflow.e2e.client.Person;

/**
 * What a session promises when things happen at once or a process dies: no status the table does
 * not have, nothing lost in the task lane, everything that follows a resolve there once. Sizes:
 * {@code steps} (100000), {@code rounds} (500), {@code kills} (10).
 */
public final class SessionChaos implements ChaosRun {

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String about() {
        return "two people at once on a session's status, autosave against turns, kill -9 after resolve";
    }

    @Override
    public void run(Chaos chaos) throws Exception {
        Person engineer = chaos.stack().gateway().signIn("eng1@acme.test");
        new StatusWalk(chaos, engineer).run(chaos.settings().number("steps", 100_000));
        new LaneRace(chaos, engineer).run(chaos.settings().number("rounds", 500));
        new KillAfterResolve(chaos, engineer).run(chaos.settings().number("kills", 10));
    }
}

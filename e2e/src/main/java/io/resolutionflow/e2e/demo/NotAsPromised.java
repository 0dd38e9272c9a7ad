package io.resolutionflow.e2e.demo;

import io.resolutionflow.e2e.client.Answer;
import java.io.Serial;

/** A step of the main job did not hold. */
public final class NotAsPromised extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public NotAsPromised(String what) {
        super(what);
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotAsPromised(otherwise);
        }
    }

    /** The answer when it has the expected status. */
    static Answer expect(Answer answer, int status, String doing) {
        if (!answer.is(status)) {
            throw new NotAsPromised(
                    doing
                            + ": expected "
                            + status
                            + ", got "
                            + answer.status()
                            + " "
                            + answer.text());
        }
        return answer;
    }
}

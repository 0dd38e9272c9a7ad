package io.resolutionflow.aigateway.quota;

import org.jspecify.annotations.Nullable;

/**
 * One metric of one window. Always {@code used + reserved <= limit + excused}; new holds never use
 * excused room.
 *
 * @param limit null = no limit
 * @param excused what went over a limit by a wrong estimate or a lowered limit
 */
public record Counter(@Nullable Long limit, long used, long reserved, long excused) {

    private static final int WHOLE = 100;

    static Counter empty(@Nullable Long limit) {
        return new Counter(limit, 0, 0, 0);
    }

    /** Units a new hold may still take; never negative. */
    public long room() {
        return limit == null ? Long.MAX_VALUE : Math.max(0, limit - used - reserved);
    }

    boolean fits(long amount) {
        return amount <= room();
    }

    Counter hold(long amount) {
        if (!fits(amount)) {
            throw new IllegalStateException("a hold must fit");
        }
        return new Counter(limit, used, reserved + amount, excused);
    }

    /** The hold becomes what was really used; what passes the limit is excused. */
    Counter settle(long held, long actual) {
        return excusing(limit, used + actual, reserved - held);
    }

    Counter limitedTo(@Nullable Long newLimit) {
        return excusing(newLimit, used, reserved);
    }

    /**
     * Used and reserved of the limit, rounded down; 0 without a limit, 100 of a limit of nothing.
     */
    public long percent() {
        if (limit == null) {
            return 0;
        }
        return limit == 0 ? WHOLE : Math.multiplyExact(used + reserved, WHOLE) / limit;
    }

    private Counter excusing(@Nullable Long newLimit, long newUsed, long newReserved) {
        long over = newLimit == null ? 0 : Math.max(0, newUsed + newReserved - newLimit);
        return new Counter(newLimit, newUsed, newReserved, Math.max(excused, over));
    }
}

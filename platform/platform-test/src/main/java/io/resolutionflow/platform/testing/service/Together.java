package io.resolutionflow.platform.testing.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that race each other. */
public final class Together {

    private Together() {}

    /** Lets all calls start at the same moment; their answers in the order of the calls. */
    public static <T> List<T> call(List<? extends Callable<T>> calls) throws Exception {
        var start = new CyclicBarrier(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running =
                    calls.stream()
                            .map(call ->
                                    threads.submit(() -> {
                                        start.await();
                                        return call.call();
                                    }))
                            .toList();
            var answers = new ArrayList<T>();
            for (Future<T> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}

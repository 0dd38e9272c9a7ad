/**
 * Server-sent events (architecture §4): ids that a reader resumes from, a comment after 15 s of
 * silence, {@code retry:}, an end at token expiry and before the web server waits for open
 * requests, caps, and readers that left noticed.
 *
 * <p>A stream is served on the request's own virtual thread and holds no database connection while
 * it waits. A controller method returns {@code void} and hands its response over:
 *
 * <pre>{@code
 * @Requires(Gate.ENGINEER)
 * @GetMapping("/api/v1/things/stream")
 * void stream(HttpServletRequest request, HttpServletResponse response) {
 *     streams.serve("things", request, response, stream -> {
 *         stream.retry();
 *         for (Row row : rowsAfter(stream.lastEventId())) {
 *             stream.event(row.id(), "thing", row.view());
 *         }
 *         ...
 *     });
 * }
 * }</pre>
 *
 * <p>Up to the first write a {@code DomainException} is an ordinary problem answer; afterwards the
 * handler has to say what is wrong in an event of its own. Two ways to wait:
 *
 * <ul>
 *   <li><b>pushed</b>: {@code var mailbox = stream.mailbox(64)}; others call {@code
 *       mailbox.offer(row)}; the handler loops over {@code switch (stream.take(mailbox))} with
 *       {@link io.resolutionflow.platform.sse.SseNext.Item}, {@code Overflow} (what waited was
 *       thrown away: tell the reader to fetch again), {@code End};
 *   <li><b>pulled</b>: {@code switch (stream.await(Duration.ofMillis(500)))} with {@link
 *       io.resolutionflow.platform.sse.SseSignal}: {@code Woken} by {@code stream.wake()}, {@code
 *       Quiet} after that time, {@code End}; then look into the store for more.
 * </ul>
 *
 * <p>Keep-alive comments are written inside {@code take} and {@code await}. After {@code End} the
 * handler writes its last event ({@code reason} is {@code token_expired}, {@code shutdown}, or what
 * {@code stream.end(reason)} was called with) and returns. A reader that left makes the next write
 * throw {@link io.resolutionflow.platform.sse.ReaderGone}; let it pass, use {@code finally} to tidy
 * up.
 *
 * <p>{@link io.resolutionflow.platform.sse.SseResume} decides whether a numbered feed can go on
 * from a {@code Last-Event-ID}; {@link io.resolutionflow.platform.sse.SseEvents} reads another
 * service's stream.
 */
@NullMarked
package io.resolutionflow.platform.sse;

import org.jspecify.annotations.NullMarked;

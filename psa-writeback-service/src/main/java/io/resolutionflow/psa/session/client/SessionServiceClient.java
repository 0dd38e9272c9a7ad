package io.resolutionflow.psa.session.client;

import feign.FeignException;
import io.resolutionflow.contracts.session.SessionApi;
import io.resolutionflow.contracts.session.SessionCalls.Access;
import io.resolutionflow.contracts.session.SessionCalls.CloseAsResolved;
import io.resolutionflow.contracts.session.SessionCalls.PackagePosted;
import io.resolutionflow.contracts.session.SessionCalls.PostPackage;
import io.resolutionflow.contracts.session.SessionCalls.PsaResult;
import io.resolutionflow.platform.client.RemoteProblemException;
import io.resolutionflow.platform.client.RemoteUnavailableException;
import io.resolutionflow.platform.problem.DomainException;
import io.resolutionflow.psa.session.PushResult;
import io.resolutionflow.psa.session.SessionAccess;
import io.resolutionflow.psa.session.SessionResult;
import io.resolutionflow.psa.session.SessionWriteback;
import io.resolutionflow.psa.session.Sessions;
import io.resolutionflow.psa.session.WritebackContext;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** session-service over its internal API. */
@Component
class SessionServiceClient implements Sessions {

    private static final Logger log = LoggerFactory.getLogger(SessionServiceClient.class);
    private static final long RETRY_SECONDS = 5;

    private final SessionApi api;

    SessionServiceClient(SessionApi api) {
        this.api = api;
    }

    @Override
    public SessionAccess access(UUID sessionId) {
        Access access = read(() -> api.access(sessionId));
        return new SessionAccess(
                access.visible(),
                Boolean.TRUE.equals(access.isHandler()),
                access.handlerId(),
                access.handlerName(),
                Objects.requireNonNullElse(access.sessionStatus(), ""),
                access.stateVersion() == null ? 0 : access.stateVersion());
    }

    @Override
    public WritebackContext context(UUID sessionId) {
        return new WritebackContext(read(() -> api.writebackContext(sessionId)));
    }

    private static <T> T read(Supplier<T> call) {
        try {
            return call.get();
        } catch (RemoteProblemException e) {
            if (e.status() == 404) {
                throw DomainException.notFound();
            }
            if (e.status() == 403) {
                throw e.asOwn();
            }
            throw away(e);
        } catch (RemoteUnavailableException | FeignException e) {
            throw away(e);
        }
    }

    private static DomainException away(RuntimeException reason) {
        Throwable cause = reason.getCause() == null ? reason : reason.getCause();
        log.atWarn()
                .addKeyValue("reason", reason.getClass().getSimpleName())
                .addKeyValue("cause", cause.getClass().getSimpleName())
                .log("session-service away");
        return DomainException.unavailable(
                "The session cannot be read right now. Try again in a moment.", RETRY_SECONDS);
    }

    @Override
    public SessionResult resolve(SessionWriteback writeback) {
        return step(() -> {
            var answer =
                    api.closeAsResolved(
                            writeback.sessionId(),
                            writeback.writebackId(),
                            new CloseAsResolved(
                                    writeback.markdown(),
                                    writeback.summary(),
                                    writeback.externalId(),
                                    writeback.postedAt(),
                                    writeback.verifiedStatusId(),
                                    writeback.verifiedStatusName(),
                                    writeback.actorId(),
                                    writeback.actorName(),
                                    writeback.actingAs()));
            return new SessionResult.Applied(answer.sessionStatus(), null);
        });
    }

    @Override
    public SessionResult escalate(SessionWriteback writeback) {
        return step(() -> {
            PackagePosted answer =
                    api.postPackage(
                            writeback.sessionId(),
                            writeback.writebackId(),
                            new PostPackage(
                                    writeback.markdown(),
                                    writeback.summary(),
                                    Objects.requireNonNull(writeback.handoffId()),
                                    writeback.targetUserId(),
                                    writeback.priority(),
                                    writeback.externalId(),
                                    writeback.postedAt(),
                                    writeback.verifiedStatusId(),
                                    writeback.verifiedStatusName(),
                                    writeback.actorId(),
                                    writeback.actorName(),
                                    writeback.actingAs()));
            return new SessionResult.Applied(answer.sessionStatus(), answer.handoffId());
        });
    }

    private static SessionResult step(Supplier<SessionResult> call) {
        try {
            return call.get();
        } catch (RemoteProblemException e) {
            return switch (e.status()) {
                case 403, 404, 409 ->
                        new SessionResult.Conflict(
                                e.code(),
                                Objects.toString(e.members().get("session_status"), null));
                case 400, 422 -> new SessionResult.Refused(e.code(), e.detail());
                default -> new SessionResult.Away();
            };
        } catch (RemoteUnavailableException | FeignException e) {
            away(e);
            return new SessionResult.Away();
        }
    }

    @Override
    public void record(PushResult result) {
        try {
            api.recordPsaResult(
                    result.sessionId(),
                    result.writebackId(),
                    new PsaResult(
                            result.kind(),
                            result.state(),
                            result.externalId(),
                            result.postedAt(),
                            result.verifiedStatusId(),
                            result.verifiedStatusName(),
                            result.message(),
                            result.occurredAt()));
        } catch (RemoteProblemException | RemoteUnavailableException | FeignException e) {
            log.atInfo()
                    .addKeyValue("writeback_id", result.writebackId())
                    .log("push result not taken; the event will tell");
        }
    }
}

import { ApiProblem, isProblem } from '../../../api/problem';
import type { SessionDetail } from '../../../api/sessions';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { ProblemNote } from '../../../ui/ProblemNote';
import type { Writeback } from './useWriteback';
import { WORDING } from './wording';

interface PostProblemProps {
  session: SessionDetail;
  text: Writeback;
  onAgain: (ignoreVersion: boolean) => void;
}

/** What stopped the post, and the ways on: none of them can put the text into the ticket twice. */
export function PostProblem({ session, text, onAgain }: PostProblemProps) {
  const { post, finish, resolveOnly, draft, kind } = text;
  const { words, id } = WORDING[kind];
  const error = post.error;
  const unfinished = finish.data?.psa_push_error ?? null;
  if (error === null) return null;
  const busy = finish.isPending || resolveOnly.isPending;
  return (
    <>
      <ProblemNote
        error={error}
        actions={
          <>
            {isProblem(error, 'preview_outdated') && (
              <Button size="small" isDisabled={busy} onPress={() => onAgain(true)}>
                {words.asItIs}
              </Button>
            )}
            {mayRepeat(error) && (
              <Button
                size="small"
                isDisabled={busy}
                onPress={() => onAgain(false)}
                data-testid={`${id}-post-again`}
              >
                {t.common.tryAgain}
              </Button>
            )}
            {isProblem(error, 'note_already_posted', 'psa_status_not_verified') && (
              <Button size="small" isDisabled={busy} onPress={() => finish.start(session.state_version)}>
                {words.pushRest}
              </Button>
            )}
            {kind === 'resolution_note' && isProblem(error) && error.status >= 502 && (
              <Button
                size="small"
                look="quiet"
                isDisabled={busy}
                onPress={() => resolveOnly.start(draft.text.trim())}
              >
                {words.withoutTicket}
              </Button>
            )}
          </>
        }
      />
      {unfinished !== null && (
        <p className="problem" role="alert">
          {unfinished}
        </p>
      )}
      <ProblemNote error={finish.error ?? resolveOnly.error} />
    </>
  );
}

/** A repeat goes on from what is stored at the server; 409s other than these need a decision first. */
function mayRepeat(error: Error): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return (
    error.status === 0 ||
    error.status === 429 ||
    error.status >= 500 ||
    isProblem(error, 'writeback_in_progress', 'writeback_unresolved', 'idempotency_in_flight')
  );
}

import { ApiProblem, isProblem } from '../../api/problem';
import type { SessionDetail } from '../../api/sessions';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { ProblemNote } from '../../ui/ProblemNote';
import type { NoteHandle } from './useNote';

interface NotePostProblemProps {
  session: SessionDetail;
  note: NoteHandle;
  onAgain: (ignoreVersion: boolean) => void;
}

const words = t.pilot.note;

/** What stopped the post, and the ways on: none of them can put the note into the ticket twice. */
export function NotePostProblem({ session, note, onAgain }: NotePostProblemProps) {
  const { post, finish, resolveOnly, draft } = note;
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
                data-testid="note-post-again"
              >
                {words.again}
              </Button>
            )}
            {isProblem(error, 'note_already_posted', 'psa_status_not_verified') && (
              <Button size="small" isDisabled={busy} onPress={() => finish.start(session.state_version)}>
                {words.pushRest}
              </Button>
            )}
            {isProblem(error) && error.status >= 502 && (
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

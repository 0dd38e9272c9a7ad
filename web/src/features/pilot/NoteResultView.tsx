import { useQuery } from '@tanstack/react-query';
import { psa, type NoteResult, type Writeback } from '../../api/psa';
import type { SessionDetail } from '../../api/sessions';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { plain } from '../../ui/format';
import { Markdown } from '../../ui/Markdown';
import { ReceiptView } from '../receipt/ReceiptView';

const words = t.pilot.note.result;

/** How the session was closed: straight after the post from its answer, after a reload from the write-back list. */
export function NoteResultView({ session, result }: { session: SessionDetail; result: NoteResult | null }) {
  const { api, person } = useServices();
  const list = useQuery({
    queryKey: cacheKeys.writebacks(session.id),
    queryFn: ({ signal }) => psa.writebacks(api, session.id, signal),
    enabled: person.worksSessions && result === null,
  });
  const last = list.data?.find((writeback) => writeback.kind === 'resolution_note');
  const writebackId = result?.writeback_id ?? last?.id ?? null;
  const lines = result !== null ? linesOfResult(session, result) : linesOfWriteback(last);
  return (
    <>
      <div data-testid="note-result" role="status" className="note-result">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {session.resolution_summary !== null && <Markdown text={session.resolution_summary} />}
      {writebackId !== null && <ReceiptView writebackId={writebackId} />}
    </>
  );
}

function linesOfResult(session: SessionDetail, result: NoteResult): string[] {
  if (result.outcome === 'resolved_local' || result.outcome === 'escalated_local') return [words.local];
  return [
    words.posted(session.psa_ticket_id ?? '', result.external_id ?? t.common.none),
    result.verified_status_name === null
      ? (result.status_transition_skipped_reason ?? '')
      : words.status(result.verified_status_name),
  ].filter((line) => line !== '');
}

function linesOfWriteback(writeback: Writeback | undefined): string[] {
  if (writeback === undefined) return [words.resolvedOnly];
  if (writeback.ticket_id === null) return [words.local];
  if (writeback.note_state !== 'confirmed') return [words.pending(plain(writeback.state))];
  return [
    words.posted(writeback.ticket_number ?? writeback.ticket_id, writeback.external_id ?? t.common.none),
    writeback.verified_status_name === null ? '' : words.status(writeback.verified_status_name),
  ].filter((line) => line !== '');
}

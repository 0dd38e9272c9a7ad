import { useQuery } from '@tanstack/react-query';
import { psa, type NoteResult, type PostKind, type Writeback } from '../../../api/psa';
import type { SessionDetail } from '../../../api/sessions';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { plain } from '../../../ui/format';
import { Markdown } from '../../../ui/Markdown';
import { ReceiptView } from '../../receipt/ReceiptView';
import { WORDING } from './wording';

interface ResultViewProps {
  session: SessionDetail;
  kind: PostKind;
  result: NoteResult | null;
}

/** What became of a text: straight after the post from its answer, after a reload from the write-back list. */
export function ResultView({ session, kind, result }: ResultViewProps) {
  const { api, person } = useServices();
  const list = useQuery({
    queryKey: cacheKeys.writebacks(session.id),
    queryFn: ({ signal }) => psa.writebacks(api, session.id, signal),
    enabled: person.worksSessions && result === null,
  });
  const { words, id } = WORDING[kind];
  const last = list.data?.find((writeback) => writeback.kind === kind);
  const writebackId = result?.writeback_id ?? last?.id ?? null;
  const lines = result !== null ? linesOfResult(session, kind, result) : linesOfWriteback(kind, last);
  const summary = kind === 'resolution_note' ? session.resolution_summary : session.escalation_reason;
  return (
    <>
      <div data-testid={`${id}-result`} role="status" className="note-result">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {summary !== null && <Markdown text={summary} />}
      {writebackId !== null && (
        <details className="receipt-fold" open={result !== null}>
          <summary>{words.receipt}</summary>
          <ReceiptView writebackId={writebackId} />
        </details>
      )}
    </>
  );
}

function linesOfResult(session: SessionDetail, kind: PostKind, result: NoteResult): string[] {
  const { words } = WORDING[kind];
  if (result.outcome === 'resolved_local' || result.outcome === 'escalated_local')
    return [words.result.local];
  return [
    words.result.posted(session.psa_ticket_id ?? '', result.external_id ?? t.common.none),
    result.verified_status_name === null
      ? (result.status_transition_skipped_reason ?? '')
      : words.result.status(result.verified_status_name),
    kind === 'escalation_package' ? t.pilot.package.result.queued : '',
  ].filter((line) => line !== '');
}

function linesOfWriteback(kind: PostKind, writeback: Writeback | undefined): string[] {
  const { result } = WORDING[kind].words;
  if (writeback === undefined) return [result.resolvedOnly];
  if (writeback.ticket_id === null) return [result.local];
  if (writeback.note_state !== 'confirmed') return [result.pending(plain(writeback.state))];
  return [
    result.posted(writeback.ticket_number ?? writeback.ticket_id, writeback.external_id ?? t.common.none),
    writeback.verified_status_name === null ? '' : result.status(writeback.verified_status_name),
  ].filter((line) => line !== '');
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { psa, type Receipt } from '../../api/psa';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge, type Tone } from '../../ui/Badge';
import { dateTime, plain, timeOfDay } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { TraceId } from '../../ui/ProblemNote';

const words = t.account.receipt;

/** Proof of one write-back: who, where, what was found when it was read again (contract-psa §11). */
export function ReceiptView({ writebackId }: { writebackId: string }) {
  const { api } = useServices();
  const receipt = useQuery({
    queryKey: cacheKeys.receipt(writebackId),
    queryFn: ({ signal }) => psa.receipt(api, writebackId, signal),
  });
  return (
    <div
      className="receipt"
      role="group"
      aria-label={words.title}
      data-testid="receipt"
      data-writeback-id={writebackId}
    >
      <Loading query={receipt}>{receipt.data !== undefined && <Body receipt={receipt.data} />}</Loading>
    </div>
  );
}

function Body({ receipt }: { receipt: Receipt }) {
  const { note, status, session } = receipt;
  return (
    <>
      <dl className="facts-grid">
        <Line name={words.who}>{receipt.who?.name}</Line>
        <Line name={words.where}>
          {[receipt.where?.ticket_number ?? receipt.where?.ticket_id, receipt.where?.connection]
            .filter(Boolean)
            .join(' · ')}
        </Line>
        {note !== null && (
          <>
            <Line name={words.note}>
              <Badge text={plain(note.state)} tone={toneOf(note.state)} />{' '}
              {(note.external_ids ?? []).join(', ')}
            </Line>
            <Line name={words.posted}>{note.posted_at === null ? null : dateTime(note.posted_at)}</Line>
            <Line name={words.visibility}>{note.visibility}</Line>
            <Line name={words.readBack}>
              {note.read_back === null ? null : plain(note.read_back)}
              {(note.duplicates ?? 0) > 0 && (
                <Badge text={words.duplicates(note.duplicates ?? 0)} tone="bad" />
              )}
            </Line>
            <Line name={words.marker}>{note.marker !== null && <code>{note.marker}</code>}</Line>
            <Line name={words.fingerprint}>
              {note.text_sha256 !== null && <code>{note.text_sha256}</code>}
            </Line>
          </>
        )}
        {status !== null && (
          <Line name={words.status}>
            <Badge text={plain(status.state)} tone={toneOf(status.state)} testId="receipt-status-state" />{' '}
            {status.found !== null && (
              <span data-testid="receipt-status">
                {words.statusChange(
                  status.before?.name ?? t.common.none,
                  status.found.name ?? status.found.id,
                )}
              </span>
            )}{' '}
            {status.verified_at !== null && (
              <span className="muted">{words.verified(dateTime(status.verified_at), status.reads ?? 1)}</span>
            )}
          </Line>
        )}
        {session !== null && (
          <Line name={words.session}>
            <Badge text={plain(session.state)} tone={toneOf(session.state)} /> {session.session_status}
          </Line>
        )}
        <Line name={words.writeback}>
          <code>{receipt.writeback_id}</code>
        </Line>
      </dl>
      <Attempts receipt={receipt} />
      {receipt.trace_id !== null && <TraceId value={receipt.trace_id} />}
    </>
  );
}

function Attempts({ receipt }: { receipt: Receipt }) {
  const attempts = receipt.attempts ?? [];
  if (attempts.length === 0) return null;
  return (
    <details>
      <summary>
        {words.attempts} ({attempts.length})
      </summary>
      <ol className="attempts">
        {attempts.map((attempt) => (
          <li key={`${attempt.n} ${attempt.step}`}>
            {[
              timeOfDay(attempt.at),
              attempt.step,
              attempt.result,
              attempt.http_status,
              attempt.duration_ms === null ? null : `${attempt.duration_ms} ms`,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === false || children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function toneOf(state: string): Tone {
  if (['confirmed', 'verified', 'applied', 'completed', 'not_needed'].includes(state)) return 'good';
  if (['pending', 'sending', 'verifying', 'waiting', 'in_progress', 'pending_retry'].includes(state))
    return 'info';
  if (['skipped', 'cancelled', 'given_up', 'superseded', 'unknown', 'reconcile'].includes(state))
    return 'warn';
  return 'bad';
}

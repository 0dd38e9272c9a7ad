import { useState } from 'react';
import { postLog } from '../../../api/postLog';
import type { RetryAnswer, Writeback } from '../../../api/psa';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { dateTime, plain } from '../../../ui/format';
import { ProblemNote } from '../../../ui/ProblemNote';
import { toneOf } from '../../receipt/ReceiptView';
import { DecisionDialog } from './DecisionDialog';

/** States with something left to run (contract-psa §10), and those a person decides (§11). */
const RETRIED = ['pending_retry', 'unknown', 'needs_retry', 'failed'];
const DECIDED = ['needs_person', 'failed', 'needs_retry', 'conflict'];

interface LogRowProps {
  writeback: Writeback & { attempts?: number; next_attempt_at?: string | null };
  onChanged: () => void;
  onShow: () => void;
}

export function LogRow({ writeback, onChanged, onShow }: LogRowProps) {
  const words = t.account.log;
  const [deciding, setDeciding] = useState(false);
  const retry = useAction<string, RetryAnswer>({
    intent: (id) => `writeback.${id}.retry`,
    run: (api, id, key) => postLog.retry(api, id, { key }),
    onSuccess: onChanged,
    onError: onChanged,
  });
  const ticket = writeback.ticket_number ?? writeback.ticket_id ?? t.common.none;
  return (
    <tr data-testid="log-row" data-writeback-id={writeback.id} data-state={writeback.state}>
      <td>{dateTime(writeback.created_at)}</td>
      <td>{words.kind[writeback.kind]}</td>
      <td>{ticket}</td>
      <td>
        <Badge
          text={words.states[writeback.state] ?? plain(writeback.state)}
          tone={toneOf(writeback.state)}
        />
        <span className="muted row-facts">
          {[
            writeback.last_error?.message ?? null,
            (writeback.attempts ?? 1) > 1 ? words.attempts(writeback.attempts ?? 1) : null,
            writeback.next_attempt_at == null ? null : words.next(dateTime(writeback.next_attempt_at)),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
        {retry.data !== undefined && <RetryLine answer={retry.data} />}
        <ProblemNote error={retry.error} />
      </td>
      <td>{writeback.verified_status_name ?? t.common.none}</td>
      <td>{writeback.requested_by_name ?? words.auto}</td>
      <td>
        <span className="button-row">
          <Button look="quiet" size="small" onPress={onShow} data-testid="receipt-open">
            {words.show}
          </Button>
          {RETRIED.includes(writeback.state) && (
            <Button
              size="small"
              aria-label={words.retryOf(ticket)}
              isPending={retry.isPending}
              onPress={() => retry.start(writeback.id)}
              data-testid="log-retry"
            >
              {words.retry}
            </Button>
          )}
          {DECIDED.includes(writeback.state) && (
            <Button
              size="small"
              aria-label={words.decideOf(ticket)}
              onPress={() => setDeciding(true)}
              data-testid="log-decide"
            >
              {words.decide}
            </Button>
          )}
        </span>
        {deciding && (
          <DecisionDialog
            writeback={writeback}
            onDecided={() => {
              setDeciding(false);
              onChanged();
            }}
            onClose={() => setDeciding(false)}
          />
        )}
      </td>
    </tr>
  );
}

function RetryLine({ answer }: { answer: RetryAnswer }) {
  const words = t.account.log.retried;
  const text =
    answer.psa_push_status === 'sent'
      ? words.sent
      : answer.psa_push_status === 'failed'
        ? words.failed(answer.psa_push_error ?? t.common.none)
        : words.pending;
  return (
    <p role="status" data-testid="log-retried">
      {text}
    </p>
  );
}

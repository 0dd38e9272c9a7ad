import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fixes, type Fix, type FixOutcome } from '../../../api/fixes';
import { useServices } from '../../../app/services';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextInput } from '../../../ui/Fields';
import { ProblemNote } from '../../../ui/ProblemNote';

const words = t.pilot.fix;
const OUTCOMES = [
  ['applied_success', words.success, 'fix-outcome-success'],
  ['applied_partial', words.partial, 'fix-outcome-partial'],
  ['applied_failed', words.failed, 'fix-outcome-failed'],
  ['applied_pending', words.pending, 'fix-outcome-pending'],
] as const;
const NEEDS_NOTES: FixOutcome[] = ['applied_partial', 'applied_pending'];
const CONCLUDED = ['applied_success', 'applied_failed', 'applied_partial'];
const PROPOSED = {
  success: 'applied_success',
  failure: 'applied_failed',
  partial: 'applied_partial',
} as const satisfies Record<string, FixOutcome>;

interface FixOutcomeFormProps {
  fix: Fix;
  sessionId: string;
  refresh: () => Promise<void>;
}

export function FixOutcomeForm({ fix, sessionId, refresh }: FixOutcomeFormProps) {
  const { api } = useServices();
  const draft = useDraft(`fix-outcome.${fix.id}`);
  const notes = draft.text;
  const [missing, setMissing] = useState(false);
  const [changing, setChanging] = useState(false);
  const record = useAction<{ outcome: FixOutcome; notes?: string }, Fix>({
    intent: `fix.${fix.id}.outcome`,
    run: (client, body, key) => fixes.outcome(client, sessionId, fix.id, body, { key }),
    onSuccess: () => {
      draft.clear();
      setChanging(false);
      return refresh();
    },
    onError: refresh,
  });
  const refuse = useMutation({
    mutationFn: () => fixes.refuseOutcome(api, sessionId, fix.id),
    onSettled: refresh,
  });
  const send = (outcome: FixOutcome, text = notes.trim()) => {
    const lacking = NEEDS_NOTES.includes(outcome) && text === '';
    setMissing(lacking);
    if (!lacking) record.start({ outcome, ...(text === '' ? {} : { notes: text }) });
  };

  const proposal = fix.ai_outcome_proposal;
  if (CONCLUDED.includes(fix.status) && !changing) {
    return (
      <Button look="quiet" size="small" onPress={() => setChanging(true)}>
        {words.change}
      </Button>
    );
  }
  return (
    <div className="fix-outcome">
      {proposal !== null && (
        <div className="fix-proposal">
          <p>
            {words.proposal} <b>{words.proposed[proposal.outcome]}</b>. {proposal.reason}
          </p>
          <div className="button-row">
            <Button
              size="small"
              isDisabled={record.isPending}
              onPress={() => send(PROPOSED[proposal.outcome], notes.trim() || proposal.reason)}
            >
              {words.accept}
            </Button>
            <Button look="quiet" size="small" isDisabled={refuse.isPending} onPress={() => refuse.mutate()}>
              {words.refuse}
            </Button>
          </div>
        </div>
      )}
      <TextInput
        label={words.notes}
        value={notes}
        onChange={(text) => {
          setMissing(false);
          draft.change(text);
        }}
        maxLength={2000}
        error={missing ? words.notesNeeded : null}
        testId="fix-outcome-notes"
      />
      <div className="button-row" role="group" aria-label={words.outcome}>
        {OUTCOMES.map(([outcome, label, testId]) => (
          <Button
            key={outcome}
            size="small"
            look={outcome === 'applied_success' ? 'primary' : 'plain'}
            isDisabled={record.isPending}
            onPress={() => send(outcome)}
            data-testid={testId}
          >
            {label}
          </Button>
        ))}
      </div>
      <ProblemNote error={record.error ?? refuse.error} />
    </div>
  );
}

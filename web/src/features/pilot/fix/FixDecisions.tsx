import { fixes, type Fix, type FixDecision } from '../../../api/fixes';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { MenuButton } from '../../../ui/MenuButton';
import { ProblemNote } from '../../../ui/ProblemNote';

const words = t.pilot.fix;
const CONCLUDED = ['applied_success', 'applied_failed', 'applied_partial'];

interface FixDecisionsProps {
  fix: Fix;
  sessionId: string;
  refresh: () => Promise<void>;
}

/** What the engineer makes of it: use it once, keep it for a template, build one, or not at all; and "I ran this". */
export function FixDecisions({ fix, sessionId, refresh }: FixDecisionsProps) {
  const decide = useAction<FixDecision, unknown>({
    intent: `fix.${fix.id}.decision`,
    run: (api, decision, key) => fixes.decide(api, sessionId, fix.id, decision, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const run = useAction<string, Fix>({
    intent: `fix.${fix.id}.applied`,
    run: (api, _, key) => fixes.applied(api, sessionId, fix.id, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const concluded = CONCLUDED.includes(fix.status);
  const busy = decide.isPending || run.isPending;
  const entry = (decision: FixDecision) => ({
    id: decision,
    label: words.decide[decision],
    isDisabled: busy || fix.user_decision === decision,
    onAction: () => decide.start(decision),
  });
  return (
    <>
      <div className="button-row">
        {!concluded && fix.applied_at === null && (
          <>
            <Button
              size="small"
              isPending={decide.isPending}
              isDisabled={run.isPending}
              onPress={() => decide.start('one_off')}
              data-testid="fix-use"
            >
              {words.use}
            </Button>
            <Button
              size="small"
              isPending={run.isPending}
              isDisabled={decide.isPending}
              onPress={() => run.start(fix.id)}
              data-testid="fix-ran"
            >
              {words.ran}
            </Button>
          </>
        )}
        {!concluded && (
          <Button
            look="quiet"
            size="small"
            isDisabled={busy}
            onPress={() => decide.start('dismissed')}
            data-testid="fix-dismiss"
          >
            {words.dismiss}
          </Button>
        )}
        <MenuButton
          look="quiet"
          size="small"
          testId="fix-more"
          entries={[entry('draft_template'), entry('build_template')]}
        >
          {words.forLater}
        </MenuButton>
      </div>
      <ProblemNote error={decide.error ?? run.error} />
    </>
  );
}

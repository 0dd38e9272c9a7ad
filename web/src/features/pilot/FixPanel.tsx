import { sessions, type Fix } from '../../api/sessions';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Badge, type Tone } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { CopyCode } from '../../ui/CopyCode';
import { Markdown } from '../../ui/Markdown';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { FixOutcomeForm } from './FixOutcomeForm';
import { OwnFixForm } from './OwnFixForm';
import type { PanelProps } from './useSession';

const words = t.pilot.fix;
const STATUS_TONE: Partial<Record<Fix['status'], Tone>> = {
  applied_success: 'good',
  applied_failed: 'bad',
  applied_partial: 'warn',
  applied_pending: 'info',
};

/** The one active fix: try it or not, and how it went. Only a person's word makes an outcome. */
export function FixPanel(panel: PanelProps) {
  const fix = panel.session.active_fix;
  return (
    <Panel title={words.title} tone={fix === null ? 'plain' : 'accent'} testId="session-fix">
      {fix === null ? <p className="muted">{words.none}</p> : <ActiveFix key={fix.id} fix={fix} {...panel} />}
      {panel.canWork && <OwnFixForm session={panel.session} refresh={panel.refresh} />}
    </Panel>
  );
}

function ActiveFix({ fix, session, canWork, refresh }: PanelProps & { fix: Fix }) {
  const decide = useAction<'one_off' | 'dismissed', unknown>({
    intent: `fix.${fix.id}.decision`,
    run: (api, decision, key) => sessions.decide(api, session.id, fix.id, decision, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const untouched = fix.status === 'proposed' && fix.user_decision === null;
  const notes = fix.partial_notes ?? fix.failure_reason ?? fix.pending_reason;
  return (
    <>
      <p className="fix-title-row">
        <b data-testid="fix-title">{fix.title}</b>
        <Badge
          text={t.domain.fixStatus[fix.status]}
          tone={STATUS_TONE[fix.status] ?? 'neutral'}
          testId="fix-status"
        />
        {fix.source === 'engineer' && <Badge text={words.own} />}
        {fix.confidence !== null && <span className="muted">{words.sure(fix.confidence)}</span>}
      </p>
      {fix.description !== null && <Markdown text={fix.description} />}
      {fix.script !== null && fix.script !== '' && <CopyCode code={fix.script} />}
      {notes !== null && <p className="muted">{notes}</p>}
      <ProblemNote error={decide.error} />
      {canWork && untouched && (
        <div className="button-row">
          <Button
            size="small"
            isPending={decide.isPending}
            onPress={() => decide.start('one_off')}
            data-testid="fix-use"
          >
            {words.use}
          </Button>
          <Button
            look="quiet"
            size="small"
            isDisabled={decide.isPending}
            onPress={() => decide.start('dismissed')}
            data-testid="fix-dismiss"
          >
            {words.dismiss}
          </Button>
        </div>
      )}
      {canWork && <FixOutcomeForm fix={fix} sessionId={session.id} refresh={refresh} />}
    </>
  );
}

import type { Fix } from '../../../api/fixes';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { dateTime } from '../../../ui/format';
import { Markdown } from '../../../ui/Markdown';
import { Panel } from '../../../ui/Panel';
import type { PanelProps } from '../useSession';
import { FixDecisions } from './FixDecisions';
import { FixHistory } from './FixHistory';
import { FIX_TONE, FixNotes } from './FixNotes';
import { FixOutcomeForm } from './FixOutcomeForm';
import { OwnFixForm } from './OwnFixForm';
import { ScriptBox } from './ScriptBox';

const words = t.pilot.fix;

/** The one active fix: try it or not, and how it went. Only a person's word makes an outcome. */
export function FixPanel(panel: PanelProps) {
  const fix = panel.session.active_fix;
  return (
    <Panel title={words.title} tone={fix === null ? 'plain' : 'accent'} testId="session-fix">
      {fix === null ? <p className="muted">{words.none}</p> : <ActiveFix key={fix.id} fix={fix} {...panel} />}
      {panel.canWork && <OwnFixForm session={panel.session} refresh={panel.refresh} />}
      <FixHistory session={panel.session} />
    </Panel>
  );
}

function ActiveFix({ fix, session, canWork, refresh }: PanelProps & { fix: Fix }) {
  return (
    <>
      <p className="fix-title-row">
        <b data-testid="fix-title">{fix.title}</b>
        <Badge
          text={t.domain.fixStatus[fix.status]}
          tone={FIX_TONE[fix.status] ?? 'neutral'}
          testId="fix-status"
        />
        {fix.source === 'engineer' && <Badge text={words.own} />}
        {fix.confidence !== null && <span className="muted">{words.sure(fix.confidence)}</span>}
      </p>
      {fix.description !== null && <Markdown text={fix.description} />}
      <ScriptBox fix={fix} sessionId={session.id} canEdit={canWork} refresh={refresh} />
      <FixNotes fix={fix} />
      {fix.user_decision !== null && (
        <p className="muted" data-testid="fix-decision">
          {words.decided[fix.user_decision]}
        </p>
      )}
      {fix.applied_at !== null && <p className="muted">{words.ranAt(dateTime(fix.applied_at))}</p>}
      {canWork && fix.nudge_verification === true && (
        <p className="fix-proposal" role="status" data-testid="fix-nudge">
          {words.nudge}
        </p>
      )}
      {canWork && <FixDecisions fix={fix} sessionId={session.id} refresh={refresh} />}
      {canWork && <FixOutcomeForm fix={fix} sessionId={session.id} refresh={refresh} />}
    </>
  );
}

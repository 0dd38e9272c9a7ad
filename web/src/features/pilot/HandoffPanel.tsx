import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { handoffs, type Handoff } from '../../api/handoffs';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { dateTime } from '../../ui/format';
import { Markdown } from '../../ui/Markdown';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import type { PanelProps } from './useSession';

/** The latest hand-off: who, why, and what came along. Absent when there is none or it cannot be read. */
export function HandoffPanel({ session, canWork }: PanelProps) {
  const { api, person } = useServices();
  const navigate = useNavigate();
  const list = useQuery({
    queryKey: cacheKeys.handoffs(session.id),
    queryFn: ({ signal }) => handoffs.list(api, session.id, signal),
    enabled: person.worksSessions,
  });
  const release = useAction<string, Handoff>({
    intent: (handoffId) => `handoff.${handoffId}.release`,
    run: (client, handoffId, key) => handoffs.release(client, session.id, handoffId, { key }),
    onSuccess: () => navigate({ to: '/escalations' }),
  });
  const latest = list.data?.[0];
  if (latest === undefined) return null;
  const words = t.pilot.handoff;
  return (
    <Panel
      title={words.title}
      testId="session-handoff"
      actions={
        canWork &&
        latest.status === 'claimed' && (
          <Button
            size="small"
            isPending={release.isPending}
            onPress={() => release.start(latest.id)}
            data-testid="session-release"
          >
            {t.pilot.giveBack}
          </Button>
        )
      }
    >
      <p className="muted">{words.from(latest.handed_off_by_name, dateTime(latest.created_at))}</p>
      {latest.reason !== null && <p>{latest.reason}</p>}
      <ProblemNote error={release.error} />
      {latest.engineer_notes !== null && (
        <details>
          <summary>{words.notes}</summary>
          <Markdown text={latest.engineer_notes} />
        </details>
      )}
      {latest.ai_assessment !== null && (
        <details>
          <summary>{words.assessment}</summary>
          <Markdown text={latest.ai_assessment} />
        </details>
      )}
    </Panel>
  );
}

import { useState } from 'react';
import { branches as calls, type Branch, type BranchStatus } from '../../../api/branches';
import { useAction } from '../../../app/useAction';
import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { MenuButton, type MenuEntry } from '../../../ui/MenuButton';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import type { PanelProps } from '../useSession';
import { CloseBranchDialog, type BranchQuestion } from './BranchDialogs';
import { rowsOf } from './branchTree';

const words = t.pilot.branches;
const TONE: Record<BranchStatus, Tone> = {
  untried: 'neutral',
  active: 'info',
  dead_end: 'warn',
  solved: 'good',
};

interface BranchPanelProps extends PanelProps {
  branches: Branch[];
  onFork: () => void;
}

/** The ways the work has taken: where it is now, what was given up and why. */
export function BranchPanel({ session, canWork, refresh, branches, onFork }: BranchPanelProps) {
  const [question, setQuestion] = useState<BranchQuestion | null>(null);
  const move = useAction<Branch, Branch>({
    intent: (branch) => `branch.${branch.branch_id}.switch`,
    run: (api, branch, key) => calls.makeCurrent(api, session.id, branch.branch_id, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  const change = useAction<{ branch: Branch; status: BranchStatus }, Branch>({
    intent: ({ branch, status }) => `branch.${branch.branch_id}.${status}`,
    run: (api, { branch, status }, key) =>
      calls.change(api, session.id, branch.branch_id, { status }, { key }),
    onSuccess: refresh,
    onError: refresh,
  });
  if (branches.length === 0) return null;

  const entriesOf = (branch: Branch): MenuEntry[] => {
    const closed = branch.status === 'dead_end' || branch.status === 'solved';
    const ask = (kind: BranchQuestion['kind']) => () => setQuestion({ branch, kind });
    if (branch.parent_id === null) return [];
    if (closed) return [{ id: 'revive', label: words.revive, onAction: ask('revive') }];
    return [
      { id: 'dead', label: words.markDead, onAction: ask('dead_end') },
      { id: 'solved', label: words.markSolved, onAction: ask('solved') },
      ...(branch.status === 'active'
        ? [
            {
              id: 'untried',
              label: words.markUntried,
              onAction: () => change.start({ branch, status: 'untried' }),
            },
          ]
        : []),
    ];
  };

  return (
    <Panel
      title={words.title}
      testId="session-branches"
      actions={
        canWork && (
          <Button size="small" onPress={onFork} data-testid="fork">
            {words.fork}
          </Button>
        )
      }
    >
      <ul className="plain-list branches">
        {rowsOf(branches).map(({ branch, depth }) => (
          <li
            key={branch.branch_id}
            className={`branch branch-depth-${depth}${branch.is_active ? ' branch-current' : ''}`}
            aria-current={branch.is_active ? 'step' : undefined}
            data-testid="branch-row"
            data-status={branch.status}
          >
            <div className="branch-text">
              <span className="branch-title">
                <b>{branch.label}</b>
                {branch.is_active && <Badge text={words.here} tone="info" testId="branch-here" />}
                {!(branch.is_active && branch.status === 'active') && (
                  <Badge text={words.status[branch.status]} tone={TONE[branch.status]} />
                )}
                <span className="muted">{words.work(branch.message_count + branch.step_count)}</span>
              </span>
              {branch.description !== null && <span className="muted">{branch.description}</span>}
              {branch.status_reason !== null && <span className="muted">{branch.status_reason}</span>}
            </div>
            {canWork && (
              <div className="button-row">
                {!branch.is_active && branch.status !== 'dead_end' && (
                  <Button
                    size="small"
                    isDisabled={move.isPending}
                    aria-label={words.goTo(branch.label)}
                    onPress={() => move.start(branch)}
                    data-testid="branch-switch"
                  >
                    {words.go}
                  </Button>
                )}
                <MenuButton
                  look="quiet"
                  size="small"
                  label={words.moreOf(branch.label)}
                  entries={entriesOf(branch)}
                  testId="branch-menu"
                >
                  {'⋯'}
                </MenuButton>
              </div>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={move.error ?? change.error} />
      {question !== null && (
        <CloseBranchDialog
          sessionId={session.id}
          question={question}
          onClose={() => setQuestion(null)}
          onDone={refresh}
        />
      )}
    </Panel>
  );
}

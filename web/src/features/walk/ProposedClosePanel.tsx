import type { ProposedClose } from '../../api/l1';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Markdown } from '../../ui/Markdown';
import { Panel } from '../../ui/Panel';

interface ProposedClosePanelProps {
  proposal: ProposedClose;
  isPending: boolean;
  onResolve: () => void;
  onEscalate: () => void;
  onReturn: () => void;
}

/** What a leaf of the flow proposes; it opens the dialog filled in, and never closes anything by itself. */
export function ProposedClosePanel(props: ProposedClosePanelProps) {
  const { proposal } = props;
  const words = t.walk.proposed;
  const text = proposal.action === 'escalate' ? proposal.reason : proposal.resolution_notes;
  return (
    <Panel title={words[proposal.action]} tone="accent" testId="walk-proposed">
      {text !== null && text !== '' && <Markdown text={text} />}
      {proposal.hand_off_to !== null && (
        <p>
          <b>{words.handOffTo}</b> {proposal.hand_off_to}
        </p>
      )}
      {proposal.include !== null && (
        <p>
          <b>{words.include}</b> {proposal.include}
        </p>
      )}
      <p className="muted">{words.text}</p>
      <div className="button-row">
        {proposal.action === 'return' && (
          <Button look="primary" isDisabled={props.isPending} onPress={props.onReturn}>
            {t.walk.returnToMain}
          </Button>
        )}
        {proposal.action === 'resolve' && (
          <Button look="primary" onPress={props.onResolve} data-testid="walk-proposed-resolve">
            {words.useResolve}
          </Button>
        )}
        {proposal.action === 'escalate' && (
          <Button look="primary" onPress={props.onEscalate} data-testid="walk-proposed-escalate">
            {words.useEscalate}
          </Button>
        )}
      </div>
    </Panel>
  );
}

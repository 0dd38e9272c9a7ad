import { useState } from 'react';
import { branches, type ForkRequest } from '../../../api/branches';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextInput } from '../../../ui/Fields';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { LEAST_OPTIONS, MOST_OPTIONS } from './branchTree';

interface ForkDialogProps {
  sessionId: string;
  /** What made the engineer think of another way; becomes the reason unless one was typed before. */
  about: string;
  onClose: () => void;
  onDone: () => unknown;
}

interface Way {
  label: string;
  description: string;
}

const words = t.pilot.branches;
const LONGEST_REASON = 500;
const BLANK: Way = { label: '', description: '' };

/** Two to five ways to go on from here. The first one becomes the present one. */
export function ForkDialog({ sessionId, about, onClose, onDone }: ForkDialogProps) {
  const reason = useDraft(`fork-reason.${sessionId}`, about === '' ? '' : words.because(shortened(about)));
  const [ways, setWays] = useState<Way[]>([BLANK, BLANK]);
  const [tried, setTried] = useState(false);
  const fork = useAction<ForkRequest, unknown>({
    intent: `session.${sessionId}.fork`,
    run: (api, body, key) => branches.fork(api, sessionId, body, { key }),
    onSuccess: () => {
      reason.clear();
      onClose();
      return onDone();
    },
  });

  const given = ways.map(trimmed).filter((way) => way.label !== '');
  const labels = new Set(given.map((way) => way.label));
  const lack =
    given.length < LEAST_OPTIONS ? words.tooFew : labels.size < given.length ? words.sameName : null;
  const noReason = reason.text.trim() === '';
  const submit = () => {
    setTried(true);
    if (lack !== null || noReason) return;
    fork.start({
      fork_reason: reason.text.trim(),
      options: given.map(({ label, description }) => ({
        label,
        ...(description === '' ? {} : { description }),
      })),
    });
  };
  const change = (index: number, part: Partial<Way>) =>
    setWays(ways.map((way, at) => (at === index ? { ...way, ...part } : way)));

  return (
    <Modal title={words.forkTitle} isOpen onClose={onClose}>
      <p className="muted">{words.forkHint}</p>
      <TextInput
        label={words.reason}
        value={reason.text}
        onChange={reason.change}
        maxLength={LONGEST_REASON}
        error={tried && noReason ? words.reasonMissing : null}
        testId="fork-reason"
        autoFocus
      />
      {ways.map((way, index) => (
        <div className="field-row" key={index} role="group" aria-label={words.way(index + 1)}>
          <TextInput
            label={words.way(index + 1)}
            value={way.label}
            onChange={(label) => change(index, { label })}
            maxLength={80}
            testId={`fork-label-${index + 1}`}
          />
          <TextInput
            label={words.wayHow}
            value={way.description}
            onChange={(description) => change(index, { description })}
            maxLength={500}
          />
        </div>
      ))}
      {ways.length < MOST_OPTIONS && (
        <div className="button-row">
          <Button size="small" look="quiet" onPress={() => setWays([...ways, BLANK])}>
            {words.addWay}
          </Button>
        </div>
      )}
      {tried && lack !== null && (
        <p className="field-error" role="alert">
          {lack}
        </p>
      )}
      <ProblemNote error={fork.error} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.cancel}</Button>
        <Button look="primary" isPending={fork.isPending} onPress={submit} data-testid="fork-submit">
          {words.fork}
        </Button>
      </div>
    </Modal>
  );
}

function trimmed({ label, description }: Way): Way {
  return { label: label.trim(), description: description.trim() };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

import { useState } from 'react';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { offlineHelps } from '../offline';
import type { Writeback } from './useWriteback';
import { WORDING } from './wording';

/** Has the text written from the session; never over the engineer's own words without asking. */
export function Preparing({ text }: { text: Writeback }) {
  const { prepare, draft, preview, isEdited } = text;
  const { words, id } = WORDING[text.kind];
  const [asking, setAsking] = useState(false);
  const again = draft.text !== '';
  const start = () => {
    setAsking(false);
    prepare.start({ regenerate: again, allow_offline: false });
  };
  return (
    <>
      {!again && <p className="muted">{words.intro}</p>}
      <div className="button-row">
        <Button
          size={again ? 'small' : 'normal'}
          isPending={prepare.isPending}
          onPress={() => (again && isEdited ? setAsking(true) : start())}
          data-testid={`${id}-preview`}
        >
          {prepare.isPending ? words.preparing : again ? words.previewAgain : words.preview}
        </Button>
        {!again && !prepare.isPending && (
          <Button look="quiet" onPress={() => draft.change(words.skeleton)} data-testid={`${id}-blank`}>
            {words.writeMyself}
          </Button>
        )}
        {preview?.answer_source != null && (
          <Badge text={t.domain.answerSource[preview.answer_source]} testId={`${id}-source`} />
        )}
      </div>
      <ProblemNote
        error={prepare.error}
        actions={
          offlineHelps(prepare.error) && (
            <Button size="small" onPress={() => prepare.start({ regenerate: false, allow_offline: true })}>
              {words.offline}
            </Button>
          )
        }
      />
      <Modal title={words.replace} isOpen={asking} onClose={() => setAsking(false)} alert>
        <div className="dialog-foot">
          <Button onPress={() => setAsking(false)}>{t.common.cancel}</Button>
          <Button look="primary" onPress={start}>
            {words.previewAgain}
          </Button>
        </div>
      </Modal>
    </>
  );
}

import { useRef } from 'react';
import { isProblem } from '../../../api/problem';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextArea } from '../../../ui/Fields';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import { AttachButton, AttachmentList } from '../files/AttachmentBar';
import { PasteArea } from '../files/PasteArea';
import type { WritebackProps } from '../writeback/useWriteback';
import { StepText } from './StepText';
import { useDigits } from './useDigits';
import { again, useRespond } from './useRespond';

const words = t.pilot.guided;

/** Guided work: the one step of the moment with its answers, by mouse, by digit or in own words. */
export function GuidedPanel(panel: WritebackProps) {
  const { session, canWork } = panel;
  const heading = useRef<HTMLDivElement>(null);
  const answering = useRespond(panel, heading);
  const { pending, answered, draft, files, respond, busy, blocked } = answering;
  const writable = canWork && session.status === 'active';
  useDigits(writable && pending !== null, answering.choose);

  if (pending === null && (answered === null || !writable)) return null;
  return (
    <Panel title={words.title} testId="session-guided">
      <div aria-live="polite" aria-busy={busy}>
        {pending !== null && <StepText step={pending} headingRef={heading} />}
        {busy && (
          <p className="muted" role="status">
            {words.thinking}
          </p>
        )}
        {pending === null && !busy && <p className="muted">{words.waiting}</p>}
      </div>
      {writable && pending !== null && (
        <>
          <div className="options" role="group" aria-label={words.answers}>
            {(pending.options ?? []).map((option, index) => (
              <Button
                key={`${pending.step_id} ${option.value}`}
                isDisabled={blocked}
                onPress={() => answering.choose(index)}
                data-testid={`guided-option-${index + 1}`}
                data-value={option.value}
              >
                <kbd className="option-key">{index + 1}</kbd>
                <span>
                  {option.label}
                  {option.followup_hint !== null && option.followup_hint !== '' && (
                    <span className="muted option-hint">{option.followup_hint}</span>
                  )}
                </span>
              </Button>
            ))}
          </div>
          {pending.allow_free_text === true && (
            <PasteArea files={files}>
              <TextArea
                label={words.own}
                hint={draft.restored ? t.common.draftRestored : words.ownHint}
                value={draft.text}
                onChange={draft.change}
                onEnter={answering.sayInWords}
                rows={2}
                maxLength={8000}
                testId="guided-text"
              />
              <AttachmentList files={files} />
              <div className="button-row">
                <Button
                  look="primary"
                  isDisabled={blocked || draft.text.trim() === ''}
                  onPress={answering.sayInWords}
                  data-testid="guided-send"
                >
                  {words.send}
                </Button>
                <AttachButton files={files} />
                {files.sending && <span className="muted">{t.pilot.chat.filesFirst}</span>}
              </div>
            </PasteArea>
          )}
          {pending.allow_skip === true && (
            <Button
              look="quiet"
              size="small"
              isDisabled={blocked}
              onPress={answering.skip}
              data-testid="guided-skip"
            >
              {words.skip}
            </Button>
          )}
        </>
      )}
      <ProblemNote error={respond.error} />
      {writable && pending === null && answered !== null && !busy && (
        <div className="button-row">
          <Button look="primary" onPress={() => respond.start(again(answered))} data-testid="guided-again">
            {words.again}
          </Button>
          {isProblem(respond.error) && (
            <Button
              onPress={() => respond.start({ ...again(answered), allow_offline: true })}
              data-testid="guided-offline"
            >
              {words.offline}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}

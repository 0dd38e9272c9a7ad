import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { sessions, type StartRequest } from '../../api/sessions';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea, TextInput } from '../../ui/Fields';
import { ProblemNote } from '../../ui/ProblemNote';
import { AttachButton, AttachmentList } from '../pilot/files/AttachmentBar';
import { PasteArea } from '../pilot/files/PasteArea';
import { useAttachments } from '../pilot/files/useAttachments';
import { offlineHelps } from '../pilot/offline';
import { intakeOf } from './intakeOf';

type Way = StartRequest['session_type'];

/** Guided asks the model at once and so may be refused for AI reasons; a conversation always starts. */
export function StartForm() {
  const navigate = useNavigate();
  const problem = useDraft('session.start');
  const ticket = useDraft('session.start.ticket');
  const client = useDraft('session.start.client');
  const asset = useDraft('session.start.asset');
  const log = useDraft('session.start.log');
  const files = useAttachments('session.start.files', null);
  const [way, setWay] = useState<Way>('guided');
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);

  const start = useAction<StartRequest, { session_id: string }>({
    intent: 'session.start',
    run: (api, body, key) => sessions.start(api, body, { key }),
    onSuccess: ({ session_id }) => {
      problem.clear();
      ticket.clear();
      client.clear();
      asset.clear();
      log.clear();
      files.clear();
      void navigate({ to: '/pilot/$id', params: { id: session_id } });
    },
  });

  const send = (offline = false) => {
    const intake = intakeOf({
      text: problem.text.trim(),
      log: log.text.trim(),
      ticket: ticket.text.trim(),
      client: client.text.trim(),
      asset: asset.text.trim(),
      files: files.ids,
    });
    setMissing(intake === null);
    if (intake === null) {
      box.current?.focus();
      return;
    }
    start.start({ session_type: way, ...intake, ...(offline ? { allow_offline: true } : {}) });
  };

  return (
    <div className="start-form">
      <PasteArea files={files}>
        <TextArea
          label={t.sessions.start.problem}
          hint={problem.restored ? t.common.draftRestored : t.sessions.start.problemHint}
          value={problem.text}
          onChange={(text) => {
            setMissing(false);
            problem.change(text);
          }}
          onModEnter={() => send()}
          error={missing ? t.sessions.start.problemMissing : null}
          inputRef={box}
          rows={4}
          maxLength={8000}
          testId="start-problem"
          autoFocus
        />
        <AttachmentList files={files} />
        <div className="button-row">
          <AttachButton files={files} />
          {files.sending && <span className="muted">{t.pilot.chat.filesFirst}</span>}
        </div>
      </PasteArea>
      <div className="field-row">
        <TextInput
          label={t.sessions.start.ticket}
          value={ticket.text}
          onChange={ticket.change}
          maxLength={64}
          testId="start-ticket"
        />
        <TextInput
          label={t.sessions.start.client}
          value={client.text}
          onChange={client.change}
          maxLength={255}
          testId="start-client"
        />
        <TextInput
          label={t.sessions.start.asset}
          value={asset.text}
          onChange={asset.change}
          maxLength={255}
          testId="start-asset"
        />
      </div>
      <details open={log.text !== ''}>
        <summary>{t.sessions.start.addLog}</summary>
        <TextArea
          label={t.sessions.start.log}
          hint={t.sessions.start.logHint}
          value={log.text}
          onChange={log.change}
          maxLength={200_000}
          rows={6}
          testId="start-log"
        />
      </details>
      <fieldset className="radio-group ways">
        <legend className="label">{t.sessions.start.how}</legend>
        {(['guided', 'chat'] as const).map((value) => (
          <label key={value} className="way">
            <input
              type="radio"
              name="way"
              value={value}
              checked={way === value}
              onChange={() => setWay(value)}
              data-testid={`start-${value}`}
            />
            <span>
              <strong>{t.sessions.start[value]}</strong>
              <br />
              <span className="muted">{t.sessions.start[`${value}Hint`]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <ProblemNote error={start.error} />
      <div className="button-row">
        <Button
          look="primary"
          onPress={() => send()}
          isPending={start.isPending}
          isDisabled={files.sending}
          data-testid="start-submit"
        >
          {start.isPending ? t.sessions.start.starting : t.sessions.start.go}
        </Button>
        {offlineHelps(start.error) && (
          <Button onPress={() => send(true)} isDisabled={start.isPending} data-testid="start-offline">
            {t.sessions.start.offline}
          </Button>
        )}
      </div>
    </div>
  );
}

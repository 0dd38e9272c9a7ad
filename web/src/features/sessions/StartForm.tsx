import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { isProblem } from '../../api/problem';
import { sessions, type StartRequest } from '../../api/sessions';
import { useAction } from '../../app/useAction';
import { useDraft } from '../../app/useDraft';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { TextArea, TextInput } from '../../ui/Fields';
import { ProblemNote } from '../../ui/ProblemNote';

type Way = StartRequest['session_type'];

/** Guided asks the model at once and so may be refused for AI reasons; a conversation always starts. */
const REFUSED_BY_AI = [
  'quota_exceeded',
  'ai_provider_error',
  'ai_provider_timeout',
  'ai_unavailable',
  'ai_disabled',
];

export function StartForm() {
  const navigate = useNavigate();
  const problem = useDraft('session.start');
  const ticket = useDraft('session.start.ticket');
  const client = useDraft('session.start.client');
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
      void navigate({ to: '/pilot/$id', params: { id: session_id } });
    },
  });

  const send = (offline = false) => {
    const text = problem.text.trim();
    const ticketId = ticket.text.trim();
    const empty = text === '' && ticketId === '';
    setMissing(empty);
    if (empty) {
      box.current?.focus();
      return;
    }
    start.start({
      session_type: way,
      intake_type: ticketId === '' ? 'free_text' : text === '' ? 'psa_ticket' : 'combined',
      intake_content: {
        ...(text === '' ? {} : { text }),
        ...(client.text.trim() === '' ? {} : { client_name: client.text.trim() }),
      },
      ...(ticketId === '' ? {} : { psa_ticket_id: ticketId }),
      ...(offline ? { allow_offline: true } : {}),
    });
  };

  return (
    <div className="start-form">
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
      </div>
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
        <Button look="primary" onPress={() => send()} isPending={start.isPending} data-testid="start-submit">
          {start.isPending ? t.sessions.start.starting : t.sessions.start.go}
        </Button>
        {isProblem(start.error, ...REFUSED_BY_AI) && (
          <Button onPress={() => send(true)} isDisabled={start.isPending} data-testid="start-offline">
            {t.sessions.start.offline}
          </Button>
        )}
      </div>
    </div>
  );
}

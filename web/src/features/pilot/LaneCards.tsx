import { useState, type ReactNode } from 'react';
import type { LaneAction, LaneQuestion, LaneResponse } from '../../api/sessions';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { CopyCode } from '../../ui/CopyCode';
import { TextInput } from '../../ui/Fields';

interface CardProps {
  response: LaneResponse | null;
  isDisabled: boolean;
  isReadOnly: boolean;
  onAnswer: (response: LaneResponse) => void;
  onRemove: () => void;
}

const words = t.pilot.lane;
const RESULTS = [
  ['worked', words.worked],
  ['did_not_work', words.didNotWork],
  ['could_not_run', words.couldNotRun],
] as const;

export function QuestionCard({ item, ...card }: CardProps & { item: LaneQuestion }) {
  const [text, setText] = useState('');
  const choices = (item.options ?? []).map((option) => (typeof option === 'string' ? option : option.label));
  const note = () => {
    if (text.trim() !== '') card.onAnswer({ text: text.trim(), state: 'draft' });
  };
  return (
    <Card title={item.text} hint={item.context} {...card}>
      {choices.length > 0 && (
        <div className="button-row">
          {choices.map((choice) => (
            <Button
              key={choice}
              size="small"
              isDisabled={card.isDisabled}
              onPress={() => card.onAnswer({ choice, state: 'draft' })}
            >
              {choice}
            </Button>
          ))}
        </div>
      )}
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          note();
        }}
      >
        <TextInput
          label={words.answer}
          labelHidden
          placeholder={words.answer}
          value={text}
          onChange={setText}
          maxLength={4000}
          isDisabled={card.isDisabled}
        />
        <Button size="small" type="submit" isDisabled={card.isDisabled || text.trim() === ''}>
          {words.use}
        </Button>
      </form>
    </Card>
  );
}

export function ActionCard({ item, ...card }: CardProps & { item: LaneAction }) {
  const [text, setText] = useState('');
  return (
    <Card title={item.label} hint={item.description} {...card}>
      {item.command !== null && item.command !== '' && <CopyCode code={item.command} />}
      <TextInput
        label={words.result}
        labelHidden
        placeholder={words.result}
        value={text}
        onChange={setText}
        maxLength={4000}
        isDisabled={card.isDisabled}
      />
      <div className="button-row">
        {RESULTS.map(([result, label]) => (
          <Button
            key={result}
            size="small"
            isDisabled={card.isDisabled}
            onPress={() =>
              card.onAnswer({
                result,
                state: 'draft',
                ...(text.trim() === '' ? {} : { text: text.trim() }),
              })
            }
          >
            {label}
          </Button>
        ))}
      </div>
    </Card>
  );
}

function Card({
  title,
  hint,
  response,
  isDisabled,
  isReadOnly,
  onAnswer,
  onRemove,
  children,
}: CardProps & { title: string; hint: string | null; children: ReactNode }) {
  const [replaced, setReplaced] = useState<LaneResponse | null>(null);
  const given = response !== null && response !== replaced;
  return (
    <article className="lane-card" data-testid="lane-card" data-state={response?.state ?? 'open'}>
      <p className="lane-title">{title}</p>
      {hint !== null && hint !== '' && <p className="muted">{hint}</p>}
      {given && (
        <p className="lane-answer">
          <span>{answerText(response)}</span>
          <Badge
            text={response.state === 'draft' ? words.ready : words[response.state]}
            tone={response.state === 'draft' ? 'info' : 'neutral'}
          />
          {!isReadOnly && response.state === 'draft' && (
            <Button look="quiet" size="small" onPress={() => setReplaced(response)}>
              {words.change}
            </Button>
          )}
        </p>
      )}
      {!given && !isReadOnly && children}
      {!given && !isReadOnly && (
        <div className="button-row">
          <Button
            look="quiet"
            size="small"
            isDisabled={isDisabled}
            onPress={() => onAnswer({ state: 'skipped' })}
          >
            {words.skip}
          </Button>
          <Button
            look="quiet"
            size="small"
            isDisabled={isDisabled}
            aria-label={words.remove(title)}
            onPress={onRemove}
          >
            {t.pilot.facts.removeShort}
          </Button>
        </div>
      )}
    </article>
  );
}

function answerText(response: LaneResponse): string {
  const result = RESULTS.find(([value]) => value === response.result)?.[1];
  return [result, response.choice, response.text]
    .filter((part): part is string => part !== null && part !== undefined && part !== '')
    .join(' · ');
}

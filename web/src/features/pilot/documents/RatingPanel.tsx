import { useState } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { sessions, type SessionDetail } from '../../../api/sessions';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { TextInput } from '../../../ui/Fields';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';

const words = t.pilot.rating;
const STARS = ['1', '2', '3', '4', '5'] as const;

interface Rating {
  rating: number;
  feedback?: string;
}

/** Was it any help? The last word counts. */
export function RatingPanel({
  session,
  refresh,
}: {
  session: SessionDetail;
  refresh: () => Promise<unknown>;
}) {
  const [stars, setStars] = useState<string | null>(session.session_rating?.toString() ?? null);
  const feedback = useDraft(`rating.${session.id}`, session.session_feedback ?? '');
  const rate = useAction<Rating, undefined>({
    intent: `session.${session.id}.rate`,
    run: (api, body, key) => sessions.rate(api, session.id, body, { key }),
    onSuccess: refresh,
  });
  const unchanged =
    stars === (session.session_rating?.toString() ?? null) &&
    feedback.text === (session.session_feedback ?? '');
  const send = () => {
    if (stars === null) return;
    rate.start({
      rating: Number(stars),
      ...(feedback.text.trim() === '' ? {} : { feedback: feedback.text.trim() }),
    });
  };
  return (
    <Panel title={words.title} testId="session-rating">
      <RadioGroup className="stars" value={stars} onChange={setStars} orientation="horizontal">
        <Label className="label">{words.question}</Label>
        <div className="stars-row">
          {STARS.map((value) => (
            <RadioField key={value} value={value} className="star-field">
              <RadioButton className="star" data-testid={`rate-${value}`}>
                {value}
              </RadioButton>
            </RadioField>
          ))}
          <span className="muted">{words.scale}</span>
        </div>
      </RadioGroup>
      <TextInput
        label={words.feedback}
        value={feedback.text}
        onChange={feedback.change}
        maxLength={2000}
        testId="rate-feedback"
      />
      <ProblemNote error={rate.error} />
      <div className="button-row">
        <Button
          size="small"
          isPending={rate.isPending}
          isDisabled={stars === null || unchanged}
          onPress={send}
          data-testid="rate-send"
        >
          {words.send}
        </Button>
        {session.session_rating !== null && (
          <span className="muted">{words.given(session.session_rating)}</span>
        )}
      </div>
    </Panel>
  );
}

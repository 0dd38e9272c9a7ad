export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

export function Badge({ tone = 'neutral', text, testId }: { tone?: Tone; text: string; testId?: string }) {
  return (
    <span className={`badge badge-${tone}`} data-testid={testId}>
      {text}
    </span>
  );
}

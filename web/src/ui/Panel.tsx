import { useId, type ReactNode } from 'react';

interface PanelProps {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  tone?: 'plain' | 'accent';
  testId?: string;
}

export function Panel({ title, children, actions, tone = 'plain', testId }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel panel-${tone}`} aria-labelledby={id} data-testid={testId}>
      <div className="panel-head">
        <h2 id={id} className="panel-title">
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

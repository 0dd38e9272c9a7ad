import { useEffect, useRef } from 'react';
import type { NodeOption, WalkNode } from '../../api/l1';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Markdown } from '../../ui/Markdown';

interface NodeCardProps {
  node: WalkNode;
  stepNumber: number;
  isPending: boolean;
  builtByAi: boolean;
  stale: boolean;
  onChoose: (option: NodeOption) => void;
  onSubflow: () => void;
}

/** The one question of the moment, large, with its answers as numbered buttons. */
export function NodeCard(props: NodeCardProps) {
  const { node, isPending } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  // After an answer the pressed button is gone; focus goes to the new question so that it is read out.
  useEffect(() => {
    if (!first.current) heading.current?.focus({ preventScroll: true });
    first.current = false;
  }, [node.id]);

  const origin = originText(node, props.builtByAi);
  return (
    <section className="node" aria-busy={isPending}>
      <p className="node-step">
        {t.walk.step(props.stepNumber)}
        {origin !== null && <Badge text={origin} tone="info" />}
      </p>
      {props.stale && (
        <p className="muted" role="status">
          {t.walk.stale}
        </p>
      )}
      <h1 className="node-question" data-testid="walk-question" tabIndex={-1} ref={heading}>
        {node.text}
      </h1>
      {node.detail !== null && node.detail !== '' && <Markdown text={node.detail} />}
      {node.subflow?.available === true && (
        <Button isDisabled={isPending} onPress={props.onSubflow}>
          {t.walk.startSubflow(node.subflow.title)}
        </Button>
      )}
      <div className="options" role="group" aria-label={t.walk.options}>
        {(node.options ?? []).map((option, index) => (
          <Button
            key={`${node.id} ${option.value}`}
            isDisabled={isPending}
            onPress={() => props.onChoose(option)}
            data-testid={`walk-option-${index + 1}`}
            data-value={option.value}
          >
            <kbd className="option-key">{index + 1}</kbd>
            <span>{option.label}</span>
          </Button>
        ))}
      </div>
    </section>
  );
}

function originText(node: WalkNode, builtByAi: boolean): string | null {
  switch (node.origin) {
    case 'model':
      return t.walk.origin.ai;
    case 'offline':
      return t.walk.origin.offline;
    case 'fallback':
      return t.walk.origin.fallback;
    case 'loop_guard':
      return t.walk.origin.loop_guard;
    default:
      return builtByAi ? t.walk.origin.ai : null;
  }
}

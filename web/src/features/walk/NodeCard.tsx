import { useEffect, useRef } from 'react';
import type { NodeOption, Walk, WalkNode } from '../../api/l1';
import { t } from '../../messages';
import { Button } from '../../ui/Button';
import { Markdown } from '../../ui/Markdown';
import { Commands } from './Commands';
import { OriginBadge } from './OriginBadge';

interface NodeCardProps {
  node: WalkNode;
  walk: Walk;
  isPending: boolean;
  stale: boolean;
  onChoose: (option: NodeOption) => void;
  onSubflow: () => void;
  /** Tries a step that could not be built again, without a language model. */
  onWithoutModel: () => void;
}

/** The one question of the moment, large, with its answers as numbered buttons. */
export function NodeCard(props: NodeCardProps) {
  const { node, walk, isPending } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  // After an answer the pressed button is gone; focus goes to the new question so that it is read out.
  useEffect(() => {
    if (!first.current) heading.current?.focus({ preventScroll: true });
    first.current = false;
  }, [node.id]);

  const reason = node.fallback_reason ?? null;
  return (
    <section className="node" aria-busy={isPending}>
      <p className="node-step">
        {t.walk.step((walk.walked_path ?? []).length + 1)}
        <OriginBadge node={node} walk={walk} />
      </p>
      {props.stale && (
        <p className="muted" role="status">
          {t.walk.stale}
        </p>
      )}
      <h1 className="node-question" data-testid="walk-question" tabIndex={-1} ref={heading}>
        {node.text}
      </h1>
      {node.detail !== null && node.detail !== '' && (
        <>
          <Markdown text={node.detail} />
          <Commands text={node.detail} />
        </>
      )}
      {reason !== null && t.walk.fallbackReason[reason] !== undefined && (
        <p className="muted">{t.walk.fallbackReason[reason]}</p>
      )}
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
      {reason === 'generation_failed' && (
        <div className="button-row">
          <Button isDisabled={isPending} onPress={props.onWithoutModel} data-testid="walk-without-model">
            {t.walk.withoutModel}
          </Button>
        </div>
      )}
    </section>
  );
}

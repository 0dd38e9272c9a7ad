import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import {
  l1,
  type AbandonReason,
  type EscalateRequest,
  type NextNodeRequest,
  type StepRequest,
  type Walk,
  type WalkNode,
} from '../../api/l1';
import { ApiProblem, isProblem } from '../../api/problem';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { useAction } from '../../app/useAction';
import { useClearDrafts } from '../../app/useDraft';

const WATCH_ESCALATION_MS = 10_000;
const MOVED_ON = [
  'stale_node',
  'walk_not_active',
  'version_conflict',
  'generation_in_progress',
  'already_taken_over',
  'walk_not_abandoned',
];

/** One walk and everything that can be done with it. The server drives: every answer replaces what is shown. */
export function useWalk(id: string) {
  const { api } = useServices();
  const client = useQueryClient();
  const [stale, setStale] = useState(false);
  const clearDrafts = useClearDrafts();

  const query = useQuery({
    queryKey: cacheKeys.walk(id),
    queryFn: ({ signal }) => l1.walk(api, id, signal),
    refetchInterval: ({ state }) =>
      state.data?.status === 'escalated' && !isOver(state.data) ? WATCH_ESCALATION_MS : false,
  });

  const show = useCallback(
    (walk: Walk) => {
      setStale(false);
      client.setQueryData(cacheKeys.walk(id), walk);
      void client.invalidateQueries({ queryKey: ['walks'] });
    },
    [client, id],
  );
  const showNode = (node: WalkNode | null, version: number) => {
    client.setQueryData<Walk>(cacheKeys.walk(id), (walk) =>
      walk === undefined ? walk : { ...walk, current_node: node, version },
    );
    void client.invalidateQueries({ queryKey: cacheKeys.walk(id) });
  };
  /** A colleague or a second click was first: show the present state instead of an error. */
  const onError = (error: Error) => {
    if (!isProblem(error, ...MOVED_ON)) return;
    const node = error.members['node'];
    const version = error.members['version'];
    if (isProblem(error, 'stale_node')) setStale(true);
    if (isNode(node) && typeof version === 'number') showNode(node, version);
    else void client.invalidateQueries({ queryKey: cacheKeys.walk(id) });
  };

  const step = useAction<StepRequest, Walk>({
    intent: `walk.${id}.step`,
    run: (api, body, key) => l1.step(api, id, body, { key }),
    onSuccess: show,
    onError,
  });
  const back = useAction<{ version: number; to_step_id?: string }, Walk>({
    intent: `walk.${id}.back`,
    run: (api, body, key) => l1.back(api, id, body, { key }),
    onSuccess: show,
    onError,
  });
  const frame = useAction<{ verb: 'subflow' | 'return'; node_id: string; version: number }, Walk>({
    intent: `walk.${id}.frame`,
    run: (api, { verb, ...body }, key) => l1.frame(api, id, verb, body, { key }),
    onSuccess: show,
    onError,
  });
  const nextNode = useAction<NextNodeRequest, { node: WalkNode | null; version: number }>({
    intent: `walk.${id}.next-node`,
    run: (api, body, key) => l1.nextNode(api, id, body, { key }),
    onSuccess: ({ node, version }) => {
      setStale(false);
      showNode(node, version);
      void client.invalidateQueries({ queryKey: cacheKeys.quota });
    },
    onError,
  });
  const showClosed = (walk: Walk) => {
    clearDrafts(`walk-note.${id}`, `resolve.${id}`, `escalate.walk.${id}`);
    show(walk);
  };
  const resolve = useAction<{ helpful: boolean; resolution_notes: string }, Walk>({
    intent: `walk.${id}.resolve`,
    run: (api, body, key) => l1.resolve(api, id, body, { key }),
    onSuccess: showClosed,
    onError,
  });
  const escalate = useAction<EscalateRequest, Walk>({
    intent: `walk.${id}.escalate`,
    run: (api, body, key) => l1.escalate(api, id, body, { key }),
    onSuccess: showClosed,
    onError,
  });

  const abandon = useAction<{ reason: AbandonReason; note?: string }, Walk>({
    intent: `walk.${id}.abandon`,
    run: (api, body, key) => l1.abandon(api, id, body, { key }),
    onSuccess: showClosed,
    onError,
  });
  const reopen = useAction<number, Walk>({
    intent: `walk.${id}.reopen`,
    run: (api, _, key) => l1.reopen(api, id, { key }),
    onSuccess: show,
    onError,
  });
  const takeOver = useAction<string, Walk>({
    intent: `walk.${id}.take-over`,
    run: (api, from) => l1.takeOver(api, id, { from_user_id: from }),
    onSuccess: show,
    onError,
  });

  return { query, step, back, frame, nextNode, resolve, escalate, abandon, reopen, takeOver, stale, show };
}

export type WalkHandle = ReturnType<typeof useWalk>;

/** Errors worth showing: the ones that only mean "somebody was faster" are answered by the new state. */
export function visibleError(...errors: (Error | null)[]): Error | null {
  return (
    errors.find(
      (error) => error !== null && !(error instanceof ApiProblem && MOVED_ON.includes(error.code)),
    ) ?? null
  );
}

function isOver(walk: Walk): boolean {
  return walk.escalation !== null && ['resolved', 'cancelled', 'closed'].includes(walk.escalation.state);
}

function isNode(value: unknown): value is WalkNode {
  return typeof value === 'object' && value !== null && 'id' in value && 'text' in value;
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ApiClient } from '../../../api/client';
import { flows, type Flow, type FlowStructure } from '../../../api/flows';
import { isProblem } from '../../../api/problem';
import { libraryKeys } from '../keys';
import { useServices } from '../../../app/services';
import { useDraft } from '../../../app/useDraft';
import { merge } from '../model/merge';
import { sameStructure, structureOf } from '../model/structure';
import { useStructure } from './useStructure';

/** What the server had when the author's work was last level with it. `version` is 0 while there is no draft. */
interface Base {
  structure: FlowStructure;
  version: number;
}

interface Kept extends Base {
  mine: FlowStructure;
}

/** The flow as it is edited: its draft, or what is published while there is none. */
export async function loadForEdit(api: ApiClient, id: string, signal?: AbortSignal): Promise<Flow> {
  const flow = await flows.flow(api, id, signal);
  if (flow.draft_version === null || flow.version_no === null) return flow;
  try {
    return await flows.draft(api, id, signal);
  } catch (error) {
    // Published or thrown away between the two reads.
    if (isProblem(error, 'version_not_found')) return flows.flow(api, id, signal);
    throw error;
  }
}

function baseOf(flow: Flow): Base {
  return { structure: structureOf(flow), version: flow.draft_version ?? 0 };
}

/**
 * The author's work on one draft. Everything typed is kept in this browser until the server has it; a colleague's save
 * in between never costs either of them anything: both versions stay at hand until the author has decided.
 */
export function useFlowDraft(flow: Flow) {
  const { api } = useServices();
  const client = useQueryClient();
  const kept = useDraft(`flow.${flow.id}`);
  const [found] = useState(() => readKept(kept.text));
  const [base, setBase] = useState<Base>(() => startBase(flow, found));
  const [theirs, setTheirs] = useState<Flow | null>(() =>
    found !== null && movedOn(found, flow) ? flow : null,
  );
  const [restored, setRestored] = useState(found !== null);
  const keep = (mine: FlowStructure, from: Base) =>
    kept.change(JSON.stringify({ ...from, mine } satisfies Kept));
  const work = useStructure(
    () => found?.mine ?? structureOf(flow),
    (structure) => keep(structure, base),
  );
  const latest = useRef(work.structure);
  useEffect(() => {
    latest.current = work.structure;
  }, [work.structure]);

  const settle = (sent: FlowStructure, version: number) => {
    const next = { structure: sent, version };
    setBase(next);
    setTheirs(null);
    setRestored(false);
    if (sameStructure(latest.current, sent)) kept.clear();
    else keep(latest.current, next);
  };

  const save = useMutation({
    mutationFn: (sent: FlowStructure) => flows.saveDraft(api, flow.id, sent, base.version),
    onSuccess: (saved, sent) => {
      settle(sent, saved.draft_version ?? 0);
      client.setQueryData(libraryKeys.flow(flow.id), undefined);
      void client.invalidateQueries({ queryKey: libraryKeys.flows });
    },
    onError: async (error, sent) => {
      if (!isProblem(error, 'version_conflict')) return;
      const current = await loadForEdit(api, flow.id);
      // The same words came back: it was this author's own save whose answer got lost.
      if (sameStructure(structureOf(current), sent)) settle(sent, current.draft_version ?? 0);
      else setTheirs(current);
    },
  });

  const take = (structure: FlowStructure, from: Flow) => {
    const next = baseOf(from);
    setBase(next);
    setTheirs(null);
    save.reset();
    work.set(structure);
    keep(structure, next);
  };

  const dirty = !sameStructure(work.structure, base.structure);
  return {
    work,
    base,
    dirty,
    restored,
    save,
    /** A colleague's state that is newer than what this work started from. */
    theirs,
    merged: theirs === null ? null : merge(base.structure, work.structure, structureOf(theirs)),
    resolve: {
      merge: () => {
        if (theirs !== null)
          take(merge(base.structure, work.structure, structureOf(theirs)).structure, theirs);
      },
      mine: () => {
        if (theirs !== null) take(work.structure, theirs);
      },
      theirs: () => {
        if (theirs !== null) take(structureOf(theirs), theirs);
      },
    },
    /** Saves if there is anything to save; the draft's version, or null when that failed. */
    saved: async (): Promise<number | null> => {
      if (!dirty && base.version > 0) return base.version;
      try {
        return (await save.mutateAsync(work.structure)).draft_version;
      } catch {
        return null;
      }
    },
    start: () => {
      if (dirty && !save.isPending) save.mutate(work.structure);
    },
    forget: kept.clear,
  };
}

export type FlowDraft = ReturnType<typeof useFlowDraft>;

function startBase(flow: Flow, found: Kept | null): Base {
  return found === null ? baseOf(flow) : { structure: found.structure, version: found.version };
}

/** Whether the server's flow is another than the one the kept work started from. */
function movedOn(found: Kept, flow: Flow): boolean {
  if (found.version !== (flow.draft_version ?? 0)) return true;
  // Without a draft the number says nothing about a newer published version.
  return found.version === 0 && !sameStructure(found.structure, structureOf(flow));
}

function readKept(text: string): Kept | null {
  if (text === '') return null;
  try {
    const kept = JSON.parse(text) as Kept;
    return Array.isArray(kept.mine.nodes) && Array.isArray(kept.structure.nodes) ? kept : null;
  } catch {
    return null;
  }
}

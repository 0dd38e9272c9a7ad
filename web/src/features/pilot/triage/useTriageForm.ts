import { useState } from 'react';
import { isProblem } from '../../../api/problem';
import type { Evidence, SessionDetail, Triage } from '../../../api/sessions';
import { triage as calls, type TriagePatch } from '../../../api/triage';
import { useAction } from '../../../app/useAction';
import { useDraft } from '../../../app/useDraft';

export interface TriageForm {
  title: string;
  client_name: string;
  asset_name: string;
  issue_category: string;
  triage_hypothesis: string;
  evidence_items: Evidence[];
}

interface Stored {
  form: TriageForm;
  /** What the form started from: only what differs from it was meant to be changed. */
  base: TriageForm;
  version: number;
}

const TEXTS = ['client_name', 'asset_name', 'issue_category', 'triage_hypothesis'] as const;

/** The header while it is being edited. It is kept like every unsent text, and others' changes are never overwritten. */
export function useTriageForm(session: SessionDetail, refresh: () => Promise<unknown>) {
  const kept = useDraft(`triage.${session.id}`);
  const [open, setOpen] = useState<Stored | null>(() => read(kept.text));
  const [merged, setMerged] = useState(false);
  const keep = (next: Stored | null) => {
    setOpen(next);
    if (next === null) kept.clear();
    else kept.change(JSON.stringify(next));
  };
  const save = useAction<TriagePatch, Triage>({
    intent: `session.${session.id}.triage`,
    run: (api, patch, key) => calls.edit(api, session.id, patch, { key }),
    onSuccess: () => {
      keep(null);
      return refresh();
    },
    onError: async (error) => {
      if (isProblem(error, 'version_conflict') && open !== null) {
        const theirs = error.members['current'] as Triage | undefined;
        if (theirs !== undefined) {
          keep(merge(open, theirs));
          setMerged(true);
        }
      }
      await refresh();
    },
  });

  return {
    form: open?.form ?? null,
    /** Somebody else's findings were put beside one's own; they want a look before saving. */
    merged,
    save,
    start: () => {
      const form = formOf(session.triage, session.title);
      setMerged(false);
      keep({ form, base: form, version: session.triage?.triage_version ?? 0 });
    },
    change: (part: Partial<TriageForm>) => {
      if (open !== null) keep({ ...open, form: { ...open.form, ...part } });
    },
    cancel: () => {
      save.reset();
      keep(null);
    },
    submit: () => {
      if (open === null || open.form.title.trim() === '') return;
      const patch = patchOf(open);
      setMerged(false);
      if (Object.keys(patch).length === 0) keep(null);
      else save.start(patch);
    },
  };
}

function formOf(triage: Triage | null, title: string): TriageForm {
  return {
    title: triage?.title ?? title,
    client_name: triage?.client_name ?? '',
    asset_name: triage?.asset_name ?? '',
    issue_category: triage?.issue_category ?? '',
    triage_hypothesis: triage?.triage_hypothesis ?? '',
    evidence_items: triage?.evidence_items ?? [],
  };
}

function patchOf({ form, base, version }: Stored): TriagePatch {
  const patch: TriagePatch = {};
  if (form.title.trim() !== base.title) patch.title = form.title.trim();
  for (const name of TEXTS) {
    const text = form[name].trim();
    if (text !== base[name]) patch[name] = text === '' ? null : text;
  }
  const evidence = form.evidence_items
    .map((item) => ({ ...item, text: item.text.trim() }))
    .filter((item) => item.text !== '');
  if (JSON.stringify(evidence) !== JSON.stringify(base.evidence_items)) {
    patch.evidence_items = evidence;
    patch.triage_version = version;
  }
  return patch;
}

/** Their header under one's own changes; findings that only they have are added. */
function merge({ form, base }: Stored, theirs: Triage): Stored {
  const now = formOf(theirs, theirs.title);
  const mine = new Set(form.evidence_items.map((item) => item.text));
  const known = new Set(base.evidence_items.map((item) => item.text));
  const result: TriageForm = {
    ...now,
    evidence_items: [
      ...form.evidence_items,
      ...now.evidence_items.filter((item) => !mine.has(item.text) && !known.has(item.text)),
    ],
  };
  if (form.title !== base.title) result.title = form.title;
  for (const name of TEXTS) if (form[name] !== base[name]) result[name] = form[name];
  return { form: result, base: now, version: theirs.triage_version };
}

function read(text: string): Stored | null {
  try {
    return text === '' ? null : (JSON.parse(text) as Stored);
  } catch {
    return null;
  }
}

import { useState } from 'react';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { diffOf } from '../model/diff';
import { structureOf } from '../model/structure';
import { DiffView } from '../versions/DiffView';
import type { FlowDraft } from './useFlowDraft';

/** A colleague saved meanwhile: what they did, what both did, and three ways on, each of which can be undone. */
export function ConflictPanel({ draft }: { draft: FlowDraft }) {
  const words = t.library.conflict;
  const [open, setOpen] = useState(false);
  const { theirs, merged, base, work, resolve } = draft;
  if (theirs === null || merged === null) return null;
  const both = merged.nodes.length + merged.fields.length;
  const texts = merged.nodes.map((id) => {
    const text = work.structure.nodes.find((node) => node.id === id)?.text ?? '';
    return text === '' ? id : text;
  });
  return (
    <section className="problem conflict" role="alert" data-testid="conflict">
      <p className="problem-sentence">{words.title}</p>
      <p>{both === 0 ? words.apart : words.both(both)}</p>
      {both > 0 && (
        <ul className="finding-list">
          {merged.fields.map((field) => (
            <li key={field}>{t.library.diff.meta[field]}</li>
          ))}
          {texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <div className="button-row">
        <Button look="primary" onPress={resolve.merge} data-testid="conflict-merge">
          {both === 0 ? words.merge : words.mergeMine}
        </Button>
        <Button onPress={resolve.mine} data-testid="conflict-mine">
          {words.mine}
        </Button>
        <Button onPress={resolve.theirs} data-testid="conflict-theirs">
          {words.theirs}
        </Button>
        <Button look="quiet" onPress={() => setOpen(!open)} aria-expanded={open}>
          {words.look}
        </Button>
      </div>
      <p className="muted">{words.undo}</p>
      {open && <DiffView diff={diffOf(base.structure, structureOf(theirs))} />}
    </section>
  );
}

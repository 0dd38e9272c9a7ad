import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { handoffs, type Handoff, type QueueItem, type Snapshot } from '../../api/handoffs';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Loading } from '../../ui/Loading';
import { Markdown } from '../../ui/Markdown';
import { AssessmentView } from './AssessmentView';
import { boardKeys } from './boardKeys';

const WATCH_MS = 5_000;
const UNDER_WAY = ['pending', 'running'];

/** What the next engineer has to know before taking it: the assessment, what came along, what was tried. */
export function Briefing({ item }: { item: QueueItem }) {
  const { api } = useServices();
  const detail = useQuery({
    queryKey: boardKeys.briefing(item.handoff_id),
    queryFn: ({ signal }) => handoffs.detail(api, item.source_id, item.handoff_id, signal),
    // The stream tells when an assessment is there; this is the net for when it is not live.
    refetchInterval: ({ state }) =>
      UNDER_WAY.includes(state.data?.assessment_state ?? '') ? WATCH_MS : false,
  });
  return (
    <div className="briefing" data-testid="board-briefing">
      <Loading query={detail}>
        {detail.data !== undefined && (
          <>
            <AssessmentView handoff={detail.data} item={item} />
            <Brought handoff={detail.data} />
          </>
        )}
      </Loading>
    </div>
  );
}

function Brought({ handoff }: { handoff: Handoff }) {
  const words = t.board.briefing;
  const snapshot = handoff.snapshot;
  const notes = handoff.engineer_notes ?? '';
  // A call's package says it all already: problem, customer, answers, notes.
  const saidAlready = handoff.source_kind === 'l1_walk' && notes !== '';
  return (
    <>
      {notes !== '' && (
        <Part title={words.notes}>
          <Markdown text={notes} />
        </Part>
      )}
      {snapshot === undefined ? (
        <p className="muted">{words.hidden}</p>
      ) : (
        !saidAlready && <SnapshotView snapshot={snapshot} />
      )}
    </>
  );
}

function SnapshotView({ snapshot }: { snapshot: Snapshot }) {
  const words = t.board.briefing;
  const problem = snapshot.problem_text ?? snapshot.problem_summary ?? null;
  const customer = [
    snapshot.customer_name ?? snapshot.client_name,
    snapshot.customer_contact,
    snapshot.asset_name,
    snapshot.flow_name,
  ].filter((part) => part !== null && part !== undefined && part !== '');
  const facts = (snapshot.facts ?? []).map((fact) => fact.text);
  const tried = (snapshot.steps_tried ?? []).map((step) => pair(step.text, step.response));
  const walked = (snapshot.walked_path ?? []).map((entry) =>
    pair(entry.question, [entry.answer_label ?? entry.answer, entry.l1_note].filter(Boolean).join(' · ')),
  );
  const notes = (snapshot.walk_notes ?? []).map((note) => note.text);
  const openItems = [...(snapshot.open_questions ?? []), ...(snapshot.open_checks ?? [])];
  return (
    <>
      {problem !== null && problem !== '' && (
        <Part title={words.problem}>
          <p className="pre-wrap">{problem}</p>
        </Part>
      )}
      {customer.length > 0 && <p className="muted">{customer.join(' · ')}</p>}
      <Lines title={words.walked} lines={walked} ordered />
      <Lines title={words.facts} lines={facts} />
      <Lines title={words.tried} lines={tried} ordered />
      <Lines title={words.walkNotes} lines={notes} />
      {snapshot.active_fix != null && (
        <Part title={words.fix}>
          <p>{snapshot.active_fix.title}</p>
        </Part>
      )}
      <Lines title={words.openItems} lines={openItems} />
      {snapshot.truncated === true && <p className="muted">{words.truncated}</p>}
    </>
  );
}

function Lines({ title, lines, ordered = false }: { title: string; lines: string[]; ordered?: boolean }) {
  if (lines.length === 0) return null;
  const items = lines.map((line, at) => <li key={at}>{line}</li>);
  return <Part title={title}>{ordered ? <ol>{items}</ol> : <ul>{items}</ul>}</Part>;
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="briefing-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function pair(question: string, answer: string | null | undefined): string {
  return answer === null || answer === undefined || answer === '' ? question : `${question} — ${answer}`;
}

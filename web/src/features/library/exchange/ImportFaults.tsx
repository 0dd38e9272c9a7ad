import type { FieldProblem } from '../../../api/problem';
import { t } from '../../../messages';
import { placeIn } from '../model/filePaths';

/** The faults of a refused file, flow by flow, each at its step and answer; the path itself stays for who edits files. */
export function ImportFaults({ faults, flows }: { faults: FieldProblem[]; flows: readonly unknown[] }) {
  const words = t.library.exchange;
  const placed = faults.map((fault) => ({ fault, place: placeIn(fault.field, flows) }));
  const groups = new Map<number | null, typeof placed>();
  for (const one of placed) groups.set(one.place.flow, [...(groups.get(one.place.flow) ?? []), one]);
  return (
    <div className="problem" role="alert" data-testid="import-faults">
      <p className="problem-sentence">{words.faults(faults.length)}</p>
      {[...groups].map(([flow, of]) => (
        <div key={flow ?? 0}>
          {flow !== null && <b>{words.flowAt(flow, of[0]?.place.flowTitle ?? null)}</b>}
          <ul className="finding-list">
            {of.map(({ fault, place }) => (
              <li key={`${fault.field} ${fault.code}`}>
                {place.step !== null && <span>{words.stepAt(place.step, place.stepText)} </span>}
                {place.answer !== null && <span>{words.answerAt(place.answer, place.answerLabel)} </span>}
                <span>{fault.message}</span> <code className="muted">{fault.field}</code>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

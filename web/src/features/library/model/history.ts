/** What was, what is, and what was taken back. */
export interface History<T> {
  past: T[];
  present: T;
  future: T[];
  /** Name and time of the last change; typing on in one field is one step. */
  last: { tag: string; at: number } | null;
}

const MOST_STEPS = 200;
const PAUSE_MS = 1_500;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], last: null };
}

/**
 * @param tag changes of the same tag that follow each other closely are undone together; null stands for itself
 */
export function change<T>(history: History<T>, present: T, tag: string | null, at: number): History<T> {
  if (present === history.present) return history;
  const last = tag === null ? null : { tag, at };
  const goesOn =
    tag !== null && history.last !== null && history.last.tag === tag && at - history.last.at < PAUSE_MS;
  if (goesOn) return { ...history, present, future: [], last };
  return { past: [...history.past, history.present].slice(-MOST_STEPS), present, future: [], last };
}

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    last: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, last: null };
}

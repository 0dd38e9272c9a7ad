import type { Tone } from '../../../ui/Badge';

/** What a view of a flow paints on its steps and answers besides the structure itself. */
export interface Mark {
  tone: Tone | null;
  /** Short words beside the step: "3 visits", "changed", "2 errors". */
  notes: { text: string; tone: Tone }[];
}

export type Marks = ReadonlyMap<string, Mark>;

/** How often an answer was given, and which part of all answers of its step that is (0 to 1). */
export interface Share {
  count: number;
  share: number;
}

/** By `stepId/index of the answer`. */
export type Shares = ReadonlyMap<string, Share>;

export const shareKey = (id: string, index: number) => `${id}/${index}`;

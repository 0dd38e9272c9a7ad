/** Words for refusals: a sentence for every code of the API, what to do next where there is something to do. */
export interface ProblemWords<S extends string = string, N extends string = string> {
  trace: string;
  sentences: Record<S, string>;
  nextSteps: Record<N, string>;
  /** For codes without a sentence of their own. */
  refused: string;
  failed: string;
  wait: string;
  waitSeconds: (seconds: number) => string;
}

/** Adds the look-up by code, which is the same in every language. */
export function withLookup<S extends string, N extends string>(words: ProblemWords<S, N>) {
  const sentences: Partial<Record<string, string>> = words.sentences;
  const nextSteps: Partial<Record<string, string>> = words.nextSteps;
  return {
    ...words,
    /** The sentence of this language for a code, or null when it has none. */
    known: (code: string): string | null => sentences[code] ?? null,
    sentence: (code: string, status: number): string =>
      sentences[code] ?? (status >= 500 ? words.failed : words.refused),
    nextStep: (code: string, retryAfterSeconds: number | null): string | null => {
      if (code === 'rate_limited')
        return retryAfterSeconds === null ? words.wait : words.waitSeconds(retryAfterSeconds);
      return nextSteps[code] ?? null;
    },
  };
}

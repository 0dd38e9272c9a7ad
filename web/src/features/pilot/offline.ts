import { isProblem, type ApiProblem } from '../../api/problem';

/** Refusals after which the same call may be made once more without a language model. */
export function offlineHelps(error: Error | null): error is ApiProblem {
  return isProblem(
    error,
    'quota_exceeded',
    'ai_provider_error',
    'ai_provider_timeout',
    'ai_unavailable',
    'ai_disabled',
  );
}

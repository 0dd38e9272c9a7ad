const SENTENCES: Record<string, string> = {
  network: 'The server could not be reached. Nothing you typed is lost.',
  unreadable_answer: 'The server gave an answer this page could not read.',
  unexpected: 'Something unexpected happened in this page.',
  token_expired: 'Your sign-in has ended.',
};

const NEXT_STEPS: Record<string, string> = {
  network: 'Check your connection and try again; nothing will be done twice.',
  unreadable_answer: 'Try again in a moment.',
  token_expired: 'Sign in again; your texts are kept.',
  token_invalid: 'Sign in again; your texts are kept.',
  role_required: 'Ask an owner of your account if you need this.',
  no_account: 'Ask your administrator to assign you to an account.',
  not_found: 'It may have been removed, or you have no access to it.',
  version_conflict: 'Somebody changed it meanwhile. Look at the new state and send yours again.',
  idempotency_in_flight: 'The first try is still running. Wait a moment and try again.',
  turn_in_progress: 'The last message is still being answered. Wait a moment.',
  quota_exceeded: 'You can go on without the language model, or ask an owner about the plan.',
  ai_provider_error: 'Try again, or go on without the language model.',
  ai_provider_timeout: 'Try again, or go on without the language model.',
  ai_disabled: 'AI is switched off for your account. You can go on without it.',
  ai_unavailable: 'Try again in a moment, or go on without the language model.',
  service_unavailable: 'Try again in a moment; nothing will be done twice.',
  walk_not_active: 'This walk is closed. Its record is shown.',
  not_session_handler: 'A colleague works this session now; you can read along.',
  session_taken_over: 'A colleague works this session now; you can read along.',
  psa_not_configured: 'Ask an owner to connect the ticketing system.',
  psa_unreachable: 'Try again; the note will not be posted twice.',
  psa_circuit_open: 'The ticketing system has trouble. Try again in half a minute.',
  psa_ticket_not_found: 'Check the ticket number.',
  psa_status_not_verified: 'Try again: only the status is repeated, never the note.',
  writeback_unresolved: 'It is being looked up whether the note arrived. Try again in a minute.',
  writeback_in_progress: 'Another post is running. Wait a moment and try again.',
  preview_outdated: 'The session moved on. Prepare the note again, or post your text as it is.',
  session_update_pending: 'The ticket is done; the session follows by itself.',
};

export const problems = {
  trace: 'Trace id',
  sentence: (code: string, status: number): string =>
    SENTENCES[code] ??
    (status >= 500 ? 'The server could not do this right now.' : 'The server refused this request.'),
  nextStep: (code: string, retryAfterSeconds: number | null): string | null => {
    if (code === 'rate_limited') {
      return retryAfterSeconds === null
        ? 'Wait a moment and try again.'
        : `Wait ${retryAfterSeconds} seconds and try again.`;
    }
    return NEXT_STEPS[code] ?? null;
  },
};

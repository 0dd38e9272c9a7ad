import { describe, expect, it } from 'vitest';
import { json, problem } from '../test/fakeApi';
import { isProblem, readProblem } from './problem';

describe('a refused answer', () => {
  it('keeps code, sentence, trace id and the members of the contract', async () => {
    const read = await readProblem(
      problem(409, 'already_claimed', 'Marc has it.', { claimed_by_name: 'Marc Vogel' }),
    );
    expect(read).toMatchObject({
      status: 409,
      code: 'already_claimed',
      detail: 'Marc has it.',
      traceId: 'trace-1',
    });
    expect(read.text('claimed_by_name')).toBe('Marc Vogel');
    expect(isProblem(read, 'already_claimed')).toBe(true);
    expect(isProblem(read, 'not_found')).toBe(false);
  });

  it('tells how long to wait', async () => {
    const read = await readProblem(json({ code: 'rate_limited' }, 429, { 'Retry-After': '7' }));
    expect(read.retryAfterSeconds).toBe(7);
  });

  it('that is no problem document never shows its content', async () => {
    const read = await readProblem(new Response('<html>stack trace</html>', { status: 502 }));
    expect(read).toMatchObject({ status: 502, code: 'unreadable_answer', detail: null });
  });
});

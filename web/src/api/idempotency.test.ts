import { describe, expect, it } from 'vitest';
import { IntentKeys, keepsKey } from './idempotency';
import { ApiProblem } from './problem';

function keysWith(now: () => number = () => 0) {
  let n = 0;
  return new IntentKeys(sessionStorage, 'user-1', now, () => `key-${++n}`);
}

describe('idempotency keys', () => {
  it('stay the same for a retry of the same intent, also after a reload', () => {
    const first = keysWith().keyFor('intake', { text: 'printer' });
    const reloaded = new IntentKeys(
      sessionStorage,
      'user-1',
      () => 0,
      () => 'other',
    );
    expect(reloaded.keyFor('intake', { text: 'printer' })).toBe(first);
  });

  it('change with the input, because another body under the same key is refused', () => {
    const keys = keysWith();
    expect(keys.keyFor('intake', { text: 'printer' })).not.toBe(keys.keyFor('intake', { text: 'scanner' }));
  });

  it('are new once the intent is settled', () => {
    const keys = keysWith();
    const first = keys.keyFor('intake', { text: 'printer' });
    keys.settle('intake');
    expect(keys.keyFor('intake', { text: 'printer' })).not.toBe(first);
  });

  it('are not kept longer than the server keeps them', () => {
    let now = 0;
    const keys = keysWith(() => now);
    const first = keys.keyFor('intake', { text: 'printer' });
    now = 24 * 60 * 60 * 1000;
    expect(keys.keyFor('intake', { text: 'printer' })).not.toBe(first);
  });

  it('leave no trace of what the caller said in the browser', () => {
    keysWith().keyFor('intake', { text: 'printer in room 4' });
    expect(JSON.stringify(Object.entries(sessionStorage))).not.toContain('printer');
  });

  it.each([
    [new ApiProblem({ status: 0, code: 'network' }), true],
    [new ApiProblem({ status: 429, code: 'quota_exceeded' }), true],
    [new ApiProblem({ status: 502, code: 'psa_unreachable' }), true],
    [new ApiProblem({ status: 409, code: 'writeback_unresolved' }), true],
    [new ApiProblem({ status: 409, code: 'already_claimed' }), false],
    [new ApiProblem({ status: 422, code: 'validation_failed' }), false],
  ])('after %s are kept: %s', (error, kept) => {
    expect(keepsKey(error)).toBe(kept);
  });
});

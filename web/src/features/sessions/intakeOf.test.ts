import { describe, expect, it } from 'vitest';
import { intakeOf } from './intakeOf';

const nothing = { text: '', log: '', ticket: '', client: '', asset: '', files: [] };

describe('what a session starts from', () => {
  it('is named by what there is', () => {
    expect(intakeOf({ ...nothing, text: 'Outlook hangs' })?.intake_type).toBe('free_text');
    expect(intakeOf({ ...nothing, ticket: '1042' })?.intake_type).toBe('psa_ticket');
    expect(intakeOf({ ...nothing, log: 'E: boom' })?.intake_type).toBe('log_paste');
    expect(intakeOf({ ...nothing, files: ['upload-1'] })?.intake_type).toBe('combined');
    expect(intakeOf({ ...nothing, text: 'hangs', ticket: '1042' })?.intake_type).toBe('combined');
  });

  it('is nothing without words, ticket, log or file', () => {
    expect(intakeOf({ ...nothing, client: 'Contoso', asset: 'PC-114' })).toBeNull();
  });

  it('leaves out what is empty', () => {
    expect(intakeOf({ ...nothing, text: 'hangs', asset: 'PC-114' })).toEqual({
      intake_type: 'free_text',
      intake_content: { text: 'hangs', asset_name: 'PC-114' },
    });
  });
});

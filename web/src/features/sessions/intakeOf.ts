import type { StartRequest } from '../../api/sessions';

interface Given {
  text: string;
  log: string;
  ticket: string;
  client: string;
  asset: string;
  files: string[];
}

/** What a start is made of, named by what there is (contract-sessions §4.1); null when there is nothing to start from. */
export function intakeOf(
  given: Given,
): Pick<StartRequest, 'intake_type' | 'intake_content' | 'psa_ticket_id'> | null {
  const kinds = [
    given.text !== '' && ('free_text' as const),
    given.ticket !== '' && ('psa_ticket' as const),
    given.log !== '' && ('log_paste' as const),
    given.files.length > 0 && ('screenshot' as const),
  ].filter((kind) => kind !== false);
  const [only] = kinds;
  if (only === undefined) return null;
  return {
    // files alone may be no picture, so they count as a mixture
    intake_type: kinds.length > 1 || only === 'screenshot' ? 'combined' : only,
    intake_content: {
      ...(given.text === '' ? {} : { text: given.text }),
      ...(given.log === '' ? {} : { log: given.log }),
      ...(given.files.length === 0 ? {} : { upload_ids: given.files }),
      ...(given.client === '' ? {} : { client_name: given.client }),
      ...(given.asset === '' ? {} : { asset_name: given.asset }),
    },
    ...(given.ticket === '' ? {} : { psa_ticket_id: given.ticket }),
  };
}

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postLog, WRITEBACK_STATES, type LogFilter } from '../../../api/postLog';
import { useDebounced } from '../../../app/useDebounced';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Choice, TextInput } from '../../../ui/Fields';
import { Loading } from '../../../ui/Loading';
import { Modal } from '../../../ui/Modal';
import { TableScroll } from '../../../ui/TableScroll';
import { ReceiptView } from '../../receipt/ReceiptView';
import { accountKeys } from '../accountKeys';
import { LogRow } from './LogRow';

const TYPING_MS = 300;
const KINDS = Object.keys(t.account.log.kind) as (keyof typeof t.account.log.kind)[];

/** What was written to tickets, with its proof, and what a person can do about what stopped. */
export function PostLogTab() {
  const { api } = useServices();
  const client = useQueryClient();
  const words = t.account.log;
  const [state, setState] = useState<(typeof WRITEBACK_STATES)[number] | ''>('');
  const [kind, setKind] = useState<(typeof KINDS)[number] | ''>('');
  const [ticket, setTicket] = useState('');
  const [receipt, setReceipt] = useState<string | null>(null);
  const typed = useDebounced(ticket.trim(), TYPING_MS);
  const filter: LogFilter = {
    ...(state === '' ? {} : { state }),
    ...(kind === '' ? {} : { kind }),
    ...(typed === '' ? {} : { ticket_id: typed }),
  };
  const log = useInfiniteQuery({
    queryKey: accountKeys.log(filter),
    queryFn: ({ pageParam, signal }) => postLog.page(api, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  const refresh = () => void client.invalidateQueries({ queryKey: ['account', 'log'] });
  const heads = [words.when, words.what, words.ticket, words.state, words.status, words.who, words.act];
  return (
    <>
      <div className="field-row">
        <Choice
          label={words.filter.state}
          value={state}
          options={WRITEBACK_STATES.map((value) => ({
            value,
            label: words.states[value] ?? value,
          }))}
          placeholder={words.filter.anyState}
          onChange={setState}
          testId="log-state"
        />
        <Choice
          label={words.filter.kind}
          value={kind}
          options={KINDS.map((value) => ({ value, label: words.kind[value] }))}
          placeholder={words.filter.anyKind}
          onChange={setKind}
          testId="log-kind"
        />
        <TextInput
          label={words.filter.ticket}
          placeholder={words.filter.ticketHint}
          value={ticket}
          onChange={setTicket}
          maxLength={64}
          testId="log-ticket"
        />
      </div>
      <Loading query={log}>
        {rows.length === 0 ? (
          <p className="muted">{Object.keys(filter).length === 0 ? words.none : words.nothing}</p>
        ) : (
          <TableScroll label={t.account.tabs['post-log']}>
            <table data-testid="account-log">
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th scope="col" key={head}>
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((writeback) => (
                  <LogRow
                    key={writeback.id}
                    writeback={writeback}
                    onChanged={refresh}
                    onShow={() => setReceipt(writeback.id)}
                  />
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </Loading>
      {log.hasNextPage && (
        <Button isPending={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      <Modal title={t.account.receipt.title} isOpen={receipt !== null} onClose={() => setReceipt(null)}>
        {receipt !== null && <ReceiptView writebackId={receipt} />}
        <div className="dialog-foot">
          <Button onPress={() => setReceipt(null)}>{t.common.close}</Button>
        </div>
      </Modal>
    </>
  );
}

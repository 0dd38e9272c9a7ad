import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { psa, type Writeback } from '../../api/psa';
import { cacheKeys } from '../../app/keys';
import { useServices } from '../../app/services';
import { t } from '../../messages';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { dateTime, plain } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { Modal } from '../../ui/Modal';
import { ReceiptView, toneOf } from '../receipt/ReceiptView';

const words = t.account.log;
const HEADS = [words.when, words.what, words.ticket, words.state, words.status, words.who, words.receipt];

export function PostLog() {
  const { api } = useServices();
  const [open, setOpen] = useState<string | null>(null);
  const log = useQuery({
    queryKey: cacheKeys.postLog,
    queryFn: ({ signal }) => psa.postLog(api, signal),
  });
  return (
    <Loading query={log}>
      {log.data?.length === 0 ? (
        <p className="muted">{words.none}</p>
      ) : (
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                {HEADS.map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {log.data?.map((writeback) => (
                <LogRow key={writeback.id} writeback={writeback} onShow={() => setOpen(writeback.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Modal title={t.account.receipt.title} isOpen={open !== null} onClose={() => setOpen(null)}>
        {open !== null && <ReceiptView writebackId={open} />}
        <div className="dialog-foot">
          <Button onPress={() => setOpen(null)}>{t.common.close}</Button>
        </div>
      </Modal>
    </Loading>
  );
}

function LogRow({ writeback, onShow }: { writeback: Writeback; onShow: () => void }) {
  return (
    <tr data-testid="log-row" data-writeback-id={writeback.id}>
      <td>{dateTime(writeback.created_at)}</td>
      <td>{words.kind[writeback.kind]}</td>
      <td>{writeback.ticket_number ?? writeback.ticket_id ?? t.common.none}</td>
      <td>
        <Badge text={plain(writeback.state)} tone={toneOf(writeback.state)} />
        {writeback.last_error?.message != null && (
          <span className="muted"> {writeback.last_error.message}</span>
        )}
      </td>
      <td>{writeback.verified_status_name ?? t.common.none}</td>
      <td>{writeback.requested_by_name ?? words.auto}</td>
      <td>
        <Button look="quiet" size="small" onPress={onShow} data-testid="receipt-open">
          {words.show}
        </Button>
      </td>
    </tr>
  );
}

import { useQuery } from '@tanstack/react-query';
import { EVENT_KEYS, notifications, type Channel, type Delivery } from '../../../api/notifications';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge, type Tone } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { dateTime, plain } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { Modal } from '../../../ui/Modal';
import { TableScroll } from '../../../ui/TableScroll';
import { accountKeys } from '../accountKeys';

const TONE: Record<Delivery['state'], Tone> = {
  pending: 'info',
  sending: 'info',
  sent: 'good',
  failed: 'bad',
  cancelled: 'neutral',
  suppressed: 'neutral',
};

/** The last messages through one channel, and what became of them. */
export function DeliveriesDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { api } = useServices();
  const words = t.account.notifications.deliveries;
  const deliveries = useQuery({
    queryKey: accountKeys.deliveries(channel.id),
    queryFn: ({ signal }) => notifications.deliveries(api, channel.id, signal),
    staleTime: 0,
  });
  return (
    <Modal title={words.title(channel.name)} isOpen onClose={onClose}>
      <Loading query={deliveries}>
        {deliveries.data?.length === 0 && <p className="muted">{words.none}</p>}
        {deliveries.data !== undefined && deliveries.data.length > 0 && (
          <TableScroll label={words.title(channel.name)}>
            <table>
              <thead>
                <tr>
                  {[words.when, words.what, words.to, words.state, words.attempts, words.answer].map(
                    (head) => (
                      <th scope="col" key={head}>
                        {head}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {deliveries.data.map((delivery) => (
                  <DeliveryRow key={delivery.id} delivery={delivery} />
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </Loading>
      <div className="dialog-foot">
        <Button onPress={onClose}>{t.common.close}</Button>
      </div>
    </Modal>
  );
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const words = t.account.notifications;
  const key = EVENT_KEYS.find((candidate) => candidate === delivery.event);
  const code = delivery.last_error_code;
  const answer = [
    delivery.last_http_status,
    code === null ? null : (words.errorCode[code] ?? plain(code)),
    delivery.next_attempt_at === null ? null : words.deliveries.next(dateTime(delivery.next_attempt_at)),
    delivery.fallback_used ? words.deliveries.fallback : null,
  ].filter((part) => part !== null);
  return (
    <tr>
      <td>{dateTime(delivery.sent_at ?? delivery.created_at)}</td>
      <td>{key === undefined ? delivery.event : words.event[key]}</td>
      <td>{delivery.recipient_hint}</td>
      <td>
        <Badge text={words.deliveries.states[delivery.state]} tone={TONE[delivery.state]} />
      </td>
      <td className="number">{delivery.attempts}</td>
      <td>{answer.length === 0 ? t.common.none : answer.join(' · ')}</td>
    </tr>
  );
}

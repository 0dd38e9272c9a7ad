import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { handoffs, type Notice } from '../api/handoffs';
import { t } from '../messages';
import { Button } from '../ui/Button';
import { dateTime } from '../ui/format';
import { cacheKeys } from './keys';
import { useServices } from './services';
import { useAction } from './useAction';

const REFRESH_MS = 30_000;

/** In-app notices: who took over my escalation, what was handed to me. Absent while the service is away. */
export function NoticeBell() {
  const { api } = useServices();
  const client = useQueryClient();
  const notices = useQuery({
    queryKey: cacheKeys.notices,
    queryFn: ({ signal }) => handoffs.notices(api, signal),
    refetchInterval: REFRESH_MS,
  });
  const readAll = useAction({
    intent: 'notices.read-all',
    run: (client, _: number, key) => handoffs.readAll(client, key),
    onSuccess: () => client.invalidateQueries({ queryKey: cacheKeys.notices }),
  });
  if (notices.data === undefined) return null;
  const { items, unread } = notices.data;
  return (
    <DialogTrigger>
      <Button look="quiet" aria-label={t.shell.notices.open(unread)} data-testid="notices">
        <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 20a2 2 0 0 0 4 0" />
        </svg>
        {unread > 0 && <span className="bell-count">{unread}</span>}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="dialog">
          {({ close }) => (
            <>
              <Heading slot="title" className="dialog-title">
                {t.shell.notices.title}
              </Heading>
              {items.length === 0 && <p className="muted">{t.shell.notices.none}</p>}
              <ul className="plain-list">
                {items.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} onOpen={close} />
                ))}
              </ul>
              {unread > 0 && (
                <Button size="small" isPending={readAll.isPending} onPress={() => readAll.start(unread)}>
                  {t.shell.notices.markRead}
                </Button>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const fresh = notice.read_at === null && notice.settled_text === null;
  return (
    <li className={fresh ? 'notice notice-fresh' : 'notice'}>
      {notice.link?.startsWith('/') ? (
        <Link to={notice.link} onClick={onOpen}>
          {notice.title}
        </Link>
      ) : (
        <span>{notice.title}</span>
      )}
      {notice.settled_text !== null && <span className="muted">{notice.settled_text}</span>}
      <span className="muted">{dateTime(notice.created_at)}</span>
    </li>
  );
}

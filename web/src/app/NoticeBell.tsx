import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { notifications, type Notice } from '../api/notifications';
import { t } from '../messages';
import { Button } from '../ui/Button';
import { dateTime } from '../ui/format';
import { ProblemNote } from '../ui/ProblemNote';
import { cacheKeys } from './keys';
import { useServices } from './services';
import { useAction } from './useAction';

const REFRESH_MS = 30_000;

/** In-app notices: who took over my escalation, what was handed to me. Absent while the service is away. */
export function NoticeBell() {
  const { api } = useServices();
  const client = useQueryClient();
  const notices = useInfiniteQuery({
    queryKey: cacheKeys.notices,
    queryFn: ({ pageParam, signal }) => notifications.page(api, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => client.invalidateQueries({ queryKey: cacheKeys.notices });
  const read = useAction<string, undefined>({
    intent: (id) => `notice.${id}.read`,
    run: (api, id, key) => notifications.read(api, id, { key }),
    onSuccess: refresh,
  });
  const readAll = useAction<string, undefined>({
    intent: 'notices.read-all',
    run: (api, before, key) => notifications.readAll(api, before, { key }),
    onSuccess: refresh,
  });
  const first = notices.data?.pages[0];
  if (first === undefined) return null;
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = items[0];
  const { unread } = first;
  const words = t.shell.notices;
  return (
    <DialogTrigger>
      <Button look="quiet" aria-label={words.open(unread)} data-testid="notices">
        <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 20a2 2 0 0 0 4 0" />
        </svg>
        {unread > 0 && <span className="bell-count">{unread}</span>}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="dialog">
          {({ close }) => (
            <>
              <div className="panel-head">
                <Heading slot="title" className="dialog-title">
                  {words.title}
                </Heading>
                {unread > 0 && newest !== undefined && (
                  <Button
                    size="small"
                    look="quiet"
                    isPending={readAll.isPending}
                    onPress={() => readAll.start(newest.created_at)}
                    data-testid="notices-read-all"
                  >
                    {words.markRead}
                  </Button>
                )}
              </div>
              <ProblemNote error={readAll.error ?? read.error} />
              {items.length === 0 && <p className="muted">{words.none}</p>}
              <ul className="plain-list">
                {items.map((notice) => (
                  <NoticeRow
                    key={notice.id}
                    notice={notice}
                    onRead={() => read.start(notice.id)}
                    onOpen={close}
                  />
                ))}
              </ul>
              {notices.hasNextPage && (
                <Button
                  size="small"
                  isPending={notices.isFetchingNextPage}
                  onPress={() => void notices.fetchNextPage()}
                  data-testid="notices-older"
                >
                  {words.older}
                </Button>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface NoticeRowProps {
  notice: Notice;
  onRead: () => void;
  onOpen: () => void;
}

/** Unread is what nobody read and nothing settled; opening it reads it. */
function NoticeRow({ notice, onRead, onOpen }: NoticeRowProps) {
  const fresh = notice.read_at === null && notice.settled_text === null;
  const open = () => {
    if (fresh) onRead();
    onOpen();
  };
  return (
    <li className={fresh ? 'notice notice-fresh' : 'notice'} data-testid="notice" data-fresh={fresh}>
      {notice.link?.startsWith('/') === true ? (
        <Link to={notice.link} onClick={open}>
          {notice.title}
        </Link>
      ) : (
        <span>{notice.title}</span>
      )}
      {notice.body !== null && notice.body !== '' && <span className="notice-body">{notice.body}</span>}
      {notice.settled_text !== null && <span className="muted">{notice.settled_text}</span>}
      <span className="notice-foot">
        <span className="muted">{dateTime(notice.created_at)}</span>
        {fresh && (
          <Button
            size="small"
            look="quiet"
            aria-label={t.shell.notices.readThis(notice.title)}
            onPress={onRead}
            data-testid="notice-read"
          >
            {t.shell.notices.read}
          </Button>
        )}
      </span>
    </li>
  );
}

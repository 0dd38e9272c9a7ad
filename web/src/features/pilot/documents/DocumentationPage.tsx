import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { documents, type Documentation } from '../../../api/documents';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { usePageTitle } from '../../../app/usePageTitle';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { CopyButton } from '../../../ui/CopyButton';
import { dateTime } from '../../../ui/format';
import { Loading } from '../../../ui/Loading';
import { Markdown } from '../../../ui/Markdown';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Segmented } from '../../../ui/Segmented';
import { offlineHelps } from '../offline';
import { useTicketNotes } from './useTicketNotes';

type Kind = 'record' | 'notes';

const words = t.pilot.documentation;

/** The session on paper: the record as it is, or ticket notes written from it while one reads. */
export function DocumentationPage() {
  const { id } = useParams({ from: '/pilot/$id/documentation' });
  const { api } = useServices();
  const [kind, setKind] = useState<Kind>('record');
  const record = useQuery({
    queryKey: cacheKeys.documentation(id),
    queryFn: ({ signal }) => documents.documentation(api, id, signal),
    staleTime: 0,
  });
  const { notes, write } = useTicketNotes(id);
  const title = record.data?.title;
  usePageTitle(title === undefined ? words.title : words.of(title));
  const text = kind === 'record' ? (record.data?.markdown ?? '') : notes.text;
  const choose = (next: Kind) => {
    setKind(next);
    if (next === 'notes' && notes.state === 'idle') write();
  };

  return (
    <div className="documentation">
      <div className="documentation-bar no-print">
        <Link to="/pilot/$id" params={{ id }}>
          {words.back}
        </Link>
        <Segmented
          label={words.which}
          value={kind}
          options={[
            { value: 'record', label: words.record },
            { value: 'notes', label: words.notes },
          ]}
          onChange={choose}
          testId="documentation-kind"
        />
        <span className="spacer" />
        {text !== '' && <CopyButton text={text} testId="documentation-copy" />}
        <Button size="small" look="primary" onPress={() => window.print()} data-testid="documentation-print">
          {words.print}
        </Button>
      </div>
      <Loading query={record}>
        {record.data !== undefined && (
          <article className="paper" data-testid="documentation">
            <Head record={record.data} />
            {kind === 'record' ? (
              <>
                <Markdown text={withoutTitle(record.data)} />
                <Course record={record.data} />
              </>
            ) : (
              <>
                <div aria-live="polite" aria-busy={notes.state === 'writing'} data-testid="notes-text">
                  <Markdown text={notes.text} />
                </div>
                <p
                  className="muted no-print"
                  role="status"
                  data-testid="notes-state"
                  data-state={notes.state}
                >
                  {notes.state !== 'idle' && words.state[notes.state]}
                </p>
                {notes.source !== null && notes.source !== 'model' && (
                  <p>
                    <Badge text={t.domain.answerSource[notes.source]} tone="info" />
                  </p>
                )}
                <ProblemNote
                  error={notes.error}
                  actions={
                    <>
                      <Button size="small" onPress={() => write()}>
                        {t.common.tryAgain}
                      </Button>
                      {offlineHelps(notes.error) && (
                        <Button size="small" onPress={() => write(true)} data-testid="notes-offline">
                          {t.pilot.chat.offline}
                        </Button>
                      )}
                    </>
                  }
                />
              </>
            )}
          </article>
        )}
      </Loading>
    </div>
  );
}

/** What a sheet of paper needs to be told apart from others. */
function Head({ record }: { record: Documentation }) {
  const facts = [
    record.ticket?.psa_ticket_id == null ? null : t.board.ticket(record.ticket.psa_ticket_id),
    record.people.all_handlers.join(', '),
    dateTime(record.generated_at),
    words.version(record.state_version),
  ].filter((fact) => fact !== null);
  return (
    <header className="paper-head">
      <h1>{record.title}</h1>
      <p className="muted">{facts.join(' · ')}</p>
    </header>
  );
}

/** Who did what with the session, and when. */
function Course({ record }: { record: Documentation }) {
  if (record.timeline.length === 0) return null;
  return (
    <table className="course">
      <caption>{words.course}</caption>
      <tbody>
        {record.timeline.map((moment) => (
          <tr key={`${moment.at} ${moment.kind}`}>
            <th scope="row">{dateTime(moment.at)}</th>
            <td>{moment.text}</td>
            <td>{moment.actor_name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The sheet has its title already. */
function withoutTitle({ markdown, title }: Documentation): string {
  const [first = '', ...rest] = markdown.split('\n');
  return first.replace(/^#+\s*/, '').trim() === title ? rest.join('\n') : markdown;
}

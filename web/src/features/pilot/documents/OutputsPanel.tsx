import { useQuery } from '@tanstack/react-query';
import { documents, type ResolutionOutput } from '../../../api/documents';
import type { SessionDetail } from '../../../api/sessions';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Loading } from '../../../ui/Loading';
import { Panel } from '../../../ui/Panel';
import { OutputCard } from './OutputCard';

const WAITING_MS = 3_000;
const UNDER_WAY: ResolutionOutput['state'][] = ['pending', 'generating'];

/** The three texts that follow from a resolved session; written by a job, then everybody's to read and theirs to change. */
export function OutputsPanel({ session, canEdit }: { session: SessionDetail; canEdit: boolean }) {
  const { api } = useServices();
  const outputs = useQuery({
    queryKey: cacheKeys.outputs(session.id),
    queryFn: ({ signal }) => documents.outputs(api, session.id, signal),
    refetchInterval: ({ state }) =>
      state.data?.some((output) => UNDER_WAY.includes(output.state)) === true ? WAITING_MS : false,
  });
  if (outputs.data?.length === 0) return null;
  return (
    <Panel title={t.pilot.outputs.title} testId="session-outputs">
      <Loading query={outputs}>
        {outputs.data?.map((output) => (
          <OutputCard
            key={output.kind}
            output={output}
            session={session}
            canEdit={canEdit}
            refresh={() => outputs.refetch()}
          />
        ))}
      </Loading>
    </Panel>
  );
}

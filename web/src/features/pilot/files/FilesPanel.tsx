import { useMutation, useQuery } from '@tanstack/react-query';
import { uploads } from '../../../api/uploads';
import { cacheKeys } from '../../../app/keys';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Panel } from '../../../ui/Panel';
import { ProblemNote } from '../../../ui/ProblemNote';
import type { PanelProps } from '../useSession';
import { FileLink } from './FileLink';
import { sizeText } from './fileRules';

const words = t.pilot.files;

export function useFiles(sessionId: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: cacheKeys.uploads(sessionId),
    queryFn: ({ signal }) => uploads.list(api, sessionId, signal),
  });
}

/** Every file of the session. Whoever sent one may remove it while the session is open. */
export function FilesPanel({ session, canWork, refresh }: PanelProps) {
  const { api } = useServices();
  const files = useFiles(session.id);
  const remove = useMutation({
    mutationFn: (id: string) => uploads.remove(api, id),
    onSettled: refresh,
  });
  if (files.data === undefined || files.data.length === 0) return null;
  return (
    <Panel title={words.title} testId="session-files">
      <ul className="plain-list">
        {files.data.map((file) => (
          <li key={file.id} className="file-row" data-testid="file-row">
            <FileLink file={file} />
            <span className="muted">{sizeText(file.size_bytes)}</span>
            {canWork && (
              <Button
                look="quiet"
                size="small"
                aria-label={words.remove(file.filename)}
                isDisabled={remove.isPending}
                onPress={() => remove.mutate(file.id)}
              >
                {words.removeShort}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={remove.error} />
    </Panel>
  );
}

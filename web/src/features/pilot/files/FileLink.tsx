import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isOwnLink, uploads, type Upload } from '../../../api/uploads';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { Modal } from '../../../ui/Modal';
import { ProblemNote } from '../../../ui/ProblemNote';
import { isImage } from './fileRules';

/** Opens a picture here and saves anything else. */
export function FileLink({ file }: { file: Upload }) {
  const { api } = useServices();
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(
    () => () => {
      if (picture !== null) URL.revokeObjectURL(picture);
    },
    [picture],
  );
  const open = useMutation({
    mutationFn: async () => {
      const { url } = await uploads.link(api, file.id);
      return isOwnLink(url) ? await uploads.content(api, url) : url;
    },
    onSuccess: (content) => {
      if (typeof content === 'string') window.open(content, '_blank', 'noopener');
      else if (isImage(file.content_type)) setPicture(URL.createObjectURL(content));
      else save(content, file.filename);
    },
  });
  return (
    <>
      <Button
        look="quiet"
        size="small"
        isPending={open.isPending}
        aria-label={
          isImage(file.content_type)
            ? t.pilot.files.openPicture(file.filename)
            : t.pilot.files.save(file.filename)
        }
        onPress={() => open.mutate()}
        data-testid="file-open"
      >
        <span className="clip">{file.filename}</span>
      </Button>
      <ProblemNote error={open.error} />
      <Modal title={file.filename} isOpen={picture !== null} onClose={() => setPicture(null)}>
        {picture !== null && <img className="picture" src={picture} alt={file.filename} />}
        <div className="dialog-foot">
          <Button onPress={() => setPicture(null)}>{t.common.close}</Button>
        </div>
      </Modal>
    </>
  );
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
}

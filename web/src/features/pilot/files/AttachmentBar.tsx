import { useCallback } from 'react';
import { FileTrigger, ProgressBar } from 'react-aria-components';
import { t } from '../../../messages';
import { Button } from '../../../ui/Button';
import { ProblemNote } from '../../../ui/ProblemNote';
import { ACCEPTED, isImage, MOST_FILES, sizeText } from './fileRules';
import type { Attachment, Attachments } from './useAttachments';

const words = t.pilot.files;

/** The button that opens the file dialog. */
export function AttachButton({ files }: { files: Attachments }) {
  return (
    <FileTrigger
      allowsMultiple
      acceptedFileTypes={ACCEPTED}
      onSelect={(chosen) => chosen !== null && files.add(chosen)}
    >
      <Button size="small" isDisabled={files.list.length >= MOST_FILES} data-testid="attach">
        {words.attach}
      </Button>
    </FileTrigger>
  );
}

/** What goes along, how far it is, and why something does not. */
export function AttachmentList({ files }: { files: Attachments }) {
  if (files.list.length === 0 && !files.tooMany) return null;
  return (
    <div className="attachments" data-testid="attachments">
      <ul className="plain-list" aria-label={words.goingAlong}>
        {files.list.map((entry) => (
          <AttachmentRow key={entry.key} entry={entry} files={files} />
        ))}
      </ul>
      {files.tooMany && (
        <p className="field-error" role="alert">
          {words.tooMany(MOST_FILES)}
        </p>
      )}
    </div>
  );
}

function AttachmentRow({ entry, files }: { entry: Attachment; files: Attachments }) {
  const percent = Math.round(entry.share * 100);
  return (
    <li className="attachment" data-testid="attachment" data-state={entry.state}>
      <div className="attachment-line">
        <LocalPicture entry={entry} />
        <span className="attachment-name">
          <span className="clip">{entry.name}</span> <span className="muted">{sizeText(entry.size)}</span>
        </span>
        {entry.state === 'sending' && (
          <ProgressBar className="upload-progress" value={percent} aria-label={words.progress(entry.name)}>
            <progress max={100} value={percent} aria-hidden="true" />
            <span className="muted">{percent < 100 ? words.percent(percent) : words.checking}</span>
          </ProgressBar>
        )}
        {entry.state === 'failed' && entry.file !== null && (
          <Button size="small" onPress={() => files.again(entry)}>
            {t.common.tryAgain}
          </Button>
        )}
        <Button
          look="quiet"
          size="small"
          aria-label={words.remove(entry.name)}
          onPress={() => files.remove(entry)}
        >
          {words.removeShort}
        </Button>
      </div>
      {entry.refusal !== null && (
        <p className="field-error" role="alert">
          {entry.refusal}
        </p>
      )}
      <ProblemNote error={entry.error} />
    </li>
  );
}

/** A small picture of what was pasted, so that nobody sends the wrong window. */
function LocalPicture({ entry }: { entry: Attachment }) {
  const { file, type } = entry;
  const show = useCallback(
    (element: HTMLImageElement | null) => {
      if (element === null || file === null) return undefined;
      const address = URL.createObjectURL(file);
      element.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [file],
  );
  return file !== null && isImage(type) && 'createObjectURL' in URL ? (
    <img className="thumb" ref={show} alt="" />
  ) : null;
}

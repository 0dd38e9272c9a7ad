import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { t } from '../messages';
import { Button } from '../ui/Button';
import { usePageTitle } from './usePageTitle';

/** Pages inside the shell that only say something, and where to go from there. */
function Message({
  kind,
  title,
  next,
  children,
}: {
  kind: string;
  title: string;
  next: string;
  children?: ReactNode;
}) {
  usePageTitle(title);
  return (
    <div className="notice-page" data-testid="message-page" data-kind={kind}>
      <h1>{title}</h1>
      <p className="muted">{next}</p>
      {children}
    </div>
  );
}

export function NotFound() {
  return (
    <Message kind="not-found" title={t.shell.notFound} next={t.shell.notFoundNext}>
      <Link to="/">{t.shell.toStart}</Link>
    </Message>
  );
}

export function NoAccess() {
  return (
    <Message kind="no-access" title={t.shell.noAccess} next={t.shell.noAccessNext}>
      <Link to="/">{t.shell.toStart}</Link>
    </Message>
  );
}

export function NothingForRole() {
  return <Message kind="nothing" title={t.shell.nothingForRole} next={t.shell.nothingForRoleNext} />;
}

/** A page that broke; the shell around it still works. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <div role="alert">
      <Message kind="failed" title={t.shell.pageFailed} next={t.shell.pageFailedNext}>
        <div className="button-row">
          <Button look="primary" onPress={reset}>
            {t.common.tryAgain}
          </Button>
          <Button onPress={() => window.location.reload()}>{t.shell.reload}</Button>
          <Link to="/">{t.shell.toStart}</Link>
        </div>
      </Message>
    </div>
  );
}

import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  ProgressBar,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components';
import { t } from '../messages';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
  children: ReactNode;
}

/** While pending it keeps the focus, does nothing when pressed, and says that it is working. */
export function Button({ look = 'plain', size = 'normal', children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${look} button-${size}`}>
      {rest.isPending === true && (
        <ProgressBar isIndeterminate aria-label={t.common.working} className="spinner" />
      )}
      {children}
    </AriaButton>
  );
}

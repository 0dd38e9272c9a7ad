import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
}

export function Button({ look = 'plain', size = 'normal', ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={`button button-${look} button-${size}`} />;
}

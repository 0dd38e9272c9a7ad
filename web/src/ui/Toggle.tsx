import type { ReactNode } from 'react';
import { SwitchButton, SwitchField, Text } from 'react-aria-components';

interface ToggleProps {
  children: ReactNode;
  isSelected: boolean;
  onChange: (on: boolean) => void;
  isDisabled?: boolean;
  hint?: string | undefined;
  testId?: string;
}

/** A switch that holds at once, with its words beside it. */
export function Toggle({ children, isSelected, onChange, isDisabled, hint, testId }: ToggleProps) {
  return (
    <SwitchField className="toggle-field" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <SwitchButton className="toggle" data-testid={testId}>
        <span className="toggle-track" aria-hidden="true">
          <span className="toggle-thumb" />
        </span>
        <span>{children}</span>
      </SwitchButton>
      {hint !== undefined && (
        <Text slot="description" className="hint toggle-hint">
          {hint}
        </Text>
      )}
    </SwitchField>
  );
}

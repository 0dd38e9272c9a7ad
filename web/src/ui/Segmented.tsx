import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

interface SegmentedProps<T extends string> {
  label: string;
  value: NoInfer<T>;
  options: readonly { value: T; label: string }[];
  onChange: (value: NoInfer<T>) => void;
  testId?: string;
}

/** One of a few, all of them visible. */
export function Segmented<T extends string>({ label, value, options, onChange, testId }: SegmentedProps<T>) {
  return (
    <ToggleButtonGroup
      className="switch"
      aria-label={label}
      selectedKeys={[value]}
      selectionMode="single"
      disallowEmptySelection
      onSelectionChange={(keys) => {
        const next = options.find((option) => keys.has(option.value));
        if (next !== undefined) onChange(next.value);
      }}
      data-testid={testId}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} id={option.value} className="switch-item" data-value={option.value}>
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

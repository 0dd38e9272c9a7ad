import { useId, type KeyboardEvent, type Ref } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';

interface FieldProps extends Pick<TextFieldProps, 'isRequired' | 'autoFocus' | 'isDisabled' | 'maxLength'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  error?: string | null;
  placeholder?: string;
  testId?: string;
  labelHidden?: boolean;
}

function frameOf({ value, onChange, isRequired, autoFocus, isDisabled, maxLength, error }: FieldProps) {
  return {
    value,
    onChange,
    isRequired,
    autoFocus,
    isDisabled,
    maxLength,
    isInvalid: error !== undefined && error !== null,
    validationBehavior: 'aria' as const,
    className: 'field',
  };
}

export function TextInput({
  inputRef,
  ...props
}: FieldProps & { type?: string; inputRef?: Ref<HTMLInputElement> }) {
  return (
    <TextField {...frameOf(props)} type={props.type ?? 'text'}>
      <Label className={props.labelHidden ? 'visually-hidden' : 'label'}>{props.label}</Label>
      <Input
        className="input"
        placeholder={props.placeholder}
        data-testid={props.testId}
        ref={inputRef}
        autoComplete="off"
      />
      <FieldNotes hint={props.hint} error={props.error} />
    </TextField>
  );
}

interface TextAreaProps extends FieldProps {
  rows?: number;
  large?: boolean;
  /** Called on Enter without Shift; without it Enter is a line break. */
  onEnter?: () => void;
  onModEnter?: () => void;
  inputRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ inputRef, ...props }: TextAreaProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const modified = event.ctrlKey || event.metaKey;
    const act = modified
      ? (props.onModEnter ?? props.onEnter)
      : event.shiftKey || event.altKey
        ? undefined
        : props.onEnter;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <TextField {...frameOf(props)}>
      <Label className={props.labelHidden ? 'visually-hidden' : 'label'}>{props.label}</Label>
      <AriaTextArea
        className={props.large ? 'input textarea textarea-large' : 'input textarea'}
        rows={props.rows ?? 3}
        placeholder={props.placeholder}
        data-testid={props.testId}
        ref={inputRef}
        onKeyDown={onKeyDown}
      />
      <FieldNotes hint={props.hint} error={props.error} />
    </TextField>
  );
}

function FieldNotes({ hint, error }: { hint?: string | undefined; error?: string | null | undefined }) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: NoInfer<T> | '';
  options: readonly { value: T; label: string }[];
  onChange: (value: NoInfer<T>) => void;
  placeholder?: string;
  testId?: string;
  error?: string | null;
  hint?: string | undefined;
  labelHidden?: boolean;
  isDisabled?: boolean;
}

/** The browser's own select: quickest by keyboard, and the right widget on a phone. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const id = useId();
  const invalid = props.error !== undefined && props.error !== null;
  return (
    <div className="field">
      <label className={props.labelHidden === true ? 'visually-hidden' : 'label'} htmlFor={id}>
        {props.label}
      </label>
      <select
        id={id}
        className="input select"
        value={props.value}
        data-testid={props.testId}
        disabled={props.isDisabled}
        aria-invalid={invalid}
        aria-describedby={invalid ? `${id}-error` : props.hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => props.onChange(event.target.value as T)}
      >
        {props.placeholder !== undefined && <option value="">{props.placeholder}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {props.hint !== undefined && !invalid && (
        <span id={`${id}-hint`} className="hint">
          {props.hint}
        </span>
      )}
      {invalid && (
        <span id={`${id}-error`} className="field-error">
          {props.error}
        </span>
      )}
    </div>
  );
}

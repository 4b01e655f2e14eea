import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useId, useState } from 'preact/hooks';
import { words } from '../words';
import { Button } from './button';

export interface Described {
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  optional?: boolean;
}

interface FrameProps extends Described {
  id: string;
  children: ComponentChildren;
}

function Frame({ id, label, hint, error, optional, children }: FrameProps) {
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional === true && <span class="optional">{words.value.common.optional}</span>}
      </label>
      {children}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, { hint, error }: Described) {
  const by = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean);
  return {
    id,
    'aria-invalid': error !== undefined,
    ...(by.length > 0 ? { 'aria-describedby': by.join(' ') } : {}),
  };
}

/** JSX ties the type of an input to its other attributes, which a type chosen at run time cannot follow. */
function typed(type: string): { type: 'text' } {
  return { type: type as 'text' };
}

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'inputMode' | 'autoComplete' | 'placeholder' | 'maxLength' | 'min' | 'max' | 'required' | 'name'
>;

interface TextFieldProps extends Described, Native {
  type?: 'text' | 'tel' | 'date' | 'month' | 'search';
  value: string;
  onValue: (value: string) => void;
}

export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, type = 'text', value, onValue, ...native } = props;
  const id = useId();
  return (
    <Frame id={id} {...{ label, hint, error, optional: optional === true }}>
      <input
        {...native}
        {...described(id, props)}
        class="input"
        {...typed(type)}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface PasswordFieldProps extends Described {
  autoComplete: 'current-password' | 'new-password';
  value: string;
  onValue: (value: string) => void;
}

export function PasswordField(props: PasswordFieldProps) {
  const { label, hint, error, autoComplete, value, onValue } = props;
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <Frame id={id} {...{ label, hint, error }}>
      <div class="with-reveal">
        <input
          {...described(id, props)}
          class="input"
          {...typed(shown ? 'text' : 'password')}
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellcheck={false}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <Button look="quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? words.value.common.hide : words.value.common.show}
        </Button>
      </div>
    </Frame>
  );
}

interface TextAreaProps extends Described {
  value: string;
  maxLength?: number;
  onValue: (value: string) => void;
}

export function TextArea(props: TextAreaProps) {
  const { label, hint, error, optional, value, maxLength = 2000, onValue } = props;
  const id = useId();
  return (
    <Frame id={id} {...{ label, hint, error, optional: optional === true }}>
      <textarea
        {...described(id, props)}
        class="input"
        maxLength={maxLength}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectFieldProps extends Described {
  value: string;
  options: Option[];
  disabled?: boolean;
  onValue: (value: string) => void;
}

export function SelectField(props: SelectFieldProps) {
  const { label, hint, error, optional, value, options, disabled = false, onValue } = props;
  const id = useId();
  return (
    <Frame id={id} {...{ label, hint, error, optional: optional === true }}>
      <select
        {...described(id, props)}
        class="input"
        disabled={disabled}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

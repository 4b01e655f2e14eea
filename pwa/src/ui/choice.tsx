import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { words } from '../words';
import type { Described, Option } from './field';
import './choice.css';

interface ChoiceFieldProps extends Described {
  /** The choice is the question of its block, and its label as large as a heading. */
  asking?: boolean;
  value: string;
  options: Option[];
  onValue: (value: string) => void;
}

/** A few answers side by side, one of them chosen. */
export function ChoiceField({ label, hint, error, optional, asking, value, options, onValue }: ChoiceFieldProps) {
  const id = useId();
  return (
    <fieldset class={asking === true ? 'field asking' : 'field'}>
      <legend>
        {label}
        {optional === true && <span class="optional">{words.value.common.optional}</span>}
      </legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      <div class="choices">
        {options.map((option) => (
          <label class="choice" key={option.value}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValue(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface TickProps {
  label: ComponentChildren;
  hint?: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
}

export function Tick({ label, hint, checked, onChecked }: TickProps) {
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
      <span>
        {label}
        {hint !== undefined && <span class="hint">{hint}</span>}
      </span>
    </label>
  );
}

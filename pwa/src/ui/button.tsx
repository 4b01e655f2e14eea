import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon'> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  block?: boolean;
  busy?: boolean;
  icon?: IconName;
  children?: ComponentChildren;
}

/** One button; while it is busy it stays in its place and cannot be pressed twice. */
export function Button({ look = 'plain', block = false, busy = false, icon, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look}${block ? ' block' : ''}`}
      disabled={busy || rest.disabled === true}
      aria-busy={busy}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface LinkButtonProps {
  href: string;
  look?: 'primary' | 'plain' | 'quiet';
  block?: boolean;
  icon?: IconName;
  children?: ComponentChildren;
}

export function LinkButton({ href, look = 'plain', block = false, icon, children }: LinkButtonProps) {
  return (
    <a href={href} class={`button ${look}${block ? ' block' : ''}`}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </a>
  );
}

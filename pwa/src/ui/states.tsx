import type { ComponentChildren } from 'preact';
import { Problem, Unreachable } from '../api/problem';
import { words } from '../words';
import { Button } from './button';
import { Icon, type IconName } from './icon';

export function Loading() {
  return (
    <div class="loading" role="status">
      <b class="sr">{words.value.common.loading}</b>
      <span />
      <span />
      <span />
    </div>
  );
}

interface EmptyProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}

export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div class="state">
      <Icon name={icon} />
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** Say in the words of the reader why something did not work. */
export function sentenceOf(error: unknown): string {
  const { common } = words.value;
  if (error instanceof Unreachable) return common.unreachable;
  if (error instanceof Problem) {
    const fields = Object.values(error.errors).flat();
    return fields[0] ?? (error.title || common.failed);
  }
  return common.failed;
}

export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const offline = error instanceof Unreachable;
  return (
    <Empty icon={offline ? 'cloud' : 'warn'} title={sentenceOf(error)}>
      <Button onClick={onRetry}>{words.value.common.retry}</Button>
    </Empty>
  );
}

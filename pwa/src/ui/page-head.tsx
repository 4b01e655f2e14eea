import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../words';
import { Icon } from './icon';

interface PageHeadProps {
  title: string;
  back?: () => void;
  children?: ComponentChildren;
}

/** The head of a page: the way back, its name, and what can be done here. */
export function PageHead({ title, back, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A page that opens says its name to a screen reader.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header class="page-head">
      {back !== undefined && (
        <button type="button" class="button quiet back" aria-label={words.value.common.back} onClick={() => back()}>
          <Icon name="left" />
        </button>
      )}
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      {children}
    </header>
  );
}

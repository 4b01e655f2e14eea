import type { Overview } from '../../api/overview';
import { overviewWords } from '../../words/overview';

/** The way down to a place; each step leads back up. With `leaf`, the place itself can be gone back to, too. */
export function Path({ path, leaf = false }: { path: Overview['path']; leaf?: boolean }) {
  const steps = leaf ? path : path.slice(0, -1);
  if (steps.length === 0) return null;
  return (
    <nav class="path" aria-label={overviewWords.value.path}>
      {steps.map((step) => (
        <a key={step.id} href={`/overview/${step.id}`}>
          {step.name}
        </a>
      ))}
    </nav>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icon';
import { screeningsWords } from '../../words/screenings';
import { sayState, sayWhere } from './said';
import type { Entry } from './entries';

interface NameListProps {
  entries: Entry[];
  at: string | null;
  onChoose: (memberId: string) => void;
}

/** Everybody of the round: who is missing on top, then who is done, then who left meanwhile. */
export function NameList({ entries, at, onChoose }: NameListProps) {
  const { value: word } = screeningsWords;
  return (
    <>
      {(['missing', 'done', 'left'] as const).map((state) => {
        const own = entries.filter((entry) => entry.state === state);
        if (own.length === 0) return null;
        return (
          <section key={state} class="stack tight">
            <h2 class="branch-name">{`${word.groups[state]} · ${own.length}`}</h2>
            <ul class="entries">
              {own.map((entry) => (
                <NameRow key={entry.line.member_id} entry={entry} current={entry.line.member_id === at} onChoose={onChoose} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

interface NameRowProps {
  entry: Entry;
  current: boolean;
  onChoose: (memberId: string) => void;
}

function NameRow({ entry, current, onChoose }: NameRowProps) {
  const { line, kept } = entry;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current && matchMedia('(min-width: 900px)').matches) button.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <li>
      <button
        ref={button}
        type="button"
        class="name-row"
        aria-current={current ? 'true' : undefined}
        onClick={() => onChoose(line.member_id)}
      >
        <strong>{line.name}</strong>
        <span class="soft small">{entry.state === 'missing' ? sayWhere(line) : sayState(entry)}</span>
        {kept?.stage === 'on_phone' && <Icon name="phone" />}
        {kept?.stage === 'stuck' && <Icon name="warn" />}
      </button>
    </li>
  );
}

import type { Minutes, RollLine } from '../../api/trainings';
import { trainingsWords } from '../../words/trainings';

/** Closed minutes, to be read. */
export function MinutesSheet({ minutes, members }: { minutes: Minutes; members: RollLine[] }) {
  const { minutes: word, hours, matters } = trainingsWords.value;
  const nameOf = (id: string | null) => members.find((one) => one.member_id === id)?.name;
  const told: [string, string | null][] = [
    [word.host, minutes.host],
    [word.recorder, minutes.recorder],
    [word.guests, minutes.guests],
    [word.topics, minutes.topics],
    [word.content, minutes.content],
    [word.hours, minutes.hours > 0 ? hours(minutes.hours) : null],
    [word.page, minutes.page_of_book],
  ];
  return (
    <section class="stack">
      <h2>{word.title}</h2>
      <dl class="facts">
        {told.map(([name, text]) =>
          text === null ? null : (
            <>
              <dt key={name}>{name}</dt>
              <dd class="kept-lines">{text}</dd>
            </>
          ),
        )}
      </dl>
      {minutes.resolutions.length > 0 && (
        <ul class="stack tight">
          {minutes.resolutions.map((one) => (
            <li key={one.text} class="note">
              <strong>{one.text}</strong>
              <p class="small number">
                {one.matter !== 'ordinary' && [matters[one.matter], nameOf(one.member_id), ''].filter((part) => part !== undefined).join(' · ')}
                {word.for} {one.for_count} · {word.against} {one.against_count} · {word.abstained} {one.abstained_count}
                {' · '}
                {one.carried ? word.carried : `${word.notCarried}（${word.needed(one.needed)}）`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

import type { Duty, WorkItem } from '../../api/types';
import { Button } from '../../ui/button';
import { shortDate } from '../../ui/dates';
import { todayWords } from '../../words/today';
import { dueOf } from './log';
import type { Mark } from './marks';

export type Act = 'log' | 'call' | 'wechat';

interface WorkCardProps {
  item: WorkItem;
  marks: Mark[];
  /** Where the name leads. */
  href: string;
  onAct: (act: Act) => void;
  onUndo: (mark: Mark) => void;
}

/** One member: what is due, where they are, what was last said, what is open, and the acts. */
export function WorkCard({ item, marks, href, onAct, onUndo }: WorkCardProps) {
  const say = todayWords.value;
  const writes = item.communication !== 'feature_phone' && item.communication !== 'none';
  return (
    <li class={marks.length > 0 ? 'work-card noted' : 'work-card'}>
      <div class="work-head">
        <a href={href} class="work-name">
          {item.member_name}
        </a>
        <span class="soft small">{dueOf(item).map(dutyInWords).join(' · ')}</span>
      </div>
      <p class="soft">{placeOf(item)}</p>
      <p class="small">{lastOf(item)}</p>
      {item.last_words !== null && (
        <p class="work-words">
          {item.last_words.with_whom === 'family'
            ? say.familyWords(item.last_words.note)
            : say.words(item.last_words.note)}
        </p>
      )}
      {item.needs.map((need) => (
        <p class="small work-open" key={need.id}>
          {say.open(say.needs[need.kind] ?? need.kind, shortDate(need.raised_on))}
        </p>
      ))}
      {marks.map((mark) => (
        <NotedLine key={mark.item.id} mark={mark} onUndo={() => onUndo(mark)} />
      ))}
      <div class="work-acts">
        {item.communication !== 'none' && (
          <Button onClick={() => onAct('call')} aria-label={`${say.call} ${item.member_name}`}>
            {say.call}
          </Button>
        )}
        {writes && (
          <Button onClick={() => onAct('wechat')} aria-label={`${say.wechat} ${item.member_name}`}>
            {say.wechat}
          </Button>
        )}
        <Button onClick={() => onAct('log')} aria-label={`${say.log} ${item.member_name}`}>
          {say.log}
        </Button>
      </div>
    </li>
  );
}

/** What was noted down on this phone, and where it is by now. */
export function NotedLine({ mark, onUndo }: { mark: Mark; onUndo: () => void }) {
  const say = todayWords.value;
  const { state } = mark.item;
  const where = state === 'sent' ? say.arrived : state === 'needs_you' ? say.needsYou : say.onPhone;
  const way = say.ways[mark.body.way] ?? '';
  const outcome = say.outcomes[mark.body.outcome ?? 'reached'] ?? '';
  return (
    <p class={state === 'needs_you' ? 'work-noted stuck' : 'work-noted'} role="status">
      <span>{`${way} ${outcome} · ${where}`}</span>
      <Button look="quiet" onClick={onUndo}>
        {say.undo}
      </Button>
    </p>
  );
}

function dutyInWords({ duty, unit, done, needed }: Duty): string {
  const say = todayWords.value;
  const words = say.duties[`${duty}/${unit}`] ?? say.dutyKinds[duty] ?? '';
  return needed > 1 ? say.left(words, done, needed) : words;
}

function placeOf(item: WorkItem): string {
  const say = todayWords.value;
  const place = item.place_name ?? (item.place_unsettled ? say.unsettled : say.placeUnknown);
  return [
    place,
    item.place_name !== null && item.place_unsettled ? say.unsettled : null,
    item.employer,
    item.at_home_until === null ? null : say.atHome(shortDate(item.at_home_until)),
    item.expected_return_on === null ? null : say.returns(shortDate(item.expected_return_on)),
  ]
    .filter(Boolean)
    .join(' · ');
}

function lastOf(item: WorkItem): string {
  const say = todayWords.value;
  const { last } = item;
  const told =
    last === null ? say.neverYet : say.last(shortDate(last.happened_on), say.ways[last.way] ?? '', last.by_name);
  return item.attempts === 0 ? told : `${told} · ${say.attempts(item.attempts)}`;
}

import { listPairingsOf } from '../../api/pairings';
import { readMember } from '../../api/members';
import { readStanding } from '../../api/standing';
import type { DeskItem } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { lazyPage } from '../../ui/lazy';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { deskWords } from '../../words/desk';
import { officeWords } from '../../words/office';
import { me } from '../auth/session';
import { AskButton } from '../handoffs/ask-button';
import type { NeedHand } from '../needs/act-dialog';
import { actsOf, type Act } from './acts';
import { holdAct, refused } from './held';
import { hasForm, isNamed, PanelForm } from './panel-form';
import { keyOf, withoutName, type Row } from './rows';

type CardProps = { id: string; onChanged: () => void };

const Need = lazyPage<CardProps & { home: string; hand: NeedHand }>(() =>
  import('../needs/need-card').then(({ NeedCard }) => ({ default: NeedCard })),
);
const Handoff = lazyPage<CardProps & { home: string; bare?: boolean }>(() =>
  import('../handoffs/handoff-card').then(({ HandoffCard }) => ({ default: HandoffCard })),
);

export interface PanelProps {
  row: Row;
  onAct: (item: DeskItem, act: Act) => void;
  /** The line is done, and what comes next may open. */
  onDone: () => void;
  /** Something about it has changed; it may stand on. */
  onChanged: () => void;
}

/** The matter of one line, with the person it is about and everything that can be done here. */
export default function Panel({ row, onAct, onDone, onChanged }: PanelProps) {
  const say = deskWords.value;
  const [first] = row.items;
  const person = me.value;
  if (first.kind.startsWith('need_')) {
    return (
      <div class="stack">
        <Need
          id={first.subject_id}
          home="/desk"
          hand={async (act, body) => {
            // A step is one of several: the line stays.
            const isStep = act === 'steps';
            await holdAct({
              key: isStep ? `${keyOf(first)}/step` : keyOf(first),
              label: say.did.need[act](first.member_name ?? ''),
              path: `/needs/${first.subject_id}/${act}`,
              body,
            });
            if (!isStep) onDone();
          }}
          onChanged={onChanged}
        />
        <AlsoAsked item={first} onChanged={onChanged} />
      </div>
    );
  }
  if (first.kind.startsWith('handoff_')) {
    return <Handoff id={first.subject_id} home="/desk" onChanged={onDone} />;
  }
  if (isNamed(first)) {
    return (
      <div class="stack">
        {first.kind === 'training_not_planned' && <p class="soft">{first.sentence}</p>}
        {first.asked_by !== null && <p class="note">{say.asked(first.asked_by)}</p>}
        <Refused item={first} />
        <PanelForm item={first} onDone={onDone} onChanged={onChanged} />
        <AlsoAsked item={first} onChanged={onChanged} />
      </div>
    );
  }
  return (
    <article class="card stack">
      <PageHead title={first.member_name ?? say.titles[first.kind] ?? say.work} back={() => navigate('/desk')} />
      {first.handoff_id !== null && <Handoff bare id={first.handoff_id} home="/desk" onChanged={onChanged} />}
      <ul class="panel-matters stack">
        {row.items.map((item, place) => (
          <li key={`${item.kind}/${item.code ?? ''}`} class="stack tight">
            <p class="panel-why">{withoutName(item)}</p>
            <p class="soft small">{say.since(dateInWords(item.since))}</p>
            <Refused item={item} />
            <div class="row">
              {person !== null &&
                actsOf(item, person)
                  .filter((act) => !('open' in act))
                  .map((act, index) => (
                    <Button key={act.word} look={lookOf(act, index + place)} onClick={() => onAct(item, act)}>
                      {act.word}
                    </Button>
                  ))}
            </div>
          </li>
        ))}
      </ul>
      {hasForm(first) && (
        <div class="panel-form stack">
          <PanelForm item={first} onDone={onDone} onChanged={onChanged} />
        </div>
      )}
      {first.member_id !== null && <Person id={first.member_id} organizationId={first.organization_id} name={first.member_name ?? ''} />}
    </article>
  );
}

/** The question of those above about this matter, with the two answers that it takes. */
function AlsoAsked({ item, onChanged }: { item: DeskItem; onChanged: () => void }) {
  if (item.handoff_id === null) return null;
  return (
    <div class="card">
      <Handoff bare id={item.handoff_id} home="/desk" onChanged={onChanged} />
    </div>
  );
}

function lookOf(act: Act, place: number): 'primary' | 'plain' | 'quiet' {
  if ('href' in act) return 'quiet';
  return place === 0 ? 'primary' : 'plain';
}

/** Why what was done was not taken; it stands here until something else is done. */
export function Refused({ item }: { item: DeskItem }) {
  const why = refused.value.get(keyOf(item));
  if (why === undefined) return null;
  return <p class="note bad small">{deskWords.value.refused(why)}</p>;
}

/** Who it is: as much as helps to decide, without leaving the list. */
function Person({ id, organizationId, name }: { id: string; organizationId: string; name: string }) {
  const say = deskWords.value;
  const { members } = officeWords.value;
  const load = useLoad(`person/${id}`, () => Promise.all([readMember(id), readStanding(id), listPairingsOf(id)]));
  if (load.value === undefined) return null;
  const [member, standing, pairings] = load.value;
  const liaisons = pairings.items.filter((one) => one.in_force).map((one) => one.liaison_name);
  const place = [standing.away?.place_name, standing.away?.employer].filter(Boolean).join(' · ');
  return (
    <>
      <dl class="facts panel-person">
        <dt>{say.state}</dt>
        <dd>{members.states[standing.state]}</dd>
        {place !== '' && (
          <>
            <dt>{say.where}</dt>
            <dd>{place}</dd>
          </>
        )}
        {member.phone !== null && (
          <>
            <dt>{members.phone}</dt>
            <dd class="number">{member.phone}</dd>
          </>
        )}
        <dt>{say.liaisons}</dt>
        <dd>{liaisons.join('、') || say.noLiaison}</dd>
      </dl>
      <div class="row">
        <LinkButton look="quiet" href={`/members/${id}`}>
          {say.record}
        </LinkButton>
        <AskButton look="quiet" organizationId={organizationId} memberId={id} name={name} />
      </div>
    </>
  );
}

import { useSignal } from '@preact/signals';
import { listPairingsOf, type Pairing } from '../../api/pairings';
import type { Member } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { shortDate } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { pairingsWords } from '../../words/pairings';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import CallDialog from './call-dialog';

/** A member's liaisons, now and before, on the member's page. */
export default function MemberLiaisons({ member }: { member: Member }) {
  const { liaisons: words, board } = pairingsWords.value;
  const load = useLoad(`liaisons/${member.id}`, () => listPairingsOf(member.id));
  const calling = useSignal(false);
  const person = me.value;
  const now = (load.value?.items.filter((one) => one.in_force) ?? []).sort((a, b) => Number(b.lead) - Number(a.lead));
  const before = load.value?.items.filter((one) => !one.in_force && one.end_reason !== 'mistaken') ?? [];
  const onRoll = member.to_on === null;
  return (
    <section class="card stack tight">
      <div class="row">
        <h2>{words.title}</h2>
        {onRoll && person !== null && mayDecide(person) && (
          <span class="push">
            <LinkButton look="quiet" href="/pairings">
              {words.board}
            </LinkButton>
          </span>
        )}
      </div>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && now.length === 0 && <p class="soft">{words.none}</p>}
      <ul class="stack tight">
        {now.map((one) => (
          <li key={one.id}>
            <strong>{one.liaison_name}</strong>
            <span class="soft small">
              {' '}
              {[one.lead ? board.lead : null, one.kind === 'away' ? board.abroad : null, words.since(shortDate(one.from_on))]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {one.explanation !== null && <span class="soft small">{` · ${one.explanation}`}</span>}
          </li>
        ))}
        {before.map((one) => (
          <li key={one.id} class="soft small">
            {sayPast(one)}
          </li>
        ))}
      </ul>
      {onRoll && person !== null && worksForBranch(person) && (
        <div class="row">
          <Button look="quiet" icon="phone" onClick={() => (calling.value = true)}>
            {words.callMember}
          </Button>
          <LinkButton look="quiet" href={`/members/${member.id}/contact-card`}>
            {words.card}
          </LinkButton>
        </div>
      )}
      {calling.value && <CallDialog memberId={member.id} name={member.name} onClose={() => (calling.value = false)} />}
    </section>
  );
}

function sayPast(one: Pairing): string {
  const { liaisons: words, pair } = pairingsWords.value;
  const until = one.to_on === null ? words.since(shortDate(one.from_on)) : words.until(shortDate(one.from_on), shortDate(one.to_on));
  const why = one.end_reason === null ? null : pair.allReasons[one.end_reason];
  return [one.liaison_name, until, why, one.end_note].filter(Boolean).join(' · ');
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listPairs } from '../../api/keeping';
import { listMembers } from '../../api/members';
import { listStandings } from '../../api/standing';
import type { Member } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { words } from '../../words';
import { keepingWords } from '../../words/keeping';
import { officeWords } from '../../words/office';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { MemberTable } from './member-table';
import './members.css';

const TYPING_MS = 300;

/** The members of a branch: found by name, initials or phone, narrowed by where they are. */
export default function MembersPage() {
  const { members: say } = officeWords.value;
  const place = workplace.value ?? '';
  const typed = useSignal('');
  const where = useSignal<'' | 'home' | 'away'>('');
  const standings = useLoad(`standings/${place}`, () => listStandings(place));
  const found = useSignal<Member[] | null>(null);
  const next = useSignal<string | null>(null);
  const error = useSignal<unknown>(undefined);
  const round = useSignal(0);

  useEffect(() => {
    round.value += 1;
    const timer = setTimeout(() => void search(null), typed.value === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed.value, where.value, place]);

  async function search(cursor: string | null): Promise<void> {
    const mine = round.value;
    error.value = undefined;
    try {
      const page = await listMembers({
        ...(place === '' ? {} : { organization_id: place }),
        ...(typed.value.trim() === '' ? {} : { q: typed.value.trim() }),
        ...(where.value === '' ? {} : { state: where.value }),
        ...(cursor === null ? {} : { cursor }),
      });
      if (mine !== round.value) return;
      found.value = cursor === null ? page.items : [...(found.value ?? []), ...page.items];
      next.value = page.next_cursor;
    } catch (failure) {
      if (mine === round.value) error.value = failure;
    }
  }

  const states = new Map(standings.value?.items.map((standing) => [standing.member_id, standing.state]));
  const narrowed = typed.value !== '' || where.value !== '';
  return (
    <div class="stack">
      <PageHead title={say.title}>
        <Actions />
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <Alike place={place} />
      <div class="search">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          aria-label={say.search}
          placeholder={say.searchHint}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
      </div>
      <div class="filter">
        <ChoiceField
          label={say.state}
          value={where.value}
          options={[
            { value: '', label: say.all },
            { value: 'away', label: say.places.away },
            { value: 'home', label: say.places.home },
          ]}
          onValue={(value) => (where.value = value as '' | 'home' | 'away')}
        />
      </div>
      {error.value !== undefined && <Failure error={error.value} onRetry={() => void search(null)} />}
      {found.value === null && error.value === undefined && <Loading />}
      {found.value?.length === 0 && (
        <Empty icon="people" title={narrowed ? say.none : say.empty}>
          <p>{narrowed ? say.noneHint : say.emptyHint}</p>
          {!narrowed && <LinkButton href="/roster">{officeWords.value.roster.importTitle}</LinkButton>}
        </Empty>
      )}
      {found.value !== null && found.value.length > 0 && (
        <>
          <p class="soft small">{say.shown(found.value.length, next.value !== null)}</p>
          <MemberTable members={found.value} states={states} showBranch={branch.value === null} />
          {next.value !== null && (
            <Button onClick={() => void search(next.value)}>{words.value.common.more}</Button>
          )}
        </>
      )}
    </div>
  );
}

/** One quiet line where records may be one person; nothing at all otherwise. */
function Alike({ place }: { place: string }) {
  const { duplicates: say } = keepingWords.value;
  const decides = me.value !== null && mayDecide(me.value) && place !== '';
  const load = useLoad(`pairs/${place}/${decides}`, async () => (decides ? listPairs(place) : { items: [] }));
  const count = load.value?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <a class="note alike" href="/members/duplicates">
      <span>{say.found(count)}</span>
      <Icon name="chevron" />
    </a>
  );
}

function Actions() {
  const person = me.value;
  const { members, roster, invitations } = officeWords.value;
  if (person === null) return null;
  const groups = (
    <LinkButton href="/groups" look="quiet" icon="people">
      {keepingWords.value.group.title}
    </LinkButton>
  );
  if (!worksForBranch(person)) return groups;
  return (
    <>
      {groups}
      <LinkButton href="/roster" look="quiet" icon="table">
        {roster.title}
      </LinkButton>
      {mayDecide(person) && (
        <LinkButton href="/invitations" look="quiet" icon="letter">
          {invitations.title}
        </LinkButton>
      )}
      <LinkButton href="/members/new" icon="plus">
        {members.add}
      </LinkButton>
    </>
  );
}

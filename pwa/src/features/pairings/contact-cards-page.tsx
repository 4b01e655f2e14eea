import { useSignal } from '@preact/signals';
import { readContactCard, readContactCards, type ContactCards } from '../../api/pairings';
import { Button } from '../../ui/button';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { pairingsWords } from '../../words/pairings';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import { CardSheet } from './card-sheet';
import './card.css';

/** The cards of all members away, or of one, as they come out of the printer. */
export default function ContactCardsPage({ params }: RouteProps) {
  const { card: words } = pairingsWords.value;
  const id = params['id'];
  const place = workplace.value ?? '';
  const revealed = useSignal(false);
  const load = useLoad(`cards/${id ?? place}/${revealed.value}`, () => readAll(id, place, revealed.value));
  const person = me.value;
  const mayReveal = person !== null && worksForBranch(person);
  const cards = load.value?.items ?? [];
  return (
    <div class="stack">
      <div class="stack no-print">
        <PageHead title={id === undefined ? words.all : words.title} back={() => goBack('/pairings')}>
          {cards.length > 0 && <span class="soft push">{words.count(cards.length)}</span>}
        </PageHead>
        {mayReveal && <p class="soft small">{words.hint}</p>}
        {cards.length > 0 && (
          <div class="row">
            {mayReveal && !revealed.value ? (
              <Button icon="eye" onClick={() => (revealed.value = true)}>
                {words.show}
              </Button>
            ) : (
              <Button look="primary" onClick={() => print()}>
                {words.print}
              </Button>
            )}
          </div>
        )}
      </div>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && cards.length === 0 && <Empty icon="people" title={words.none} />}
      {load.value !== undefined && (
        <div class="contact-cards">
          {cards.map((card) => (
            <CardSheet key={card.member_id} card={card} entry={load.value ?? { entry_address: '', entry_code: [] }} />
          ))}
        </div>
      )}
    </div>
  );
}

async function readAll(id: string | undefined, place: string, reveal: boolean): Promise<ContactCards> {
  if (id === undefined) return readContactCards(place, reveal);
  const { entry_address, entry_code, ...card } = await readContactCard(id, reveal);
  return { items: [card], entry_address, entry_code };
}

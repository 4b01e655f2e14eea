import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Unreachable } from '../../api/problem';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { goBack } from '../../ui/router';
import { Failure, Loading } from '../../ui/states';
import { pairingsWords } from '../../words/pairings';
import { CardSheet } from './card-sheet';
import { ownCard, ownCardFrom, refreshOwnCard } from './own-card';
import './card.css';

/** 联系卡 on the phone: one large line for each one to call; printed, a card. */
export default function ContactCardPage() {
  const { card: words, liaisons } = pairingsWords.value;
  const error = useSignal<unknown>(undefined);
  const read = () => {
    error.value = undefined;
    refreshOwnCard().catch((failed: unknown) => {
      error.value = failed;
    });
  };
  useEffect(read, []);
  const card = ownCard.value;
  if (card === null) return error.value === undefined ? <Loading /> : <Failure error={error.value} onRetry={read} />;
  const lines: [role: string, name: string, phone: string | null][] = [
    ...card.liaisons.map((one): [string, string, string | null] => [
      one.kind === 'away' ? words.liaisonAway : words.liaison,
      one.name,
      one.phone,
    ]),
    ...(card.secretary === null
      ? []
      : [[words.secretary, card.secretary.name, card.secretary.phone] as [string, string, string | null]]),
    ...(card.office_phone === null
      ? []
      : [[words.office, words.officeOf(card.office_name ?? ''), card.office_phone] as [string, string, string | null]]),
  ];
  return (
    <>
      <div class="stack narrow no-print">
        <PageHead title={words.title} back={goBack} />
        {ownCardFrom.value !== null && error.value instanceof Unreachable && (
          <p class="note">{words.kept(momentInWords(ownCardFrom.value))}</p>
        )}
        <p class="soft">{card.branch_name}</p>
        {card.liaisons.length === 0 && <p class="note">{liaisons.noneOfMine}</p>}
        <ul class="entries">
          {lines.map(([role, name, phone]) => (
            <li key={`${role}${name}`}>
              {phone === null ? (
                <span class="call-line">
                  <CallLine role={role} name={name} phone={liaisons.noPhone} />
                </span>
              ) : (
                <a class="call-line" href={`tel:${phone}`} aria-label={`${role} ${liaisons.call(name)} ${phone}`}>
                  <CallLine role={role} name={name} phone={phone} />
                  <Icon name="phone" />
                </a>
              )}
            </li>
          ))}
        </ul>
        <p class="note">
          <strong>{words.report}</strong> {card.sentence}
        </p>
        <Button onClick={() => print()}>{words.print}</Button>
      </div>
      <div class="print-only">
        <CardSheet card={card} entry={card} />
      </div>
    </>
  );
}

function CallLine({ role, name, phone }: { role: string; name: string; phone: string }) {
  return (
    <span>
      <span class="soft small">{role}</span>
      <strong>{name}</strong>
      <span class="number">{phone}</span>
    </span>
  );
}

import { useEffect } from 'preact/hooks';
import { LinkButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { pairingsWords } from '../../words/pairings';
import { ownCard, refreshOwnCard } from './own-card';
import './card.css';

/** 我的联络员 on a member's home: who it is, and one tap to call. */
export default function OwnLiaisons() {
  const { liaisons: words } = pairingsWords.value;
  useEffect(() => {
    // What is not known now is known later; the card page says so where it matters.
    refreshOwnCard().catch(() => undefined);
  }, []);
  const card = ownCard.value;
  if (card === null) return null;
  const [first, ...others] = card.liaisons;
  if (first === undefined) return null;
  return (
    <section class="own-liaisons">
      <a class="own-liaison" href="/contact-card">
        <span>
          <span class="soft small">{words.mine}</span>
          <strong>{[first, ...others].map((one) => one.name).join('、')}</strong>
        </span>
        <Icon name="chevron" />
      </a>
      {first.phone !== null && (
        <LinkButton icon="phone" href={`tel:${first.phone}`}>
          {words.call(first.name)}
        </LinkButton>
      )}
    </section>
  );
}

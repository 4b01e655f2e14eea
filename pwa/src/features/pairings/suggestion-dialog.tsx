import { useSignal } from '@preact/signals';
import {
  endPairings,
  makePairs,
  namePairs,
  readPairingSuggestion,
  type NamedPairs,
  type NewPair,
  type Proposal,
} from '../../api/pairings';
import { Button } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { pairingsWords } from '../../words/pairings';
import type { Hand } from '../outbox/hand';

interface SuggestionDialogProps {
  place: string;
  hand?: Hand<NamedPairs> | undefined;
  onClose: () => void;
  onDone: (sentence: string, undo: () => Promise<unknown>) => void;
}

/** The suggestion, each pair with its phrase; nothing is written before the one confirmation. */
export function SuggestionDialog({ place, hand, onClose, onDone }: SuggestionDialogProps) {
  const { suggestion: words } = pairingsWords.value;
  const load = useLoad(`suggestion/${place}`, () => readPairingSuggestion(place));
  const left = useSignal<ReadonlySet<string>>(new Set());
  const busy = useSignal(false);
  const proposals = load.value?.proposals ?? [];
  const kept = proposals.filter((one) => !left.value.has(one.member_id));

  function toggle(id: string): void {
    const next = new Set(left.value);
    if (!next.delete(id)) next.add(id);
    left.value = next;
  }

  async function confirm(): Promise<void> {
    busy.value = true;
    const made: [branch: string, ids: string[]][] = [];
    const undo = () => Promise.all(made.map(([branch, ids]) => endPairings(branch, ids, 'mistaken')));
    try {
      for (const [branch, pairs] of byBranch(kept)) {
        if (hand === undefined) made.push([branch, await makePairs(branch, pairs)]);
        else await hand(namePairs(branch, pairs));
      }
      onDone(words.done(kept.length), undo);
    } catch (error) {
      say(sentenceOf(error));
      busy.value = false;
      load.reload();
    }
  }

  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          {kept.length > 0 && (
            <Button look="primary" busy={busy.value} onClick={() => void confirm()}>
              {words.confirm(kept.length)}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>
            {words.close}
          </Button>
        </>
      }
    >
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && proposals.length === 0 && load.value.unplaced.length === 0 && (
        <Empty icon="check" title={words.none} />
      )}
      {proposals.length > 0 && <p class="soft small">{words.hint}</p>}
      {proposals.length > 0 && (
        <ul class="proposals">
          {proposals.map((one) => (
            <li key={one.member_id}>
              <Tick
                checked={!left.value.has(one.member_id)}
                onChecked={() => toggle(one.member_id)}
                label={
                  <span>
                    <strong>{one.member_name}</strong>
                    <span class="soft" aria-hidden="true">
                      {' ← '}
                    </span>
                    <strong>{one.liaison_name}</strong>
                  </span>
                }
                hint={one.sentence}
              />
            </li>
          ))}
        </ul>
      )}
      {(load.value?.unplaced.length ?? 0) > 0 && (
        <div class="note">
          <strong>{words.unplaced}</strong>
          <p>{load.value?.unplaced.map((one) => one.member_name).join('、')}</p>
          <p>{load.value?.unplaced[0]?.sentence}</p>
        </div>
      )}
    </Dialog>
  );
}

function byBranch(proposals: Proposal[]): Map<string, NewPair[]> {
  const branches = new Map<string, NewPair[]>();
  for (const { organization_id: branch, member_id, liaison_id, bond_kind } of proposals) {
    branches.set(branch, [...(branches.get(branch) ?? []), { member_id, liaison_id, bond_kind }]);
  }
  return branches;
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  endPairings,
  makeLead,
  makePairs,
  readBoard,
  resumePairings,
  type Board,
  type BoardMember,
  type BoardPair,
  type EndReason,
} from '../../api/pairings';
import { Button, LinkButton } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { pairingsWords } from '../../words/pairings';
import { mayDecide } from '../auth/roles';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { AwaySide } from './away-side';
import { BondDialog } from './bond-dialog';
import { HomeSide } from './home-side';
import { PairDialog } from './pair-dialog';
import { SuggestionDialog } from './suggestion-dialog';
import { tieBetween, type Picked } from './ties';
import './pairings.css';

interface LastAct {
  sentence: string;
  undo: () => Promise<unknown>;
}

/** 结对: members away on one side, those at home on the other; tap and tap, or drag. */
export default function PairingsPage() {
  const place = workplace.value ?? '';
  const load = useLoad(`pairings/${place}`, () => readBoard(place));
  const { board: words } = pairingsWords.value;
  return (
    <div class="pairings stack">
      <PageHead title={words.title}>
        <span class="desk-place">
          <WorkplaceChoice />
        </span>
      </PageHead>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && <BoardView key={place} board={load.value} place={place} reload={load.reload} />}
    </div>
  );
}

function BoardView({ board, place, reload }: { board: Board; place: string; reload: () => void }) {
  const { board: words, suggestion } = pairingsWords.value;
  const picked = useSignal<Picked>(null);
  const last = useSignal<LastAct | null>(null);
  const opened = useSignal<{ member: BoardMember; pair: BoardPair } | null>(null);
  const asked = useSignal<'nothing' | 'suggestion' | 'bond'>('nothing');
  const busy = useSignal(false);
  const person = me.value;
  const decides = person !== null && mayDecide(person);
  const missing = board.members.filter((one) => one.where !== 'home' && one.gap !== null);
  const chosen = board.members.find((one) => picked.value?.side === 'away' && one.member_id === picked.value.id);

  useEffect(() => {
    const stop = (event: KeyboardEvent) => {
      if (event.key === 'Escape') picked.value = null;
    };
    addEventListener('keydown', stop);
    return () => removeEventListener('keydown', stop);
  }, [picked]);

  /** Do one act, say what was done, and keep the way back. */
  async function act(work: () => Promise<LastAct>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      last.value = await work();
      picked.value = null;
    } catch (error) {
      say(sentenceOf(error));
    } finally {
      busy.value = false;
      reload();
    }
  }

  function pair(member: BoardMember, liaison: { member_id: string; name: string }, kind: 'home' | 'away' = 'home'): void {
    const branch = member.organization_id;
    void act(async () => {
      const bond = kind === 'home' ? tieBetween(board, member.member_id, liaison.member_id) : null;
      const one = { member_id: member.member_id, liaison_id: liaison.member_id, kind, bond_kind: bond };
      const ids = await makePairs(branch, [one]);
      return {
        sentence: words.paired(member.name, liaison.name),
        undo: () => endPairings(branch, ids, 'mistaken'),
      };
    });
  }

  function end(member: BoardMember, one: BoardPair, reason: EndReason, note: string): void {
    const branch = member.organization_id;
    opened.value = null;
    void act(async () => {
      await endPairings(branch, [one.id], reason, note);
      return { sentence: words.ended(member.name, one.liaison_name), undo: () => resumePairings(branch, [one.id]) };
    });
  }

  function lead(member: BoardMember, one: BoardPair): void {
    const before = member.pairings.find((other) => other.lead);
    opened.value = null;
    void act(async () => {
      await makeLead(one.id);
      return {
        sentence: words.led(one.liaison_name),
        undo: () => (before === undefined ? Promise.resolve() : makeLead(before.id)),
      };
    });
  }

  async function undo(): Promise<void> {
    const done = last.value;
    last.value = null;
    try {
      await done?.undo();
      say(words.undone);
    } catch (error) {
      say(sentenceOf(error));
    }
    reload();
  }

  if (board.members.length === 0) {
    return (
      <Empty icon="people" title={words.empty}>
        <p>{words.emptyHint}</p>
      </Empty>
    );
  }
  return (
    <>
      <div class="row">
        {decides && missing.length > 0 && (
          <Button look="primary" onClick={() => (asked.value = 'suggestion')}>
            {suggestion.open(missing.length)}
          </Button>
        )}
        <LinkButton href="/contact-cards">{words.cards}</LinkButton>
      </div>
      {last.value !== null && (
        <p class="note good pairings-last appear" role="status">
          <span>{last.value.sentence}</span>
          <Button look="quiet" onClick={() => void undo()}>
            {words.undo}
          </Button>
        </p>
      )}
      <div class={chosen === undefined ? 'pairings-board' : 'pairings-board choosing'}>
        <AwaySide
          board={board}
          picked={picked.value}
          mayPair={decides}
          onPick={(id) => (picked.value = picked.value?.id === id ? null : { side: 'away', id })}
          onPair={(member, liaison) => pair(member, liaison)}
          onAway={(member, other) => pair(member, other, 'away')}
          onOpen={(member, one) => (opened.value = { member, pair: one })}
        />
        <HomeSide
          board={board}
          picked={picked.value}
          mayPair={decides}
          onPick={(id) => (picked.value = picked.value?.id === id ? null : { side: 'home', id })}
          onPair={(member, liaison) => pair(member, liaison)}
          onStop={() => (picked.value = null)}
          onBond={() => (asked.value = 'bond')}
        />
      </div>
      <p class="soft tiny">{words.asOf(momentInWords(board.as_of))}</p>
      {opened.value !== null && (
        <PairDialog
          {...opened.value}
          mayChange={decides}
          onClose={() => (opened.value = null)}
          onLead={lead}
          onEnd={end}
        />
      )}
      {asked.value === 'suggestion' && (
        <SuggestionDialog
          place={place}
          onClose={() => (asked.value = 'nothing')}
          onDone={(sentence, back) => {
            asked.value = 'nothing';
            last.value = { sentence, undo: back };
            reload();
          }}
        />
      )}
      {asked.value === 'bond' && chosen !== undefined && (
        <BondDialog
          member={chosen}
          board={board}
          onClose={() => (asked.value = 'nothing')}
          onDone={() => {
            asked.value = 'nothing';
            reload();
          }}
        />
      )}
    </>
  );
}

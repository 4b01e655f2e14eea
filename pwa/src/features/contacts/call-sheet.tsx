import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { lookUpNumbers } from '../../api/contacts';
import { Unreachable } from '../../api/problem';
import type { Numbers, WorkItem } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { Loading, sentenceOf } from '../../ui/states';
import { todayWords } from '../../words/today';
import { beginCall, callUnderWay, endCall, type Calling } from './calling';
import { useEntry } from './entry';
import { likely } from './log';
import { numbersIn } from './numbers';
import { Outcomes } from './outcomes';
import type { SheetsProps } from './sheets';
import { ToldFolds } from './told-folds';

type CallSheetProps = Omit<SheetsProps, 'asked'> & { item: WorkItem };

/** On a PC nothing hides the page, so the question comes by itself a moment later. */
const ASKED_ANYWAY_AFTER_MS = 4_000;

/** Start a call, and ask on coming back how it went, with the entry prepared. */
export function CallSheet(props: CallSheetProps) {
  const { item, onClose } = props;
  const say = todayWords.value;
  const underWay = callUnderWay();
  const calling = useSignal<Calling | null>(underWay?.memberId === item.member_id ? underWay : null);
  const back = useSignal(calling.value !== null);
  const whom = useSignal<Calling['whom']>(
    calling.value?.whom ?? (likely(item).whom === 'family' ? 'family' : 'member'),
  );

  useEffect(() => {
    const seen = (): void => {
      if (document.visibilityState === 'visible' && calling.value !== null) back.value = true;
    };
    document.addEventListener('visibilitychange', seen);
    addEventListener('pageshow', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('pageshow', seen);
    };
  }, []);

  function close(): void {
    endCall();
    onClose();
  }

  if (back.value && calling.value !== null) return <Question {...props} calling={calling.value} onClose={close} />;
  return (
    <Dialog title={`${say.call} · ${item.member_name}`} onClose={close}>
      <ChoiceField
        label={say.with}
        value={whom.value}
        options={[
          { value: 'member', label: say.whom['self'] ?? '' },
          { value: 'family', label: say.whom['family'] ?? '' },
        ]}
        onValue={(value) => (whom.value = value as Calling['whom'])}
      />
      <NumberLinks
        key={whom.value}
        memberId={item.member_id}
        whom={whom.value}
        onDial={() => {
          calling.value = beginCall(item.member_id, whom.value);
          setTimeout(() => {
            if (document.visibilityState === 'visible') back.value = true;
          }, ASKED_ANYWAY_AFTER_MS);
        }}
      />
    </Dialog>
  );
}

interface NumberLinksProps {
  memberId: string;
  whom: Calling['whom'];
  onDial: () => void;
}

function NumberLinks({ memberId, whom, onDial }: NumberLinksProps) {
  const say = todayWords.value;
  const found = useSignal<Numbers | null>(null);
  const refusal = useSignal<string | null>(null);

  useEffect(() => {
    lookUpNumbers(memberId, whom).then(
      (numbers) => (found.value = numbers),
      (error: unknown) => (refusal.value = error instanceof Unreachable ? say.offlineNumber : sentenceOf(error)),
    );
  }, []);

  if (refusal.value !== null) {
    return (
      <p class="note" role="alert">
        {refusal.value}
      </p>
    );
  }
  if (found.value === null) return <Loading />;
  const numbers = numbersIn(found.value);
  return (
    <div class="stack tight">
      {found.value.family_contact !== null && <p>{found.value.family_contact}</p>}
      {numbers.length === 0 && <p class="soft">{say.noNumber}</p>}
      {numbers.map((number) => (
        <a key={number} class="button primary block number" href={`tel:${number}`} onClick={onDial}>
          {say.dial(number)}
        </a>
      ))}
      <p class="soft small">{say.trace}</p>
    </div>
  );
}

/** 接通了吗? */
function Question(props: CallSheetProps & { calling: Calling }) {
  const { item, calling, onClose } = props;
  const say = todayWords.value;
  const form = useEntry({
    ...props,
    start: { way: 'phone', whom: calling.whom === 'family' ? 'family' : 'self', startedAt: calling.at },
  });
  const { entry, change } = form;
  return (
    <Dialog title={say.asked} onClose={onClose}>
      <p class="soft">{say.askedOf(item.member_name)}</p>
      <TextArea
        label={say.note}
        hint={say.noteHint}
        optional
        maxLength={1000}
        value={entry.value.note}
        onValue={(note) => change({ note })}
      />
      <div>
        <ToldFolds form={form} />
      </div>
      {form.refusal.value !== null && (
        <p class="note bad" role="alert">
          {form.refusal.value}
        </p>
      )}
      <Outcomes form={form} />
      <Button look="quiet" onClick={onClose}>
        {say.notCalled}
      </Button>
    </Dialog>
  );
}

import { Button } from '../../ui/button';
import { todayWords } from '../../words/today';
import type { EntryForm } from './entry';

/** How it went; the tap on an answer notes it down. */
export function Outcomes({ form }: { form: EntryForm }) {
  const say = todayWords.value;
  const { way } = form.entry.value;
  const rings = way === 'phone' || way === 'video';
  return (
    <div class="outcomes">
      <Button look="primary" busy={form.busy.value} onClick={() => void form.finish('reached')}>
        {say.reached[way]}
      </Button>
      <Button busy={form.busy.value} onClick={() => void form.finish('no_answer')}>
        {say.noAnswer[way]}
      </Button>
      {rings && (
        <Button busy={form.busy.value} onClick={() => void form.finish('out_of_service')}>
          {say.outcomes['out_of_service']}
        </Button>
      )}
      {rings && (
        <Button busy={form.busy.value} onClick={() => void form.finish('declined')}>
          {say.outcomes['declined']}
        </Button>
      )}
    </div>
  );
}

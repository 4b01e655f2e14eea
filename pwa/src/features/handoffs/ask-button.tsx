import { useSignal } from '@preact/signals';
import { Button } from '../../ui/button';
import { lazyPage, Nothing } from '../../ui/lazy';
import { handoffsWords } from '../../words/handoffs';
import { hasRole } from '../auth/roles';
import { me } from '../auth/session';
import type { AskDialogProps } from './ask-dialog';
import { justAsked, takeBack } from './undo';
import './handoffs.css';

const AskDialog = lazyPage<AskDialogProps>(() => import('./ask-dialog'), Nothing);

type AskButtonProps = Omit<AskDialogProps, 'onClose'> & { look?: 'plain' | 'quiet' };

/** 请协助: for whoever is above the branch or the township; what was sent can be taken back with one tap. */
export function AskButton({ look = 'plain', ...matter }: AskButtonProps) {
  const asking = useSignal(false);
  const say = handoffsWords.value;
  if (me.value === null || !hasRole(me.value, 'officer')) return null;
  return (
    <>
      <Button look={look} icon="letter" onClick={() => (asking.value = true)}>
        {matter.township === true ? say.askTownship : say.ask}
      </Button>
      {justAsked.value !== null && (
        <div class="undo-bar" role="status">
          <span>{justAsked.value.sentence}</span>
          <button type="button" onClick={() => void takeBack()}>
            {say.undo}
          </button>
        </div>
      )}
      {asking.value && <AskDialog {...matter} onClose={() => (asking.value = false)} />}
    </>
  );
}

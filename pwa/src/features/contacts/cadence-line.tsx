import { useSignal } from '@preact/signals';
import { listSettings, setSetting } from '../../api/settings';
import { Button } from '../../ui/button';
import { today } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { contactsWords } from '../../words/contacts';
import { settingsWords } from '../../words/settings';
import { mayMakeSettings } from '../auth/roles';
import { me } from '../auth/session';

interface CadenceLineProps {
  organizationId: string;
  onChanged: () => void;
}

/** How often the branch keeps in touch, and the article's cadence one tap away. */
export function CadenceLine({ organizationId, onChanged }: CadenceLineProps) {
  const say = contactsWords.value;
  const place = { organization_id: organizationId };
  const load = useLoad(organizationId, () => listSettings(place));
  const asking = useSignal(false);
  const busy = useSignal(false);
  const cadence = load.value?.items.find((setting) => setting.key === 'contact_cadence');
  if (cadence === undefined) return null;
  const may = me.value !== null && mayMakeSettings(me.value);

  async function change(): Promise<void> {
    busy.value = true;
    try {
      await setSetting(place, 'contact_cadence', 'article', today());
      tell(say.articleDone);
      asking.value = false;
      load.reload();
      onChanged();
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <div class="cadence">
      <span>{say.cadence(settingsWords.value.choices[String(cadence.value)] ?? String(cadence.value))}</span>
      {may && (
        <span class="row">
          {cadence.value !== 'article' && (
            <Button look="quiet" onClick={() => (asking.value = true)}>
              {say.article}
            </Button>
          )}
          <a class="button quiet" href="/settings">
            {say.cadenceChange}
          </a>
        </span>
      )}
      {asking.value && (
        <Dialog
          title={say.articleTitle}
          onClose={() => (asking.value = false)}
          actions={
            <>
              <Button onClick={() => (asking.value = false)}>{words.value.common.cancel}</Button>
              <Button look="primary" busy={busy.value} onClick={() => void change()}>
                {say.articleDo}
              </Button>
            </>
          }
        >
          <p>{say.articleBody}</p>
        </Dialog>
      )}
    </div>
  );
}

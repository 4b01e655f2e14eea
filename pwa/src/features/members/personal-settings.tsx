import { useSignal } from '@preact/signals';
import { Button } from '../../ui/button';
import { settingsWords } from '../../words/settings';
import { SettingList } from '../settings/setting-list';

/** What is agreed with one member where it differs from the branch; looked up only when asked for. */
export function PersonalSettings({ memberId }: { memberId: string }) {
  const say = settingsWords.value;
  const shown = useSignal(false);
  return (
    <section class="card stack tight">
      <div class="row">
        <h2>{say.personal}</h2>
        {!shown.value && (
          <span class="push">
            <Button look="quiet" onClick={() => (shown.value = true)}>
              {say.personalShow}
            </Button>
          </span>
        )}
      </div>
      <p class="soft small">{say.personalLead}</p>
      {shown.value && <SettingList place={{ member_id: memberId }} />}
    </section>
  );
}

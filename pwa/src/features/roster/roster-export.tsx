import { useSignal } from '@preact/signals';
import { downloadRoster } from '../../api/roster';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { saveFile } from '../../ui/save-file';
import { sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { officeWords } from '../../words/office';
import { workplaceName } from '../auth/workplace';

/** The roster as a file; full numbers are a choice that leaves a trace. */
export function RosterExport({ organizationId }: { organizationId: string }) {
  const { roster: say } = officeWords.value;
  const numbers = useSignal('masked');
  const busy = useSignal(false);

  async function download(format: 'xlsx' | 'csv'): Promise<void> {
    busy.value = true;
    try {
      const content = await downloadRoster(organizationId, format, numbers.value === 'full');
      saveFile(content, `${workplaceName.value}-${say.title}-${today()}.${format}`);
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <section class="stack">
      <div>
        <h2>{say.exportTitle}</h2>
        <p class="soft">{say.exportLead}</p>
      </div>
      <ChoiceField
        label={say.numbers}
        value={numbers.value}
        options={[
          { value: 'masked', label: say.masked },
          { value: 'full', label: say.full },
        ]}
        onValue={(value) => (numbers.value = value)}
      />
      <div class="row">
        <Button icon="download" busy={busy.value} onClick={() => void download('xlsx')}>
          {say.xlsx}
        </Button>
        <Button icon="download" busy={busy.value} onClick={() => void download('csv')}>
          {say.csv}
        </Button>
      </div>
    </section>
  );
}

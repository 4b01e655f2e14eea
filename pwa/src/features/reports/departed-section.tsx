import { ChoiceField } from '../../ui/choice';
import { SelectField, TextField } from '../../ui/field';
import { formWords } from '../../words/forms';
import type { Precision } from '../../api/types';
import type { ReportDraft, Season } from './draft';

const PRECISIONS: Precision[] = ['day', 'month', 'season', 'year'];
const SEASONS: Season[] = ['spring', 'summer', 'autumn', 'winter'];
const YEARS_BACK = 15;

interface SectionProps {
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
  today: string;
  error: string | undefined;
}

/** When somebody left or will leave; who has already gone may remember it only roughly. */
export function DepartedSection({ draft, change, today, error }: SectionProps) {
  const { report } = formWords.value;
  return (
    <section class="question-block">
      <ChoiceField
        asking
        label={draft.gone ? report.whenPast : report.when}
        value={draft.gone ? 'gone' : 'going'}
        options={[
          { value: 'going', label: report.going },
          { value: 'gone', label: report.gone },
        ]}
        onValue={(value) => change({ gone: value === 'gone', precision: 'day' })}
      />
      {draft.gone && (
        <SelectField
          label={report.precision}
          value={draft.precision}
          options={PRECISIONS.map((value) => ({ value, label: report.precisions[value] }))}
          onValue={(value) => change({ precision: value as Precision })}
        />
      )}
      {draft.precision === 'day' ? (
        <TextField
          label={report.day}
          type="date"
          value={draft.day}
          error={error}
          {...(draft.gone ? { max: today } : { min: today })}
          onValue={(day) => change({ day })}
        />
      ) : (
        <RoughDate draft={draft} change={change} today={today} error={error} />
      )}
    </section>
  );
}

function RoughDate({ draft, change, today, error }: SectionProps) {
  const { report } = formWords.value;
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear - back));
  return (
    <>
      <div class="pair">
        <SelectField
          label={report.year}
          value={draft.year}
          error={error}
          options={years.map((year) => ({ value: year, label: report.yearOf(year) }))}
          onValue={(year) => change({ year })}
        />
        {draft.precision === 'month' && (
          <SelectField
            label={report.month}
            value={draft.month}
            options={Array.from({ length: 12 }, (_, index) => ({
              value: String(index + 1).padStart(2, '0'),
              label: report.monthOf(index + 1),
            }))}
            onValue={(month) => change({ month })}
          />
        )}
        {draft.precision === 'season' && (
          <SelectField
            label={report.season}
            value={draft.season}
            options={SEASONS.map((value) => ({ value, label: report.seasons[value] }))}
            onValue={(season) => change({ season: season as Season })}
          />
        )}
      </div>
      <TextField
        label={report.departedText}
        hint={report.departedTextHint}
        optional
        maxLength={60}
        value={draft.departedText}
        onValue={(departedText) => change({ departedText })}
      />
    </>
  );
}

import type { Region } from '../../api/types';
import { Tick } from '../../ui/choice';
import { SelectField, TextField, type Option } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { formWords } from '../../words/forms';
import { citiesOf, countiesOf, loadRegions } from '../regions/regions';
import type { ReportDraft } from './draft';

interface SectionProps {
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
}

function optionsFrom(regions: Region[]): Option[] {
  const first = { value: '', label: formWords.value.report.choose };
  return [first, ...regions.map((region) => ({ value: region.code, label: region.name }))];
}

/** Province, city, county by the phone's own wheels; no location is ever asked of the phone. */
export function PlaceSection({ draft, change }: SectionProps) {
  const { report } = formWords.value;
  const regions = useLoad('regions', loadRegions);
  return (
    <div class="stack tight">
      {!draft.overseas && regions.value !== undefined && (
        <div class="place-selects">
          <SelectField
            label={report.province}
            value={draft.province}
            options={optionsFrom(regions.value.provinces)}
            onValue={(province) => change({ province, city: '', county: '' })}
          />
          <SelectField
            label={report.city}
            value={draft.city}
            disabled={draft.province === ''}
            options={optionsFrom(citiesOf(regions.value, draft.province))}
            onValue={(city) => change({ city, county: '' })}
          />
          <SelectField
            label={report.county}
            value={draft.county}
            disabled={draft.city === ''}
            optional
            options={optionsFrom(countiesOf(regions.value, draft.province, draft.city))}
            onValue={(county) => change({ county })}
          />
        </div>
      )}
      {regions.error !== undefined && (
        <TextField
          label={report.placeTextOffline}
          value={draft.placeText}
          maxLength={200}
          onValue={(placeText) => change({ placeText })}
        />
      )}
      <div class="tick-pair">
        <Tick
          label={report.unsettled}
          hint={report.unsettledHint}
          checked={draft.unsettled}
          onChecked={(unsettled) => change({ unsettled })}
        />
        <Tick
          label={report.overseas}
          checked={draft.overseas}
          onChecked={(overseas) => change({ overseas, province: '', city: '', county: '' })}
        />
      </div>
    </div>
  );
}

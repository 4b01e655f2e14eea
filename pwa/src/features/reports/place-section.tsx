import { Tick } from '../../ui/choice';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { formWords } from '../../words/forms';
import { PlaceSelects } from '../regions/place-selects';
import { loadRegions } from '../regions/regions';
import type { ReportDraft } from './draft';

interface SectionProps {
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
}

/** Province, city, county by the phone's own wheels; no location is ever asked of the phone. */
export function PlaceSection({ draft, change }: SectionProps) {
  const { report } = formWords.value;
  const regions = useLoad('regions', loadRegions);
  return (
    <div class="stack tight">
      {!draft.overseas && regions.value !== undefined && (
        <PlaceSelects regions={regions.value} place={draft} onPlace={change} />
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

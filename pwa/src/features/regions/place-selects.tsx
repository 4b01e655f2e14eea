import type { Region, Regions } from '../../api/types';
import { SelectField, type Option } from '../../ui/field';
import { formWords } from '../../words/forms';
import { citiesOf, countiesOf } from './regions';
import './place-selects.css';

export interface Place {
  province: string;
  city: string;
  county: string;
}

interface PlaceSelectsProps {
  regions: Regions;
  place: Place;
  onPlace: (place: Place) => void;
}

function optionsFrom(regions: Region[]): Option[] {
  const first = { value: '', label: formWords.value.report.choose };
  return [first, ...regions.map((region) => ({ value: region.code, label: region.name }))];
}

/** Province, city, county by the phone's own wheels. */
export function PlaceSelects({ regions, place, onPlace }: PlaceSelectsProps) {
  const { report } = formWords.value;
  const { province, city, county } = place;
  return (
    <div class="place-selects">
      <SelectField
        label={report.province}
        value={province}
        options={optionsFrom(regions.provinces)}
        onValue={(chosen) => onPlace({ province: chosen, city: '', county: '' })}
      />
      <SelectField
        label={report.city}
        value={city}
        disabled={province === ''}
        options={optionsFrom(citiesOf(regions, province))}
        onValue={(chosen) => onPlace({ province, city: chosen, county: '' })}
      />
      <SelectField
        label={report.county}
        value={county}
        disabled={city === ''}
        optional
        options={optionsFrom(countiesOf(regions, province, city))}
        onValue={(chosen) => onPlace({ province, city, county: chosen })}
      />
    </div>
  );
}

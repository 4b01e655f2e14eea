import { useSignal } from '@preact/signals';
import { listSettings, type SettingPlace } from '../../api/settings';
import type { Setting } from '../../api/types';
import { Button } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { Failure, Loading } from '../../ui/states';
import { settingsWords } from '../../words/settings';
import { mayMakeSettings } from '../auth/roles';
import { me } from '../auth/session';
import { byGroup } from './groups';
import { sayValue } from './say-value';
import { SettingDialog } from './setting-dialog';
import './settings.css';

interface SettingListProps {
  place: SettingPlace;
  /** Under headings; a member's few settings need none. */
  grouped?: boolean;
}

/** The settings of a place, or those that one member may have of their own. */
export function SettingList({ place, grouped = false }: SettingListProps) {
  const say = settingsWords.value;
  const load = useLoad(JSON.stringify(place), () => listSettings(place));
  const changed = useSignal<Setting | null>(null);
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const settings = grouped ? load.value.items : load.value.items.filter((setting) => setting.settable);
  const lines = (shown: Setting[]) => (
    <ul class={grouped ? 'entries' : 'settings-plain'}>
      {shown.map((setting) => (
        <SettingLine key={setting.key} setting={setting} place={place} onChange={() => (changed.value = setting)} />
      ))}
    </ul>
  );
  return (
    <>
      {grouped &&
        byGroup(settings).map(([group, shown]) => (
          <section key={group} class="stack tight">
            <h2 class="settings-group">{say.groups[group]}</h2>
            {lines(shown)}
          </section>
        ))}
      {!grouped && lines(settings)}
      {changed.value !== null && (
        <SettingDialog
          setting={changed.value}
          place={place}
          onClose={() => (changed.value = null)}
          onDone={() => {
            changed.value = null;
            load.reload();
          }}
        />
      )}
    </>
  );
}

/** Whether the value was given at this very place. */
export function isSetHere({ source }: Setting, place: SettingPlace): boolean {
  if (source === null) return false;
  return 'member_id' in place ? source.level === 'member' : source.organization_id === place.organization_id;
}

/** Where a value comes from, and since when it holds. */
function whence(setting: Setting, place: SettingPlace): string {
  const say = settingsWords.value;
  const { source, since } = setting;
  if (source === null) return say.byDefault;
  const told = isSetHere(setting, place)
    ? source.level === 'member'
      ? say.member
      : say.here
    : say.from(source.name ?? '');
  return since === null ? told : say.since(told, dateInWords(since));
}

interface SettingLineProps {
  setting: Setting;
  place: SettingPlace;
  onChange: () => void;
}

function SettingLine({ setting, place, onChange }: SettingLineProps) {
  const say = settingsWords.value;
  const may = me.value !== null && mayMakeSettings(me.value) && setting.settable;
  return (
    <li class="setting">
      <span class="setting-words">
        <span>{setting.label}</span>
        <span class="soft small">{whence(setting, place)}</span>
        {setting.upcoming.map(({ from_on: from, value }) => (
          <span class="small setting-upcoming" key={from}>
            {value === null
              ? say.upcomingBack(dateInWords(from))
              : say.upcoming(dateInWords(from), sayValue(setting, value))}
          </span>
        ))}
      </span>
      <strong class="number">{sayValue(setting, setting.value)}</strong>
      {may && (
        <Button look="quiet" aria-label={`${say.change} ${setting.label}`} onClick={onChange}>
          {say.change}
        </Button>
      )}
    </li>
  );
}

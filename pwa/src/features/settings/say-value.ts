import type { SettingValue } from '../../api/settings';
import type { Setting } from '../../api/types';
import { settingsWords } from '../../words/settings';
import { unitOf } from './groups';

/** Write a setting's value as people say it. */
export function sayValue(setting: Setting, value: SettingValue): string {
  const say = settingsWords.value;
  if (typeof value === 'boolean') return value ? say.flag.yes : say.flag.no;
  if (setting.kind === 'month_day') {
    const [month = 0, day = 0] = String(value).split('-').map(Number);
    return say.monthDay(month, day);
  }
  if (typeof value === 'string') return say.choices[value] ?? value;
  const unit = unitOf(setting.key);
  return unit === undefined ? String(value) : `${value} ${say.units[unit] ?? ''}`;
}

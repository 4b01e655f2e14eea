import { PageHead } from '../../ui/page-head';
import { Loading } from '../../ui/states';
import { settingsWords } from '../../words/settings';
import { workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { SettingList } from './setting-list';

/** Everything that a place may decide otherwise, with what holds here, why, and since when. */
export default function SettingsPage() {
  const say = settingsWords.value;
  const place = workplace.value;
  return (
    <div class="stack narrow">
      <PageHead title={say.title} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <p class="soft">{say.lead}</p>
      {place === undefined ? <Loading /> : <SettingList key={place} place={{ organization_id: place }} grouped />}
    </div>
  );
}

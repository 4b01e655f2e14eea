import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Me } from '../../api/types';
import { ChoiceField } from '../../ui/choice';
import { Icon, type IconName } from '../../ui/icon';
import { lazyPage, Nothing } from '../../ui/lazy';
import { PageHead } from '../../ui/page-head';
import { chooseSize, size, SIZES, type Size } from '../../ui/size';
import { formWords } from '../../words/forms';
import { chooseLanguage, language, type Language } from '../../words/language';
import { isMember } from '../auth/roles';
import { me } from '../auth/session';
import { refreshMine } from '../reports/mine';
import { LeaveDialog } from './leave-dialog';
import { MyRecord } from './my-record';
import { PasswordDialog } from './password-dialog';
import './me.css';

/** What the branch keeps of my dues and probation comes after my record, with its own words. */
const MyTies = lazyPage(() => import('../ties/my-ties'), Nothing);

type Asked = 'nothing' | 'password' | 'leave' | 'leave_everywhere';

/** Myself: my record and who read it, how the app looks, and the ways out. */
export default function MePage() {
  const person = me.value;
  useEffect(() => {
    refreshMine().catch(() => undefined);
  }, []);
  return person === null ? null : <Self person={person} />;
}

function Self({ person }: { person: Me }) {
  const { me: say } = formWords.value;
  const asked = useSignal<Asked>('nothing');
  const close = () => (asked.value = 'nothing');
  return (
    <div class="me stack wide">
      <PageHead title={person.name} />
      {isMember(person) && (
        <div class="stack">
          <MyRecord />
          <MyTies />
          <div class="entries">
            <a href="/contributions" class="entry">
              <Icon name="change" />
              <span>
                <strong>{say.deeds}</strong>
                <span class="soft small">{say.deedsHint}</span>
              </span>
              <Icon name="chevron" />
            </a>
            <a href="/me/readings" class="entry">
              <Icon name="eye" />
              <span>
                <strong>{say.readings}</strong>
                <span class="soft small">{say.readingsHint}</span>
              </span>
              <Icon name="chevron" />
            </a>
          </div>
        </div>
      )}
      <div class="entries">
        <a href="/inbox" class="entry">
          <Icon name="letter" />
          <span>
            <strong>{say.inbox}</strong>
            <span class="soft small">{say.inboxHint}</span>
          </span>
          <Icon name="chevron" />
        </a>
      </div>
      <section class="stack">
        <ChoiceField
          label={say.look}
          value={size.value}
          options={SIZES.map((value) => ({ value, label: say.sizes[value] }))}
          onValue={(value) => chooseSize(value as Size)}
        />
        <ChoiceField
          label={say.language}
          value={language.value}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          onValue={(value) => chooseLanguage(value as Language)}
        />
      </section>
      <section class="entries">
        <Action icon="pen" title={say.password} onClick={() => (asked.value = 'password')} />
        <Action icon="out" title={say.signOut} hint={say.signOutHint} onClick={() => (asked.value = 'leave')} />
        <Action
          icon="phone"
          title={say.signOutEverywhere}
          hint={say.signOutEverywhereHint}
          onClick={() => (asked.value = 'leave_everywhere')}
        />
      </section>
      {asked.value === 'password' && <PasswordDialog person={person} onClose={close} />}
      {asked.value === 'leave' && <LeaveDialog everywhere={false} onClose={close} />}
      {asked.value === 'leave_everywhere' && <LeaveDialog everywhere onClose={close} />}
    </div>
  );
}

interface ActionProps {
  icon: IconName;
  title: string;
  hint?: string;
  onClick: () => void;
}

function Action({ icon, title, hint, onClick }: ActionProps) {
  return (
    <button type="button" class="entry" onClick={onClick}>
      <Icon name={icon} />
      <span>
        <strong>{title}</strong>
        {hint !== undefined && <span class="soft small">{hint}</span>}
      </span>
      <Icon name="chevron" />
    </button>
  );
}

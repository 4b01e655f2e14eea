import { useSignal } from '@preact/signals';
import { signIn } from '../../api/auth';
import { Problem } from '../../api/problem';
import { Mark } from '../../ui/mark';
import { Button } from '../../ui/button';
import { PasswordField, TextField } from '../../ui/field';
import { navigate } from '../../ui/router';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { authWords } from '../../words/auth';
import { chooseLanguage, language } from '../../words/language';
import { BridgePicture } from './bridge-picture';
import { known, openFromPhone, session } from './session';
import './welcome.css';

interface Choice {
  person_id: string;
  name: string;
}

export default function SignInPage() {
  const { common } = words.value;
  return (
    <main class="welcome" id="content" tabIndex={-1}>
      <section class="welcome-picture">
        <p class="brand">
          <Mark />
          {common.product}
        </p>
        <p class="welcome-motto">{common.motto}</p>
        <BridgePicture />
      </section>
      <section class="welcome-form">
        <SignInForm />
        <Button
          look="quiet"
          icon="globe"
          onClick={() => chooseLanguage(language.value === 'zh' ? 'en' : 'zh')}
        >
          {common.otherLanguage}
        </Button>
      </section>
    </main>
  );
}

function SignInForm() {
  const { common } = words.value;
  const { auth } = authWords.value;
  const phone = useSignal('');
  const password = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const choices = useSignal<Choice[]>([]);
  const missing = useSignal<{ phone?: string; password?: string }>({});

  async function enter(personId?: string): Promise<void> {
    missing.value = {
      ...(/^1\d{10}$/.test(phone.value.trim()) ? {} : { phone: auth.needPhone }),
      ...(password.value === '' ? { password: auth.needPassword } : {}),
    };
    if (Object.keys(missing.value).length > 0) return;
    busy.value = true;
    refusal.value = null;
    try {
      await signIn(phone.value.trim(), password.value, personId);
      navigate('/', true);
    } catch (error) {
      if (error instanceof Problem && error.code === 'choose_person') {
        choices.value = error.extra['choices'] as Choice[];
      } else if (error instanceof Problem && error.code === 'locked') {
        refusal.value = auth.locked(Math.max(1, Math.ceil((error.retryAfterSeconds ?? 1800) / 60)));
      } else {
        refusal.value = sentenceOf(error);
      }
    }
    busy.value = false;
  }

  if (choices.value.length > 0) {
    return (
      <div class="stack appear">
        <h1 tabIndex={-1}>{auth.who}</h1>
        <p class="soft">{auth.whoHint}</p>
        {choices.value.map((choice) => (
          <Button key={choice.person_id} block busy={busy.value} onClick={() => void enter(choice.person_id)}>
            {choice.name}
          </Button>
        ))}
        <Button look="quiet" onClick={() => (choices.value = [])}>
          {common.back}
        </Button>
      </div>
    );
  }

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h1 tabIndex={-1}>{auth.title}</h1>
      <WhyHere />
      <TextField
        label={auth.phone}
        type="tel"
        inputMode="numeric"
        autoComplete="username"
        maxLength={11}
        value={phone.value}
        error={missing.value.phone}
        onValue={(value) => (phone.value = value)}
      />
      <PasswordField
        label={auth.password}
        autoComplete="current-password"
        value={password.value}
        error={missing.value.password}
        onValue={(value) => (password.value = value)}
      />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
      <Button type="submit" look="primary" block busy={busy.value}>
        {busy.value ? auth.signingIn : auth.signIn}
      </Button>
      <p class="soft small">
        {auth.help} <a href="/i">{auth.haveInvitation}</a>
      </p>
    </form>
  );
}

/** Why somebody sees the sign-in page although they were signed in, and what they can do without a network. */
function WhyHere() {
  const { auth } = authWords.value;
  const now = session.value;
  if (now.state !== 'out' || now.reason === 'nobody') return null;
  if (now.reason !== 'unreachable') return <p class="note">{now.reason === 'idle' ? auth.idle : auth.ended}</p>;
  return (
    <div class="note stack tight">
      <strong>{auth.offlineTitle}</strong>
      <p>{auth.offlineHint}</p>
      {known.value.map((account) => (
        <Button key={account.accountId} block onClick={() => void openFromPhone(account.accountId)}>
          {auth.openOffline(account.name)}
        </Button>
      ))}
    </div>
  );
}

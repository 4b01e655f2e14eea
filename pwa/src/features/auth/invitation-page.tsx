import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { acceptInvitation, lookUpInvitation, readNotice } from '../../api/auth';
import { Problem } from '../../api/problem';
import type { InvitationHint, Notice } from '../../api/types';
import { Button, LinkButton } from '../../ui/button';
import { Tick } from '../../ui/choice';
import { PasswordField, TextField } from '../../ui/field';
import { Mark } from '../../ui/mark';
import { navigate } from '../../ui/router';
import { sentenceOf } from '../../ui/states';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { language } from '../../words/language';
import { findPasswordLack } from './password';
import './welcome.css';

/** From the link or the code that a secretary handed over to an account of one's own. */
export default function InvitationPage() {
  const { invitation } = formWords.value;
  const code = useSignal(decodeURIComponent(location.hash.slice(1)));
  const hint = useSignal<InvitationHint | null>(null);
  const notice = useSignal<Notice | null>(null);
  const busy = useSignal(false);
  const refusal = useSignal<string | undefined>(undefined);

  async function look(): Promise<void> {
    busy.value = true;
    refusal.value = undefined;
    try {
      const found = await lookUpInvitation(code.value.replace(/[\s-]/g, '').toUpperCase());
      notice.value = await readNotice();
      hint.value = found;
    } catch (error) {
      refusal.value = error instanceof Problem && error.status === 404 ? invitation.unknown : sentenceOf(error);
    }
    busy.value = false;
  }

  useEffect(() => {
    // The code leaves the address, so that neither history nor a screenshot keeps it.
    if (code.value === '') return;
    history.replaceState(null, '', '/i');
    void look();
  }, []);

  return (
    <main class="welcome single" id="content">
      <div class="welcome-form stack">
        <p class="brand">
          <Mark />
          {words.value.common.product}
        </p>
        {hint.value === null || notice.value === null ? (
          <form
            class="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void look();
            }}
          >
            <h1>{invitation.title}</h1>
            <TextField
              label={invitation.code}
              hint={invitation.codeHint}
              autoComplete="one-time-code"
              maxLength={16}
              value={code.value}
              error={refusal.value}
              onValue={(value) => (code.value = value)}
            />
            <Button type="submit" look="primary" block busy={busy.value} disabled={code.value.trim() === ''}>
              {invitation.look}
            </Button>
            <LinkButton href="/" look="quiet">
              {words.value.common.back}
            </LinkButton>
          </form>
        ) : (
          <Acceptance code={code.value} hint={hint.value} notice={notice.value} onNotMe={() => (hint.value = null)} />
        )}
      </div>
    </main>
  );
}

interface AcceptanceProps {
  code: string;
  hint: InvitationHint;
  notice: Notice;
  onNotMe: () => void;
}

function Acceptance({ code, hint, notice, onNotMe }: AcceptanceProps) {
  const { invitation, password: rules } = formWords.value;
  const password = useSignal('');
  const agreed = useSignal(false);
  const busy = useSignal(false);
  const lack = useSignal<string | undefined>(undefined);
  const refusal = useSignal<string | null>(null);
  const text = notice[language.value];

  async function accept(): Promise<void> {
    const found = findPasswordLack(password.value, false);
    lack.value = found === null ? undefined : rules[found];
    refusal.value = agreed.value ? null : invitation.needAgree;
    if (lack.value !== undefined || refusal.value !== null) return;
    busy.value = true;
    try {
      await acceptInvitation(code.replace(/[\s-]/g, '').toUpperCase(), password.value, notice.version);
      navigate('/', true);
    } catch (error) {
      const told = error instanceof Problem ? error.errors['password']?.[0] : undefined;
      if (told === undefined) refusal.value = sentenceOf(error);
      else lack.value = told;
      busy.value = false;
    }
  }

  return (
    <form
      class="stack appear"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void accept();
      }}
    >
      <div>
        <p class="soft">{invitation.branch(hint.organization_name)}</p>
        <h1 class="welcome-name">{invitation.welcome(hint.name_hint)}</h1>
      </div>
      <PasswordField
        label={invitation.choose}
        hint={rules.rule}
        autoComplete="new-password"
        value={password.value}
        error={lack.value}
        onValue={(value) => (password.value = value)}
      />
      <section class="note stack tight">
        <strong>{text.title}</strong>
        {text.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </section>
      <Tick label={invitation.agree} checked={agreed.value} onChecked={(checked) => (agreed.value = checked)} />
      {refusal.value !== null && (
        <p class="note bad" role="alert">
          {refusal.value}
        </p>
      )}
      <Button type="submit" look="primary" block busy={busy.value}>
        {invitation.accept}
      </Button>
      <Button look="quiet" onClick={onNotMe}>
        {invitation.notMe}
      </Button>
    </form>
  );
}

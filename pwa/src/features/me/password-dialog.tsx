import { useSignal } from '@preact/signals';
import { changePassword } from '../../api/auth';
import { Problem } from '../../api/problem';
import type { Me } from '../../api/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PasswordField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { words } from '../../words';
import { formWords } from '../../words/forms';
import { findPasswordLack } from '../auth/password';

export function PasswordDialog({ person, onClose }: { person: Me; onClose: () => void }) {
  const { me, password: rules } = formWords.value;
  const staff = person.roles.length > 0;
  const current = useSignal('');
  const chosen = useSignal('');
  const busy = useSignal(false);
  const lack = useSignal<string | undefined>(undefined);
  const refusal = useSignal<string | undefined>(undefined);

  async function change(): Promise<void> {
    const found = findPasswordLack(chosen.value, staff);
    lack.value = found === null ? undefined : rules[found];
    if (lack.value !== undefined) return;
    busy.value = true;
    refusal.value = undefined;
    try {
      await changePassword(current.value, chosen.value);
      say(me.passwordChanged);
      onClose();
    } catch (error) {
      const told = error instanceof Problem ? error.errors['new_password']?.[0] : undefined;
      if (told === undefined) refusal.value = sentenceOf(error);
      else lack.value = told;
      busy.value = false;
    }
  }

  return (
    <Dialog
      title={me.password}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.value.common.cancel}</Button>
          <Button look="primary" busy={busy.value} onClick={() => void change()}>
            {me.password}
          </Button>
        </>
      }
    >
      <PasswordField
        label={me.currentPassword}
        autoComplete="current-password"
        value={current.value}
        error={refusal.value}
        onValue={(value) => (current.value = value)}
      />
      <PasswordField
        label={me.newPassword}
        hint={staff ? rules.ruleStaff : rules.rule}
        autoComplete="new-password"
        value={chosen.value}
        error={lack.value}
        onValue={(value) => (chosen.value = value)}
      />
    </Dialog>
  );
}

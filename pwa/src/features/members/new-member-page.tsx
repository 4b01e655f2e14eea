import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { addMember } from '../../api/members';
import { Problem } from '../../api/problem';
import { mintUuid } from '../../offline/mint';
import { Button } from '../../ui/button';
import { PageHead } from '../../ui/page-head';
import { goBack, navigate } from '../../ui/router';
import { Empty, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { officeWords } from '../../words/office';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { alikeIn, sayAlike, type Alike } from './alike';
import { recordBody } from './record-draft';
import { EMPTY_RECORD, RecordFields, type RecordDraft } from './record-fields';
import './members.css';

/** Adds one member; whole rosters come in by import. */
export default function NewMemberPage() {
  const { members: say, roster } = officeWords.value;
  // One key for one form: pressing again after a lost answer never adds the person twice.
  const key = useMemo(mintUuid, []);
  const draft = useSignal<RecordDraft>(EMPTY_RECORD);
  const errors = useSignal<Record<string, string[]>>({});
  const refusal = useSignal<string | null>(null);
  const busy = useSignal(false);
  const alike = useSignal<Alike[]>([]);
  const here = branch.value;

  async function add(organizationId: string, confirmedNew = false): Promise<void> {
    errors.value = draft.value.name.trim() === '' ? { name: [say.needName] } : {};
    if (Object.keys(errors.value).length > 0) return;
    busy.value = true;
    refusal.value = null;
    try {
      const body = { ...recordBody(draft.value), organization_id: organizationId, confirmed_new: confirmedNew };
      const receipt = await addMember(body, key);
      tell(say.saved(receipt.number));
      navigate(`/members/${receipt.id}`, true);
    } catch (error) {
      refusal.value = sentenceOf(error);
      alike.value = alikeIn(error);
      errors.value = error instanceof Problem ? error.errors : {};
      busy.value = false;
    }
  }

  return (
    <form
      class="stack narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (here !== null) void add(here.id);
      }}
    >
      <PageHead title={say.addTitle} back={goBack} />
      <WorkplaceChoice />
      {here === null ? (
        <Empty icon="people" title={roster.pickBranch} />
      ) : (
        <>
          <div class="card">
            <RecordFields
              draft={draft.value}
              errors={errors.value}
              change={(part) => (draft.value = { ...draft.value, ...part })}
            />
          </div>
          {alike.value.length > 0 && (
            <div class="note warn stack tight" role="alert">
              <p>{say.alike}</p>
              <ul>
                {alike.value.map((one) => (
                  <li key={one.person_id}>
                    <strong>{one.name}</strong> {sayAlike(one)}
                  </li>
                ))}
              </ul>
              <Button onClick={() => void add(here.id, true)}>{say.notAlike}</Button>
            </div>
          )}
          {refusal.value !== null && alike.value.length === 0 && (
            <p class="note bad" role="alert">
              {refusal.value}
            </p>
          )}
          <Button type="submit" look="primary" busy={busy.value}>
            {say.save}
          </Button>
        </>
      )}
    </form>
  );
}

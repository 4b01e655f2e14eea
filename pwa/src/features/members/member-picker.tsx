import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { listMembers } from '../../api/members';
import type { Member } from '../../api/types';
import { TextField } from '../../ui/field';
import { sentenceOf } from '../../ui/states';
import { officeWords } from '../../words/office';
import './member-picker.css';

const TYPING_MS = 300;
const SHOWN = 6;

interface MemberPickerProps {
  label: string;
  organizationId: string;
  /** Members that are chosen already. */
  without?: string[];
  onPick: (member: Member) => void;
}

/** Find one member by name or initials, and take them with one tap. */
export function MemberPicker({ label, organizationId, without = [], onPick }: MemberPickerProps) {
  const { members: say } = officeWords.value;
  const typed = useSignal('');
  const found = useSignal<Member[] | null>(null);
  const refusal = useSignal<string | undefined>(undefined);

  useEffect(() => {
    const q = typed.value.trim();
    if (q === '') {
      found.value = null;
      return undefined;
    }
    let late = false;
    const timer = setTimeout(() => {
      listMembers({ organization_id: organizationId, q }).then(
        (page) => {
          if (!late) found.value = page.items;
        },
        (error: unknown) => {
          if (!late) refusal.value = sentenceOf(error);
        },
      );
    }, TYPING_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [typed.value, organizationId]);

  const offered = (found.value ?? []).filter((member) => !without.includes(member.id));
  return (
    <div class="stack tight">
      <TextField
        label={label}
        type="search"
        placeholder={say.searchHint}
        autoComplete="off"
        value={typed.value}
        error={refusal.value}
        onValue={(value) => {
          refusal.value = undefined;
          typed.value = value;
        }}
      />
      {found.value !== null && offered.length === 0 && <p class="soft small">{say.none}</p>}
      {offered.length > 0 && (
        <ul class="picker">
          {offered.slice(0, SHOWN).map((member) => (
            <li key={member.id}>
              <button
                type="button"
                class="picker-one"
                onClick={() => {
                  onPick(member);
                  typed.value = '';
                }}
              >
                <strong>{member.name}</strong>
                <span class="soft small">{member.away?.place_name ?? member.group_name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

import { Icon } from '../../ui/icon';
import { visitsWords } from '../../words/visits';
import { MemberPicker } from '../members/member-picker';

export interface Chosen {
  member_id: string;
  name: string;
  away: boolean;
}

interface PeopleProps {
  label: string;
  organizationId: string;
  people: Chosen[];
  onChange: (people: Chosen[]) => void;
}

/** Those who go: names that can be taken away, one more found by name; somebody away is pointed out, no more. */
export function People({ label, organizationId, people, onChange }: PeopleProps) {
  const word = visitsWords.value;
  return (
    <div class="stack tight">
      {people.length > 0 && (
        <div class="visit-people">
          {people.map((one) => (
            <span key={one.member_id} class="visit-person">
              {one.name}
              <button
                type="button"
                aria-label={`${word.cancel} ${one.name}`}
                onClick={() => onChange(people.filter((other) => other.member_id !== one.member_id))}
              >
                ×
              </button>
            </span>
          ))}
        </div>
      )}
      {people
        .filter((one) => one.away)
        .map((one) => (
          <p key={one.member_id} class="note warn small">
            <Icon name="eye" /> {word.awayHint(one.name)}
          </p>
        ))}
      <MemberPicker
        label={people.length === 0 ? label : word.addVisitor}
        organizationId={organizationId}
        without={people.map((one) => one.member_id)}
        onPick={(member) =>
          onChange([
            ...people,
            { member_id: member.id, name: member.name, away: member.away !== null && member.away?.home_stay === null },
          ])
        }
      />
    </div>
  );
}

import { Problem } from '../../api/problem';
import { officeWords } from '../../words/office';

/** Somebody known already who may be the same person; the name comes masked, the branch only within one's reach. */
export interface Alike {
  person_id: string;
  name: string;
  reason: string;
  has_open_membership: boolean;
  organization_name: string | null;
}

/** The people whom the server asks to compare first; nobody where it refused for another reason. */
export function alikeIn(error: unknown): Alike[] {
  if (!(error instanceof Problem) || error.code !== 'person_exists') return [];
  return (error.extra['candidates'] as Alike[] | undefined) ?? [];
}

/** Why they look alike, and where that person is now. */
export function sayAlike({ reason, organization_name, has_open_membership }: Alike): string {
  const { members: say } = officeWords.value;
  const elsewhere = has_open_membership ? say.alikeElsewhere : say.alikeNowhere;
  const where = organization_name === null ? elsewhere : say.alikeHere(organization_name);
  return [say.alikeReasons[reason], where].filter(Boolean).join(' · ');
}

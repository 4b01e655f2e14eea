import type { ClientScope } from '../../api/types';
import { systemsWords } from '../../words/systems';

const OPENLY: ClientScope['scope'] = 'members:reveal';

function reads(one: ClientScope): boolean {
  return one.scope.endsWith(':read');
}

/** Scopes by what they are for: to read, to record, and numbers in plain, which stand apart; groups without any stay out. */
export function groupScopes(scopes: ClientScope[]): [title: string, some: ClientScope[]][] {
  const say = systemsWords.value;
  const groups: [string, ClientScope[]][] = [
    [say.reading, scopes.filter(reads)],
    [say.writing, scopes.filter((one) => !reads(one) && one.scope !== OPENLY)],
    [say.openly, scopes.filter((one) => one.scope === OPENLY)],
  ];
  return groups.filter(([, some]) => some.length > 0);
}

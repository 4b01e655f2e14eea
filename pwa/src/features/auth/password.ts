export type PasswordLack = 'tooShort' | 'tooPlain';

const SHORTEST = 8;
const KINDS_FOR_STAFF = 3;
const KINDS = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/];

/** What a new password still lacks: length for everybody, three kinds of characters for staff. */
export function findPasswordLack(password: string, staff: boolean): PasswordLack | null {
  if ([...password].length < SHORTEST) return 'tooShort';
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  return staff && kinds < KINDS_FOR_STAFF ? 'tooPlain' : null;
}

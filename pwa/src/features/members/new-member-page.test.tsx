import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { addMember } from '../../api/members';
import { problemFrom } from '../../api/problem';
import NewMemberPage from './new-member-page';

vi.mock('../../api/members', () => ({ addMember: vi.fn<typeof addMember>() }));
vi.mock('../auth/workplace', () => ({ branch: { value: { id: 'branch', name: '桂花坪村党支部' } } }));
vi.mock('../auth/workplace-choice', () => ({ default: () => null }));

afterEach(() => document.body.replaceChildren());

/** What the server answers, as tests/members/test_entering.py has it. */
const CANDIDATES = [
  { person_id: 'p1', name: '田*', reason: 'id_number', has_open_membership: true, organization_name: null },
  { person_id: 'p2', name: '田*', reason: 'name_and_birth_date', has_open_membership: true, organization_name: '白鹭村党支部' },
  { person_id: 'p3', name: '田*', reason: 'name_and_birth_date', has_open_membership: false, organization_name: null },
];

test('who may be the same person is shown with the reason, and can be told apart', async () => {
  const asked = vi.mocked(addMember);
  const refused = new Response(null, { status: 409 });
  asked.mockRejectedValueOnce(problemFrom(refused, { code: 'person_exists', title: '', candidates: CANDIDATES }));
  asked.mockReturnValueOnce(new Promise(() => undefined));
  render(<NewMemberPage />, document.body);
  const name = find('label', '姓名').parentElement?.querySelector('input') as HTMLInputElement;
  name.value = '田禾';
  name.dispatchEvent(new Event('input', { bubbles: true }));
  find('button', '记下来').click();

  await vi.waitFor(() =>
    expect([...document.querySelectorAll('[role=alert] li')].map((line) => line.textContent)).toEqual([
      '田* 身份证号一样 · 在别的支部',
      '田* 姓名和出生年月一样 · 在白鹭村党支部',
      '田* 姓名和出生年月一样 · 现在不在哪个支部',
    ]),
  );

  find('button', '不是同一个人').click();
  expect(asked.mock.lastCall?.[0]).toMatchObject({ name: '田禾', confirmed_new: true });
});

function find(tag: string, words: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(tag)].find((one) => one.textContent?.includes(words));
  if (found === undefined) throw new Error(`There is no ${words} in ${document.body.textContent}`);
  return found;
}

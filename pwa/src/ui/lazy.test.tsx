import { render } from 'preact';
import { afterEach, expect, it, vi } from 'vitest';
import { lazyPage } from './lazy';

function Hello() {
  return <h1>您好</h1>;
}

const root = document.createElement('div');
afterEach(() => render(null, root));

it('shows in its first frame a page whose code was fetched ahead', async () => {
  const Page = lazyPage(() => Promise.resolve({ default: Hello }));
  await Page.ahead();
  render(<Page />, root);
  expect(root.textContent).toBe('您好');
});

it('shows a page whose code came between its first frame and what follows it', async () => {
  const Page = lazyPage(() => Promise.resolve({ default: Hello }));
  render(<Page />, root);
  await Page.ahead();
  await vi.waitFor(() => expect(root.textContent).toBe('您好'));
});

it('fetches again where the first time failed', async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error('no network')).mockResolvedValue({ default: Hello });
  const Page = lazyPage(load);
  render(<Page />, root);
  await vi.waitFor(() => expect(root.querySelector('button')).not.toBeNull());
  root.querySelector('button')?.click();
  await vi.waitFor(() => expect(root.textContent).toBe('您好'));
});

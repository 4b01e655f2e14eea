import { afterEach, expect, test, vi } from 'vitest';
import { openAnnouncer } from './announce';

afterEach(() => vi.unstubAllGlobals());

test('a phone without BroadcastChannel passes the word through localStorage', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  const heard = vi.fn();
  const announcer = openAnnouncer('wang', heard);
  announcer.tell('wiped');
  const [key = ''] = Object.keys(localStorage);
  const newValue = localStorage.getItem(key);
  window.dispatchEvent(new StorageEvent('storage', { key: 'another', newValue }));
  expect(heard).not.toHaveBeenCalled();
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }));
  expect(heard.mock.calls).toEqual([['wiped']]);
  announcer.close();
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }));
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a closed announcer says nothing and does not throw', () => {
  const announcer = openAnnouncer('wang', vi.fn());
  announcer.close();
  expect(() => announcer.tell('changed')).not.toThrow();
});

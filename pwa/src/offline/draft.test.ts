// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { givePhone } from './testing/phone';

const phone = givePhone();

describe('drafts and cache', () => {
  test('a draft outlives the page and can be dropped', async () => {
    await (await phone.openFor()).drafts.save('departure', { note: '去东莞' });
    const offline = await phone.openFor();
    expect(await offline.drafts.load('departure')).toEqual({ note: '去东莞' });
    await offline.drafts.drop('departure');
    expect(await offline.drafts.load('departure')).toBeUndefined();
  });

  test('a cached answer says of when it is', async () => {
    const offline = await phone.openFor();
    await offline.cache.put('/members', ['李大山']);
    expect(await offline.cache.get('/members')).toEqual({ value: ['李大山'], at: '2026-11-23T08:00:00.000Z' });
  });

  test('the cache keeps the newest 200 answers', async () => {
    const offline = await phone.openFor();
    for (let number = 0; number < 202; number += 1) {
      phone.clock.pass(1);
      await offline.cache.put(`/members/${number}`, number);
    }
    expect(await offline.cache.get('/members/1')).toBeUndefined();
    expect(await offline.cache.get('/members/2')).toMatchObject({ value: 2 });
  });
});

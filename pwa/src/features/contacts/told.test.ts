import { expect, test } from 'vitest';
import { EMPTY_NEED } from '../needs/raise-fields';
import { changeTold, needTold, NO_CHANGE } from './told';

test('folds that were opened and left empty send nothing', () => {
  expect(needTold({ ...EMPTY_NEED, isPrivate: true })).toEqual({ body: {}, lack: null });
  expect(changeTold(NO_CHANGE)).toEqual({ body: {}, lack: null });
});

test('a need is a kind, or words, or both', () => {
  expect(needTold({ kind: 'health', words: ' ', isPrivate: false }).body).toEqual({
    need: { kind: 'health', private: false },
  });
  expect(needTold({ kind: '', words: ' 想请人送药 ', isPrivate: true }).body).toEqual({
    need: { kind: 'other', private: true, words: '想请人送药' },
  });
});

test('a private need has words of its own, because everybody who sees the contact reads its note', () => {
  expect(needTold({ kind: 'health', words: '', isPrivate: true }).lack).not.toBeNull();
  expect(needTold({ kind: 'health', words: '送药', isPrivate: true }).lack).toBeNull();
});

test('a change carries the narrowest place that was chosen, and only what was told', () => {
  const draft = { ...NO_CHANGE, province: '330000', city: '330300', employer: ' 鞋厂 ' };
  expect(changeTold(draft)).toEqual({ body: { place_code: '330300', employer: '鞋厂' }, lack: null });
});

test('a number that is none is asked about before it is sent', () => {
  expect(changeTold({ ...NO_CHANGE, phone: '199 0000 0021' })).toEqual({ body: { phone: '19900000021' }, lack: null });
  expect(changeTold({ ...NO_CHANGE, phone: '1990000' }).lack).toBe('手机号是 11 位数字。');
});

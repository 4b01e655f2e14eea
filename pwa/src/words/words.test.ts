import { describe, expect, test } from 'vitest';
import { accountsEn } from './accounts.en';
import { accountsZh } from './accounts.zh';
import { authEn } from './auth.en';
import { authZh } from './auth.zh';
import { contactsEn } from './contacts.en';
import { contactsZh } from './contacts.zh';
import { deskEn } from './desk.en';
import { deskZh } from './desk.zh';
import { handoffsEn } from './handoffs.en';
import { handoffsZh } from './handoffs.zh';
import { tablesEn } from './tables.en';
import { tablesZh } from './tables.zh';
import { duesEn } from './dues.en';
import { duesZh } from './dues.zh';
import { en } from './en';
import { formsEn } from './forms.en';
import { formsZh } from './forms.zh';
import { keepingEn } from './keeping.en';
import { keepingZh } from './keeping.zh';
import { officeEn } from './office.en';
import { officeZh } from './office.zh';
import { pairingsEn } from './pairings.en';
import { pairingsZh } from './pairings.zh';
import { remindersEn } from './reminders.en';
import { remindersZh } from './reminders.zh';
import { registersEn } from './registers.en';
import { registersZh } from './registers.zh';
import { sheetsEn } from './sheets.en';
import { sheetsZh } from './sheets.zh';
import { settingsEn } from './settings.en';
import { settingsZh } from './settings.zh';
import { contributionsEn } from './contributions.en';
import { contributionsZh } from './contributions.zh';
import { screeningsEn } from './screenings.en';
import { screeningsZh } from './screenings.zh';
import { learningEn } from './learning.en';
import { learningZh } from './learning.zh';
import { tiesEn } from './ties.en';
import { tiesZh } from './ties.zh';
import { overviewEn } from './overview.en';
import { overviewZh } from './overview.zh';
import { systemsEn } from './systems.en';
import { systemsZh } from './systems.zh';
import { picturesEn } from './pictures.en';
import { picturesZh } from './pictures.zh';
import { needsEn } from './needs.en';
import { needsZh } from './needs.zh';
import { visitsEn } from './visits.en';
import { visitsZh } from './visits.zh';
import { todayEn } from './today.en';
import { todayZh } from './today.zh';
import { toldEn } from './told.en';
import { toldZh } from './told.zh';
import { trainingsEn } from './trainings.en';
import { trainingsZh } from './trainings.zh';
import { hintsEn } from './hints.en';
import { hintsZh } from './hints.zh';
import { whereaboutsEn } from './whereabouts.en';
import { whereaboutsZh } from './whereabouts.zh';
import { webhooksEn } from './webhooks.en';
import { webhooksZh } from './webhooks.zh';
import { jobsEn } from './jobs.en';
import { jobsZh } from './jobs.zh';
import { workEn } from './work.en';
import { workZh } from './work.zh';
import { zh } from './zh';

const CATALOGUES = {
  first: [zh, en],
  accounts: [accountsZh, accountsEn],
  auth: [authZh, authEn],
  contacts: [contactsZh, contactsEn],
  desk: [deskZh, deskEn],
  handoffs: [handoffsZh, handoffsEn],
  tables: [tablesZh, tablesEn],
  dues: [duesZh, duesEn],
  forms: [formsZh, formsEn],
  keeping: [keepingZh, keepingEn],
  office: [officeZh, officeEn],
  pairings: [pairingsZh, pairingsEn],
  registers: [registersZh, registersEn],
  reminders: [remindersZh, remindersEn],
  sheets: [sheetsZh, sheetsEn],
  settings: [settingsZh, settingsEn],
  systems: [systemsZh, systemsEn],
  contributions: [contributionsZh, contributionsEn],
  screenings: [screeningsZh, screeningsEn],
  learning: [learningZh, learningEn],
  ties: [tiesZh, tiesEn],
  overview: [overviewZh, overviewEn],
  pictures: [picturesZh, picturesEn],
  needs: [needsZh, needsEn],
  visits: [visitsZh, visitsEn],
  today: [todayZh, todayEn],
  told: [toldZh, toldEn],
  trainings: [trainingsZh, trainingsEn],
  hints: [hintsZh, hintsEn],
  whereabouts: [whereaboutsZh, whereaboutsEn],
  webhooks: [webhooksZh, webhooksEn],
  jobs: [jobsZh, jobsEn],
  work: [workZh, workEn],
};

function flatten(value: unknown, path = ''): [path: string, leaf: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, `${path}/${key}`));
}

function keysOf(words: unknown): string[] {
  return flatten(words)
    .map(([path]) => path)
    .sort();
}

describe.each(Object.entries(CATALOGUES))('the %s words', (_name, [chinese, english]) => {
  test('have the same keys in both languages', () => {
    expect(keysOf(english)).toEqual(keysOf(chinese));
  });

  test('are nowhere empty', () => {
    for (const [path, leaf] of [...flatten(chinese), ...flatten(english)]) {
      expect(leaf, path).not.toBe('');
    }
  });

  test('ask for the same number of things in a sentence', () => {
    const translated = new Map(flatten(english));
    for (const [path, leaf] of flatten(chinese)) {
      const other = translated.get(path);
      expect(typeof other, path).toBe(typeof leaf);
      if (typeof leaf === 'function') expect((other as () => string).length, path).toBeLessThanOrEqual(leaf.length);
    }
  });
});

test('no Chinese sentence carries half-width punctuation after a Chinese character', () => {
  for (const [chinese] of Object.values(CATALOGUES)) {
    for (const [path, leaf] of flatten(chinese)) expect(String(leaf), path).not.toMatch(/[\u4e00-\u9fff][,?!;:]/);
  }
});

test('a member never reads the words of the offices: 退回, 注销, 失联, 自行脱党, 思想动态', () => {
  for (const [path, leaf] of [...flatten(zh), ...flatten(formsZh), ...flatten(authZh)]) {
    expect(String(leaf), path).not.toMatch(/退回|注销|失联|脱党|思想动态|打卡|积分/);
  }
});

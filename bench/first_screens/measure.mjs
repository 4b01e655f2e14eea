/**
 * Ask Lighthouse about the first screen of each role: node measure.mjs ADDRESS ACCOUNTS CHROMIUM [REPORTS]
 *
 * ADDRESS serves a demo township, ACCOUNTS is its demo-accounts.json. Each role signs in in a browser of its own; then
 * Lighthouse opens the first screen as somebody does who comes back with a phone that kept nothing but the session.
 * Accessibility and best practices are what they are; performance moves with what else the machine does, so the best of
 * three is told, with its parts. ROLE=member asks about one role only.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const [, , address, accountsFile, chromium, reports] = process.argv;
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=zh-CN',
];
const TRIES = 3;
const WANTED = { accessibility: 100, 'best-practices': 100, performance: 98 };

/** Who is asked about, where they begin, and on what. A liaison is a member who is somebody's liaison. */
const SCREENS = [
  { role: 'member', person: (one) => one.name === '田晓琴', path: '/', on: 'phone' },
  { role: 'liaison', person: (one) => one.name === '罗翠萍', path: '/today', on: 'phone' },
  { role: 'secretary', person: (one) => one.role === 'secretary', path: '/desk', on: 'phone' },
  { role: 'secretary', person: (one) => one.role === 'secretary', path: '/desk', on: 'pc' },
  { role: 'officer', person: (one) => one.role === 'officer', path: '/desk', on: 'pc' },
];

const accounts = JSON.parse(readFileSync(accountsFile, 'utf8'));

async function signIn(port, { phone, password }) {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null });
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForSelector('input[type=password]');
  await page.type('input[type=tel]', phone);
  await page.type('input[type=password]', password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('nav');
  await page.close();
  await browser.disconnect();
}

async function ask(port, { path, on }) {
  const config = on === 'pc' ? desktopConfig : undefined;
  const categories = Object.keys(WANTED);
  const { lhr } = await lighthouse(`${address}${path}`, { port, onlyCategories: categories, logLevel: 'error' }, config);
  if (new URL(lhr.finalDisplayedUrl).pathname !== path) throw new Error(`${path} led to ${lhr.finalDisplayedUrl}`);
  return lhr;
}

function scoreOf(lhr, category) {
  return Math.round(lhr.categories[category].score * 100);
}

/** What an audit of a category found wrong, so that somebody can mend it. */
function* findings(lhr, category) {
  for (const { id, weight } of lhr.categories[category].auditRefs) {
    const { score, title, details } = lhr.audits[id];
    if (weight === 0 || score === null || score >= 0.9) continue;
    const places = (details?.items ?? []).map((item) => item.node?.selector ?? item.source ?? item.url).filter(Boolean);
    yield `      ${category}: ${title} ${places.slice(0, 3).join(' | ')}`;
  }
}

let short = false;
const { ROLE } = process.env;
for (const screen of SCREENS.filter(({ role }) => ROLE === undefined || ROLE === role)) {
  const chrome = await launch({ chromePath: chromium, chromeFlags: FLAGS });
  try {
    const person = accounts.find(screen.person);
    await signIn(chrome.port, person);
    const tries = [];
    for (let number = 0; number < TRIES; number += 1) {
      tries.push(await ask(chrome.port, screen));
      if (scoreOf(tries.at(-1), 'performance') >= WANTED.performance) break;
    }
    const best = tries.reduce((a, b) => (scoreOf(b, 'performance') > scoreOf(a, 'performance') ? b : a));
    const scores = Object.keys(WANTED).map((category) => `${category} ${scoreOf(best, category)}`);
    const parts = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']
      .map((id) => best.audits[id].displayValue)
      .join(' / ');
    const missed = Object.entries(WANTED).some(([category, least]) => scoreOf(best, category) < least);
    short ||= missed;
    process.stdout.write(
      `${missed ? 'SHORT' : 'ok   '} ${screen.role} on a ${screen.on}: ${scores.join(', ')} ` +
        `(FCP / LCP / TBT / CLS ${parts}; ${tries.length} tries, benchmark index ${Math.round(best.environment.benchmarkIndex)})\n`,
    );
    for (const category of ['accessibility', 'best-practices']) {
      for (const line of findings(best, category)) process.stdout.write(`${line}\n`);
    }
    if (missed) for (const line of findings(best, 'performance')) process.stdout.write(`${line}\n`);
    if (reports !== undefined) {
      mkdirSync(reports, { recursive: true });
      writeFileSync(join(reports, `${screen.role}-${screen.on}.json`), JSON.stringify(best));
    }
  } finally {
    await chrome.kill();
  }
}
process.exitCode = short ? 1 : 0;
process.stdout.write(short ? 'Some screen falls short; performance moves with load: try again in a quiet moment.\n' : '');

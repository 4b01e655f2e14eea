/** What another system does with a client that was generated from openapi.yaml: type-checked and run by tests/contract. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, createClient } from './client/client/index.js';
import {
  createOauthToken,
  createRegisterPrint,
  createReport,
  createRosterImport,
  createRosterImportConfirmation,
  downloadRegisterPrintFile,
  listFeed,
  listMembers,
  listRosterImportRows,
  putAttachment,
  readRosterImport,
} from './client/sdk.gen.js';
import type { Member, Receipt, ReportIn, RosterImport } from './client/types.gen.js';

const LOOK_EVERY = 100;
const LOOKS = 300;

async function signIn(baseUrl: string, clientId: string, secret: string): Promise<Client> {
  const { data } = await createOauthToken({
    client: createClient({ baseUrl }),
    body: { grant_type: 'client_credentials', client_id: clientId, client_secret: secret },
    throwOnError: true,
  });
  return createClient({ baseUrl, auth: data.access_token });
}

async function importRoster(client: Client, branch: string, roster: Buffer): Promise<number> {
  const throwOnError = true as const;
  const file = randomUUID();
  await putAttachment({
    client,
    path: { attachment_id: file },
    headers: { 'X-Content-SHA256': createHash('sha256').update(roster).digest('hex'), 'X-File-Name': 'roster.csv' },
    body: new Blob([new Uint8Array(roster)]),
    throwOnError,
  });
  const { data: begun } = await createRosterImport({
    client,
    headers: { 'Idempotency-Key': randomUUID() },
    body: { organization_id: branch, attachment_id: file },
    throwOnError,
  });
  const path = { import_id: begun.id };
  await waitFor(client, begun.id, 'checked');
  const { data: rows } = await listRosterImportRows({ client, path, throwOnError });
  await createRosterImportConfirmation({
    client,
    path,
    headers: { 'Idempotency-Key': randomUUID() },
    body: {},
    throwOnError,
  });
  await waitFor(client, begun.id, 'done');
  return rows.items.length;
}

async function waitFor(client: Client, id: string, wanted: RosterImport['state']): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { data } = await readRosterImport({ client, path: { import_id: id }, throwOnError: true });
    if (data.problem) throw new Error(data.problem.sentence);
    if (data.state === wanted) return;
    await wait(LOOK_EVERY);
  }
  throw new Error(`never ${wanted}`);
}

async function listAllMembers(client: Client, branch: string): Promise<Member[]> {
  const members: Member[] = [];
  let cursor: string | null | undefined;
  do {
    const { data } = await listMembers({
      client,
      query: { organization_id: branch, limit: 2, ...(cursor ? { cursor } : {}) },
      throwOnError: true,
    });
    members.push(...data.items);
    cursor = data.next_cursor;
  } while (cursor);
  return members;
}

async function reportTwice(client: Client, member: Member): Promise<Receipt[]> {
  const body: ReportIn = {
    kind: 'departure',
    method: 'phone',
    member_id: member.id,
    reported_on: '2026-02-20',
    departed_on: '2026-02-24',
    place_code: '330100',
  };
  const headers = { 'Idempotency-Key': randomUUID() };
  const first = await createReport({ client, headers, body, throwOnError: true });
  const second = await createReport({ client, headers, body, throwOnError: true });
  return [first.data, second.data];
}

async function readFeed(client: Client, branch: string): Promise<string[]> {
  const kinds: string[] = [];
  let after: string | undefined;
  for (let more = true; more; ) {
    const { data } = await listFeed({
      client,
      query: { organization_id: branch, limit: 2, ...(after ? { after } : {}) },
      throwOnError: true,
    });
    kinds.push(...data.items.map((entry) => entry.kind));
    ({ cursor: after, more } = data);
  }
  return kinds;
}

async function printBook(client: Client, branch: string): Promise<string> {
  const { data: made } = await createRegisterPrint({
    client,
    headers: { 'Idempotency-Key': randomUUID() },
    body: {
      organization_id: branch,
      book: 'reports',
      form: 'pdf',
      from_on: '2026-01-01',
      to_on: '2026-12-31',
      purpose: '年底归档',
      phones: false,
    },
    throwOnError: true,
  });
  const { data: file } = await downloadRegisterPrintFile({
    client,
    path: { print_id: made.id },
    parseAs: 'blob',
    throwOnError: true,
  });
  return (await (file as Blob).slice(0, 5).text());
}

const [address, clientId, secret, branch, rosterFile] = process.argv.slice(2) as [string, string, string, string, string];
const client = await signIn(address, clientId, secret);
const rows = await importRoster(client, branch, readFileSync(rosterFile));
const members = await listAllMembers(client, branch);
const traveller = members.find((member) => member.name === '程小河');
if (!traveller) throw new Error('The import brought nobody.');
process.stdout.write(
  JSON.stringify({
    rows,
    members: members.map((member) => member.name).toSorted(),
    phones: members.flatMap((member) => member.phone ?? []).toSorted(),
    receipts: await reportTwice(client, traveller),
    feed: await readFeed(client, branch),
    print: await printBook(client, branch),
  }),
);

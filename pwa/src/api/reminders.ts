import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Receipt } from './types';

type Shapes = components['schemas'];

export type Inbox = Shapes['Inbox'];
export type InboxMessage = Shapes['InboxMessage'];
export type ReminderChoice = Shapes['ReminderChoice'];
export type ReminderChoiceInput = Shapes['ReminderChoiceIn'];
export type Robot = Shapes['Robot'];
export type RobotKind = Robot['kind'];
export type RobotInput = Shapes['RobotIn'];
export type RobotChanges = Shapes['RobotFields'];
export type CalendarFeed = Shapes['CalendarFeed'];

export function readInbox(limit = 50): Promise<Inbox> {
  return contentOf(client.GET('/api/v1/inbox', { params: { query: { limit } } }));
}

/** Mark messages as read; the answer says how many are left. */
export async function markRead(ids: string[]): Promise<number> {
  return (await contentOf(client.PUT('/api/v1/inbox/reading', { body: { ids } }))).unread;
}

export function readChoice(): Promise<ReminderChoice> {
  return contentOf(client.GET('/api/v1/reminder-choices', {}));
}

export function choose(body: ReminderChoiceInput): Promise<ReminderChoice> {
  return contentOf(client.PUT('/api/v1/reminder-choices', { body }));
}

export async function listRobots(organizationId: string): Promise<Robot[]> {
  const query = { organization_id: organizationId };
  return (await contentOf(client.GET('/api/v1/robots', { params: { query } }))).items;
}

export function readRobot(id: string): Promise<Robot> {
  return contentOf(client.GET('/api/v1/robots/{robot_id}', { params: { path: { robot_id: id } } }));
}

export function addRobot(body: RobotInput): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/robots', { params: { header: once() }, body }));
}

export function changeRobot(robot: Robot, body: RobotChanges): Promise<Receipt> {
  const params = { path: { robot_id: robot.id }, header: { 'If-Match': `"${robot.version}"` } };
  return contentOf(client.PATCH('/api/v1/robots/{robot_id}', { params, body }));
}

export function endRobot(id: string): Promise<Receipt> {
  const params = { path: { robot_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/robots/{robot_id}/ending', { params, body: {} }));
}

export function tryRobot(id: string): Promise<Receipt> {
  const params = { path: { robot_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/robots/{robot_id}/trials', { params, body: {} }));
}

/** One's own secret calendar address, whole; null where there is none. */
export async function readCalendarFeed(): Promise<string | null> {
  return whole((await contentOf(client.GET('/api/v1/calendar-feeds', {}))).path);
}

/** A new secret address; the one before works no more. */
export async function openCalendarFeed(): Promise<string | null> {
  return whole((await contentOf(client.POST('/api/v1/calendar-feeds', { params: { header: once() }, body: {} }))).path);
}

export function endCalendarFeed(): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/calendar-feeds/ending', { params: { header: once() }, body: {} }));
}

function whole(path: string | null): string | null {
  return path === null ? null : new URL(path, location.origin).href;
}

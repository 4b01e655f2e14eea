import type { Head } from '../offline';
import type {
  Desk,
  Invitation,
  InvitationHint,
  Me,
  Member,
  NewInvitation,
  OpeningRow,
  Organization,
  Page,
  Reading,
  Receipt,
  Regions,
  Report,
  ReportInput,
  RosterImport,
  RosterRow,
  SignedIn,
  TimelineEntry,
} from './types';

/** The operations that the pages use, in the form that openapi-typescript writes. */
interface Failure {
  headers: Record<string, unknown>;
  content: { 'application/problem+json': { code: string; title: string } };
}
interface Answer<T> {
  headers: Record<string, unknown>;
  content: { 'application/json': T };
}
interface Empty {
  headers: Record<string, unknown>;
  content?: never;
}
type Put<P, Q, B, R> = {
  parameters: { query?: Q; path: P; header?: Record<string, string> };
  requestBody: { content: { 'application/json': B } };
  responses: { 200: R; default: Failure };
};
type Get<Q, R, P = never> = {
  parameters: [P] extends [never] ? { query?: Q } : { query?: Q; path: P };
  responses: { 200: Answer<R>; default: Failure };
};
type Post<B, R, P = never> = {
  parameters: [P] extends [never]
    ? { header?: Record<string, string> }
    : { path: P; header?: Record<string, string> };
  requestBody?: { content: { 'application/json': B } };
  responses: { 201: [R] extends [never] ? Empty : Answer<R>; default: Failure };
};
type Id = { id: string };
type Paging = { limit?: number; cursor?: string };

export interface paths {
  '/auth/sign-in': { post: Post<{ phone: string; password: string; person_id?: string }, SignedIn> };
  '/auth/sign-out': { post: Post<never, never> };
  '/auth/sign-out-everywhere': { post: Post<never, never> };
  '/auth/me': { get: Get<never, Me> };
  '/auth/consents': { post: Post<{ kind: string; version: string; agreed: boolean }, Receipt> };
  '/auth/password': { post: Post<{ current_password: string; new_password: string }, never> };
  '/auth/invitation-lookups': { post: Post<{ code: string }, InvitationHint> };
  '/auth/invitation-acceptances': {
    post: Post<{ code: string; password: string; consents: { kind: string; version: string }[] }, SignedIn>;
  };
  '/invitations': {
    get: Get<Paging & { organization_id?: string }, Page<Invitation>>;
    post: Post<{ person_id: string }, NewInvitation>;
  };
  '/invitations/{id}': {
    delete: { parameters: { path: Id }; responses: { 204: Empty; default: Failure } };
  };
  '/organizations': { get: Get<Paging, Page<Organization>> };
  '/members': {
    get: Get<
      Paging & { organization_id?: string; q?: string; state?: string; kind?: string; sort?: string },
      Page<Member>
    >;
    post: Post<Record<string, unknown>, Receipt>;
  };
  '/members/{id}': {
    get: Get<{ reveal?: boolean }, Member, Id>;
    patch: Put<Id, never, Record<string, unknown>, Answer<Receipt>>;
  };
  '/members/{id}/timeline': { get: Get<Paging, Page<TimelineEntry>, Id> };
  '/members/{id}/readings': { get: Get<Paging, Page<Reading>, Id> };
  '/members/{id}/away-periods': { get: Get<Paging, Page<NonNullable<Member['standing']['away']>>, Id> };
  '/members/{id}/leaving': { post: Post<{ reason: string; on: string; basis: string }, Receipt, Id> };
  '/members/{id}/moving': { post: Post<{ organization_id: string; on: string; basis: string }, Receipt, Id> };
  '/members/opening': {
    get: Get<Paging & { organization_id: string }, Page<OpeningRow>>;
    post: Post<{ organization_id: string; rows: Omit<OpeningRow, 'name'>[] }, Receipt>;
  };
  '/members/export': { get: Get<{ organization_id: string; format: 'xlsx' | 'csv'; reveal?: boolean }, Blob> };
  '/attachments/{id}': { put: Put<Id, never, unknown, Answer<{ id: string; size: number; sha256: string }>> };
  '/roster-imports': { post: Post<{ organization_id: string; attachment_id: string }, Receipt> };
  '/roster-imports/{id}': { get: Get<never, RosterImport, Id> };
  '/roster-imports/{id}/rows': { get: Get<Paging & { outcome?: string }, Page<RosterRow>, Id> };
  '/roster-imports/{id}/confirmation': { post: Post<never, Receipt, Id> };
  '/reports': {
    get: Get<
      Paging & { member_id?: string; organization_id?: string; state?: string; kind?: string },
      Page<Report>
    >;
    post: Post<ReportInput, Receipt>;
  };
  '/reports/{id}': { get: Get<never, Report, Id>; patch: Put<Id, never, ReportInput, Answer<Receipt>> };
  '/reports/{id}/acceptance': {
    post: Post<
      { card_number?: string; card_issued_on?: string; card_inspected?: boolean; departed_on?: string },
      Receipt,
      Id
    >;
  };
  '/reports/{id}/sending-back': { post: Post<{ reason: string }, Receipt, Id> };
  '/reports/{id}/withdrawal': { post: Post<Record<string, never>, Receipt, Id> };
  '/desk': { get: Get<{ organization_id?: string }, Desk> };
  '/sync': { get: Get<never, { items: Head[] }> };
  '/regions': { get: Get<never, Regions> };
}

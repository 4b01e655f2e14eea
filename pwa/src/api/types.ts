/** The shapes that the pages work with, one name each; `schema.d.ts` is what the server really sends. */

export type Role = 'officer' | 'secretary' | 'recorder' | 'auditor' | 'admin';

export interface Grant {
  role: Role;
  organization_id: string;
  organization_name: string;
  delegated: boolean;
  to_on: string | null;
}

export interface Me {
  account_id: string;
  person_id: string;
  name: string;
  membership_id: string | null;
  organization_id: string | null;
  organization_name: string | null;
  roles: Grant[];
  consents_needed: string[];
  notice_version: string;
}

export interface SignedIn {
  access_token: string;
  token_type: string;
  expires_in: number;
  me: Me;
}

export interface Receipt {
  id: string;
  epoch: number;
  organization_id: string;
  number: number;
  state: string;
  recorded_at: string;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Organization {
  id: string;
  kind: 'county' | 'township' | 'branch';
  name: string;
  short_name: string;
  parent_id: string | null;
  position: number;
  started_on: string | null;
  ended_on: string | null;
  version: number;
}

export type StandingState =
  | 'at_home'
  | 'departure_reported'
  | 'short_absence'
  | 'floating'
  | 'return_expected'
  | 'unregistered';

export type Precision = 'day' | 'month' | 'season' | 'year';

export interface AwayPeriod {
  id: string;
  departed_on: string;
  departed_precision: Precision;
  departed_text: string | null;
  expected_return_on: string | null;
  returned_on: string | null;
  reason_code: string | null;
  place_code: string | null;
  place_name: string | null;
  place_unsettled: boolean;
  employer: string | null;
  address: string | null;
  card_number: string | null;
  card_state: string | null;
}

export interface Standing {
  state: StandingState;
  confirmed_state: StandingState | null;
  suggestions: { code: string; since: string; sentence: string }[];
  away: AwayPeriod | null;
}

export interface Member {
  id: string;
  person_id: string;
  organization_id: string;
  organization_name: string;
  name: string;
  sex: string;
  birth_date: string | null;
  ethnicity: string | null;
  education: string | null;
  id_number: string | null;
  phone: string | null;
  landline: string | null;
  address: string | null;
  kind: 'full' | 'probationary';
  joined_on: string | null;
  confirmed_on: string | null;
  job: string | null;
  roll_status: string;
  group_name: string | null;
  communication: string | null;
  exempt: boolean;
  family_contact: string | null;
  note: string | null;
  from_on: string;
  to_on: string | null;
  leaving_reason: string | null;
  has_account: boolean;
  standing: Standing;
  version: number;
}

export type ReportKind = 'departure' | 'change' | 'check_in' | 'yearly' | 'home_visit' | 'return' | 'hearsay';
export type ReportMethod = 'self' | 'in_person' | 'phone' | 'paper';
export type ReportState = 'submitted' | 'accepted' | 'sent_back' | 'withdrawn';

export interface ReportInput {
  id?: string;
  member_id: string;
  kind: ReportKind;
  method: ReportMethod;
  reported_on: string;
  recorded_at_device?: string;
  departed_on?: string;
  departed_precision?: Precision;
  departed_text?: string;
  discovered_on?: string;
  expected_return_on?: string;
  reason_code?: string;
  place_code?: string;
  place_unsettled?: boolean;
  place_text?: string;
  employer?: string;
  phone?: string;
  family_contact?: string;
  wants_card?: boolean;
  from_on?: string;
  to_on?: string;
  returned_on?: string;
  card_inspected?: boolean;
  note?: string;
  thinking?: string;
  work?: string;
  organization_life?: string;
  dues?: string;
}

type Nullable<T> = { [K in keyof T]?: T[K] | null };

export interface Report
  extends Omit<Nullable<ReportInput>, 'id' | 'member_id' | 'kind' | 'method' | 'reported_on'> {
  id: string;
  member_id: string;
  kind: ReportKind;
  method: ReportMethod;
  reported_on: string;
  state: ReportState;
  organization_id: string;
  member_name: string;
  submitted_by_name: string;
  on_behalf: boolean;
  place_name?: string | null;
  recorded_at: string;
  decided_at: string | null;
  decision_reason: string | null;
  number: number;
  epoch: number;
  version: number;
}

export interface DeskItem {
  kind: string;
  subject_id: string;
  member_name: string | null;
  sentence: string;
  since: string | null;
  count?: number | null;
}

export interface Desk {
  as_of: string;
  items: DeskItem[];
}

export interface TimelineEntry {
  at: string;
  on: string | null;
  kind: string;
  sentence: string;
  organization_id: string;
  number: number;
}

export interface Reading {
  at: string;
  by_name: string;
  by_role: string;
  kind: string;
  fields: string[];
}

export interface OpeningRow {
  member_id: string;
  name: string;
  dues_paid_to: string | null;
  last_contact_on: string | null;
  last_organization_life_on: string | null;
}

export interface RosterImport {
  id: string;
  state: 'checking' | 'checked' | 'confirming' | 'done' | 'failed' | 'stale';
  progress: { done: number; total: number };
  summary: Record<RosterOutcome, number> | null;
  problem: { code: string; sentence: string } | null;
}

export type RosterOutcome = 'create' | 'change' | 'same' | 'fault';

export interface RosterRow {
  sheet: string;
  row: number;
  name: string | null;
  outcome: RosterOutcome;
  changes: { field: string; label: string; before: string | null; after: string | null }[];
  faults: { cell: string; field: string; value: string | null; sentence: string }[];
}

export interface Invitation {
  id: string;
  person_id: string;
  name: string;
  expires_at: string;
  state: 'open' | 'used' | 'expired' | 'revoked';
}

export interface NewInvitation {
  id: string;
  code: string;
  link: string;
  expires_at: string;
}

export interface InvitationHint {
  name_hint: string;
  organization_name: string;
  expires_at: string;
}

export interface Region {
  code: string;
  name: string;
}

export interface Regions {
  version: string;
  provinces: (Region & { cities: (Region & { counties: Region[] })[] })[];
  overseas: Region;
}

import type { components } from './schema';

/** The shapes that the pages work with, each under one name; the server's document says what they hold. */
type Shapes = components['schemas'];

export type Me = Shapes['Me'];
export type Grant = Shapes['Role'];
export type Role = Grant['role'];
export type GivenRole = Shapes['Grant'];
export type NewGrant = Shapes['GrantIn'];
export type ServiceClient = Shapes['ServiceClient'];
export type ClientScope = Shapes['ClientScope'];
export type NewSecret = Shapes['NewClientSecretReceipt'];
export type SignedIn = Shapes['SignedIn'];
export type Notice = Shapes['Notice'];
export type Receipt = Shapes['Receipt'];
export type Organization = Shapes['Organization'];
export type Setting = Shapes['Setting'];

export type Member = Shapes['Member'];
export type NewMember = Shapes['MemberIn'];
export type MemberChanges = Shapes['MemberChanges'];
export type LeavingReason = Shapes['LeavingIn']['reason'];
export type TimelineEntry = Shapes['TimelineItem'];
export type Reading = Shapes['Reading'];
export type OpeningRow = Shapes['OpeningRow'];
export type Group = Shapes['Group'];
export type Household = Shapes['Household'];
export type HouseholdChanges = Shapes['HouseholdChanges'];
export type Pair = Shapes['Pair'];

export type Standing = Shapes['Standing'];
export type StandingState = Standing['state'];
export type AwayPeriod = Shapes['AwayPeriod'];
export type AwayCorrection = Shapes['AwayCorrectionIn'];
export type StandingDecision = Shapes['StandingDecisionIn'];
export type Suggestion = Standing['suggestions'][number];

export type Report = Shapes['Report'];
export type ReportInput = Shapes['ReportIn'];
export type ReportKind = Report['kind'];
export type ReportMethod = Report['method'];
export type ReportState = Report['state'];
export type Precision = AwayPeriod['departed_precision'];

export type Desk = Shapes['Desk'];
export type DeskItem = Shapes['DeskItem'];

export type RosterImport = Shapes['RosterImport'];
export type RosterRow = Shapes['RosterRow'];
export type RosterOutcome = RosterRow['outcome'];

export type Invitation = Shapes['Invitation'];
export type NewInvitation = Shapes['NewInvitationReceipt'];
export type InvitationHint = Shapes['InvitationHint'];

export type WorkList = Shapes['Today'];
export type WorkItem = Shapes['TodayItem'];
export type Duty = Shapes['Duty'];
export type Numbers = Shapes['Numbers'];
export type Contact = Shapes['Contact'];
export type NewContact = Shapes['ContactIn'];
export type ContactCalendar = Shapes['Calendar'];
export type ContactMonth = Shapes['CalendarMonth'];
export type SearchRecord = Shapes['SearchRecord'];
export type ContactPause = Shapes['Pause'];
export type NewPause = Shapes['PauseIn'];

export type Region = Shapes['County'];
export type Regions = Shapes['RegionTree'];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export type DuesGrid = Shapes['DuesGrid'];
export type DuesRow = Shapes['DuesRow'];
export type DuesCell = Shapes['DuesCell'];
export type MemberDues = Shapes['MemberDues'];
export type DuesPayment = Shapes['DuesPaymentIn'];
export type DuesWaiver = Shapes['DuesWaiverIn'];
export type DuesCorrection = Shapes['DuesCorrectionIn'];
export type DuesCategory = Shapes['AssessmentRowIn']['category'];
export type Assessments = Shapes['AssessmentsIn'];

export type StandingLists = Shapes['StandingLists'];
export type SmallList = Shapes['SmallList'];
export type ListItem = Shapes['ListItem'];
export type Probation = Shapes['Probation'];
export type ProbationStep = Shapes['ProbationStepIn'];
export type ProbationCorrection = Shapes['ProbationCorrectionIn'];
export type Transfer = Shapes['Transfer'];
export type TransferAct = Shapes['TransferActIn'];
export type HostLink = Shapes['HostLink'];
export type HostLinkChange = Shapes['HostLinkIn'];
export type Introduction = Shapes['Introduction'];
export type Registration = Shapes['Registration'];
export type Differences = Shapes['Differences'];
export type Whereabouts = Shapes['Whereabouts'];
export type Cluster = Shapes['Cluster'];
export type ClusterPage = Shapes['ClusterPage'];
export type AwayMember = Shapes['AwayMember'];
export type AwayMemberPage = Shapes['AwayMemberPage'];
export type Handover = Shapes['Handover'];

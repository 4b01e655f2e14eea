import type { WorkWords } from './work.zh';

/** English words of the work's menu. */
export const workEn: WorkWords = {
  groups: {
    daily: 'Every day',
    people: 'Members',
    upkeep: 'Upkeep',
    myself: 'Myself',
  },
  places: {
    desk: 'Desk',
    screenings: 'Screening',
    members: 'Members',
    standing: 'Reminders',
    dues: 'Dues',
    handover: 'Hand-over',
    roster: 'Roster',
    invitations: 'Invitations',
    groups: 'Groups',
    accounts: 'Accounts',
    settings: 'Settings',
    mine: 'Report',
    reports: 'My reports',
    me: 'Me',
    more: 'All',
  },
  hints: {
    desk: 'What waits for you today',
    screenings: 'At feasts and farming seasons, everybody is asked after',
    members: 'Find people, read a record, record for somebody',
    standing: 'Whom each rule concerns, and what comes next',
    dues: 'Ticked by the quarter',
    handover: 'Printed and signed when the secretary changes',
    roster: 'Bring a roster in, take one out',
    invitations: 'Ask members in, hand over their code',
    groups: 'Leaders and their people',
    accounts: 'Who holds which duty, acting for somebody',
    settings: 'Limits and cadences, by local rules',
    mine: 'I’m well, departure, return',
    reports: 'Everything you reported',
    me: 'Record, letter size, sign out',
  },
};

import { describe, expect, test } from 'vitest';
import type { RollLine, Way } from '../../api/trainings';
import { tally } from './tally';

const line = (more: Partial<RollLine> = {}): RollLine => ({
  member_id: 'a',
  name: '陈远',
  due: true,
  why_not_due: null,
  may_vote: true,
  probationary: false,
  exempt: false,
  away: false,
  at_home: false,
  way: null,
  source: null,
  host_branch: null,
  reason_code: null,
  reason: null,
  wrote: false,
  make_up: null,
  ...more,
});
const theme = {
  kind: 'theme_day' as const,
  video_counts_as_present: true,
  video_counts_as_vote: false,
  away_members_due: false,
};
const count = (one: RollLine, way: Way | null, local = theme) => tally([one], () => way, local);

describe('the count beside the list', () => {
  test('somebody away is due when they join, and not otherwise', () => {
    expect(count(line({ away: true }), null)).toMatchObject({ due: 0, present: 0 });
    expect(count(line({ away: true }), 'video')).toMatchObject({ due: 1, present: 1, votes: 0 });
    expect(count(line({ away: true, at_home: true }), null)).toMatchObject({ due: 1, present: 0 });
  });

  test('at a general meeting somebody away is due in any case', () => {
    expect(count(line({ away: true }), null, { ...theme, kind: 'general_meeting' as never })).toMatchObject({ due: 1 });
  });

  test('whoever is not of the roll observes', () => {
    expect(count(line({ why_not_due: 'outside', due: false }), 'hall')).toMatchObject({ due: 0, present: 0, observers: 1 });
  });

  test('a probationary member is present without a vote', () => {
    expect(count(line({ probationary: true }), 'hall')).toMatchObject({ present: 1, mayVote: 0, votes: 0 });
  });
});

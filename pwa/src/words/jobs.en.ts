import type { jobsZh } from './jobs.zh';

/** English words of the work that is done in the background. */
export const jobsEn: typeof jobsZh = {
  title: 'Background jobs',
  lead: 'What takes time, importing a roster or making a pack, is done in the background, one after another.',
  alive: 'The background is at work',
  aliveAt: (moment) => `last seen ${moment}`,
  several: (count) => `${count} processes at work`,
  gone: 'No worker was seen for more than a minute',
  goneHint: 'New jobs wait and are not lost. Run `lianxinqiao worker` on the server, or start the service again.',
  never: 'No worker has been seen yet',
  groups: { running: 'Running', waiting: 'Waiting', failed: 'Failed', ended: 'Ended' },
  kinds: {
    'roster.check': 'Check a roster',
    'roster.confirm': 'Import a roster',
    'registers.pack': 'Make an inspection pack',
  },
  other: (kind) => `Job ${kind}`,
  states: { waiting: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed', cancelled: 'Cancelled' },
  progress: (done, total) => `${done} of ${total}`,
  since: (moment) => `ordered ${moment}`,
  ended: (moment) => `ended ${moment}`,
  again: (moment) => `failed, tried again ${moment}`,
  attempts: (count) => `${count} tries`,
  retry: 'Try again',
  retried: 'Queued again.',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  none: 'No background jobs',
  noneHint: 'While something is imported or packed, this shows how far it is.',
};

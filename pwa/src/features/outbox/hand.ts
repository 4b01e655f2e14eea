import { say } from '../../ui/toast';

/**
 * Takes what a form records instead of the form's own sending.
 *
 * A page gives one where what is done can be undone for some seconds; everywhere else a form sends at once.
 */
export type Hand<Body> = (body: Body) => Promise<unknown>;

/** Hand over what a form records, or send it at once and say so. */
export async function handOver<Body>(
  hand: Hand<Body> | undefined,
  body: Body,
  send: (body: Body) => Promise<unknown>,
  said: string,
): Promise<void> {
  if (hand !== undefined) {
    await hand(body);
    return;
  }
  await send(body);
  say(said);
}

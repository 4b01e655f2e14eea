import { momentInWords } from '../../ui/dates';

/** The minute of an instant by the village's clock. */
export function clockOf(instant: string): string {
  return momentInWords(instant).slice(-5);
}

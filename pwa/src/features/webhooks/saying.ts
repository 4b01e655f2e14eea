import type { Webhook } from '../../api/webhooks';
import { webhooksWords } from '../../words/webhooks';

/** Say in a phrase why a try was not taken. */
export function whatIsWrong(problem: Webhook['problem'], status: number | null): string {
  const say = webhooksWords.value;
  if (problem === null) return '';
  const why = say.problems[problem];
  return status === null || problem === 'nobody_answers_for_it' ? why : `${why}（${say.answered(status)}）`;
}

/** Say which kinds are told, by their nouns where there are words for them. */
export function whatIsTold(kinds: string[]): string {
  const say = webhooksWords.value;
  const nouns: Record<string, string> = say.nouns;
  const named = kinds.map((kind) => (kind.endsWith('.*') ? (nouns[kind.slice(0, -2)] ?? kind) : kind));
  return kinds.length === 0 ? say.facts.every : named.join('、');
}

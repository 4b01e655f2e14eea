/** A refusal by the server, with its stable code and a sentence that people understand. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly errors: Record<string, string[]> = {},
    readonly extra: Record<string, unknown> = {},
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(title);
  }
}

/** No answer at all: no network, or the server is down. */
export class Unreachable extends Error {}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  errors?: Record<string, string[]>;
  [key: string]: unknown;
}

/** Turn any failed answer into a Problem, also those that never came from our server (a proxy's page). */
export function problemFrom(response: Response, body: unknown): Problem {
  const told: ProblemBody = typeof body === 'object' && body !== null ? (body as ProblemBody) : {};
  const wait = Number(response.headers.get('Retry-After'));
  return new Problem(
    response.status,
    told.code ?? `http_${response.status}`,
    told.detail || told.title || '',
    told.errors,
    told,
    Number.isFinite(wait) && wait > 0 ? wait : null,
  );
}

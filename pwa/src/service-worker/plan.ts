/** The files of one build, and a version that changes with any of them. */
export interface Shell {
  version: string;
  /** Addresses; '/' is the page itself. */
  files: readonly string[];
}

export type Plan = 'page' | 'file' | 'regions' | 'network';

interface Asked {
  method: string;
  mode: string;
  url: string;
}

const REGIONS = '/api/v1/regions';

/**
 * Decide who answers a request. Whatever could carry a person's data or a sign-in goes to the network
 * untouched: of the API only the public list of regions is ever kept.
 */
export function planFor({ method, mode, url }: Asked, origin: string, shell: Shell): Plan {
  const address = new URL(url);
  if (method !== 'GET' || address.origin !== origin) return 'network';
  if (address.pathname === REGIONS && mode !== 'navigate') return 'regions';
  if (mode === 'navigate') return isScreen(address.pathname) ? 'page' : 'network';
  return address.pathname !== '/' && shell.files.includes(address.pathname) ? 'file' : 'network';
}

/** Screens are paths without a file's ending; downloads, the API and the health check are not screens. */
function isScreen(pathname: string): boolean {
  return !/^\/(api|healthz)(\/|$)/.test(pathname) && !/\.[^/]*$/.test(pathname);
}

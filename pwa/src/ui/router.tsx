import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/**
 * A router of our own: the libraries weigh as much as a page of the app, and lean on inner names of an older
 * Preact. The address lives in one signal; links are plain links.
 */
export interface Address {
  path: string;
  query: Record<string, string>;
}

export type Params = Record<string, string>;

export interface RouteProps {
  params: Params;
  query: Record<string, string>;
}

export type Route = [pattern: string, page: ComponentType<RouteProps>];

function readAddress(): Address {
  const path = location.pathname.replace(/\/+$/, '') || '/';
  return { path, query: Object.fromEntries(new URLSearchParams(location.search)) };
}

export const address = signal(readAddress());

/** Go to another page of the app. */
export function navigate(href: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', href);
  address.value = readAddress();
  if (!replace) scrollTo(0, 0);
}

/** Go back to where the person came from; to `otherwise` when this page was the first. */
export function goBack(otherwise = '/'): void {
  if (history.length > 1) history.back();
  else navigate(otherwise, true);
}

/** Match a path against /members/:id or /desk/:id? and give what stands in it; null when it does not fit. */
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (given.length > wanted.length) return null;
  const params: Params = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index];
    const name = /^:(\w+)(\??)$/.exec(part);
    if (name === null ? value !== part : value === undefined && name[2] === '') return null;
    if (name?.[1] !== undefined && value !== undefined) params[name[1]] = decodeURIComponent(value);
  }
  return params;
}

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href') ?? '#';
  if (link === null || href.startsWith('#') || link.target !== '' || link.hasAttribute('download')) return;
  if (link.origin !== location.origin) return;
  event.preventDefault();
  navigate(href);
}

/** Let links and the browser's own buttons move within the app. */
export function startRouter(): void {
  addEventListener('click', followLink);
  addEventListener('popstate', () => {
    address.value = readAddress();
  });
}

interface RouterProps {
  routes: Route[];
  otherwise: ComponentType;
}

/** Show the page of the address. */
export function Router({ routes, otherwise: Otherwise }: RouterProps) {
  const { path, query } = address.value;
  for (const [pattern, Page] of routes) {
    const params = match(pattern, path);
    if (params !== null) return <Page key={pattern} params={params} query={query} />;
  }
  return <Otherwise />;
}

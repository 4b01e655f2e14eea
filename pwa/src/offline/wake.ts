/** Call `wake` whenever sending may work again; returns how to stop. */
export type OnNetworkChange = (wake: () => void) => () => void;

/** Wake when the phone comes online or the person looks at the page again. */
export const wakeWithBrowser: OnNetworkChange = (wake) => {
  if (typeof window === 'undefined') return () => undefined;
  const seen = (): void => {
    if (document.visibilityState === 'visible') wake();
  };
  // `pageshow` is the only one of them that some phones fire when a frozen page comes back.
  const events = ['online', 'focus', 'pageshow'] as const;
  for (const event of events) window.addEventListener(event, wake);
  document.addEventListener('visibilitychange', seen);
  return () => {
    for (const event of events) window.removeEventListener(event, wake);
    document.removeEventListener('visibilitychange', seen);
  };
};

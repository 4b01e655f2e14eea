export type News = 'changed' | 'wiped';

export interface Announcer {
  tell(news: News): void;
  close(): void;
}

/** Tell the account's other tabs, and hear from them; older phones pass the word through localStorage. */
export function openAnnouncer(accountId: string, hear: (news: News) => void): Announcer {
  const name = `lxq-news-${accountId}`;
  return typeof BroadcastChannel === 'function' ? openChannel(name, hear) : openStorage(name, hear);
}

function openChannel(name: string, hear: (news: News) => void): Announcer {
  const channel = new BroadcastChannel(name);
  let closed = false;
  channel.addEventListener('message', (event: MessageEvent<News>) => hear(event.data));
  return {
    tell: (news) => {
      // A closed channel throws, and what was done before it closed was done all the same.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel takes no target
      if (!closed) channel.postMessage(news);
    },
    close: () => {
      closed = true;
      channel.close();
    },
  };
}

function openStorage(name: string, hear: (news: News) => void): Announcer {
  if (typeof window === 'undefined') return { tell: () => undefined, close: () => undefined };
  const listen = (event: StorageEvent): void => {
    if (event.key === name && event.newValue) hear(event.newValue.split(' ')[0] as News);
  };
  window.addEventListener('storage', listen);
  return {
    tell: (news) => {
      try {
        // The time makes each value new: an equal value would wake nobody.
        localStorage.setItem(name, `${news} ${Date.now()} ${Math.random()}`);
      } catch {
        // Without localStorage the other tabs read again when they are next looked at.
      }
    },
    close: () => window.removeEventListener('storage', listen),
  };
}

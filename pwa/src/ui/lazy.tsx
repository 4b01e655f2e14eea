import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Unreachable } from '../api/problem';
import { Failure, Loading } from './states';

/** A page with the means to fetch its code before it is shown: then it is there in its first frame. */
export type LazyPage<P> = ComponentType<P> & { ahead: () => Promise<void> };

/** What is shown of a part that is not missed while it is on its way. */
export function Nothing() {
  return null;
}

/**
 * A page whose code is fetched when it is first opened.
 *
 * Unlike suspense it can be tried again: a bad network is normal here, and so is a failed fetch of code.
 */
export function lazyPage<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  Meanwhile: ComponentType = Loading,
): LazyPage<P> {
  let loaded: ComponentType<P> | null = null;
  const fetchCode = async (): Promise<void> => {
    loaded = (await load()).default;
  };
  const Page = (props: P) => {
    const [round, setRound] = useState(0);
    const [failed, setFailed] = useState(false);
    const Loaded = loaded;
    useEffect(() => {
      // What this frame lacked may have come since; asked for again it is there at once.
      if (Loaded !== null || failed) return;
      fetchCode().then(
        () => setRound((before) => before + 1),
        () => setFailed(true),
      );
    }, [failed]);
    if (Loaded !== null) return <Loaded {...props} />;
    if (failed) return <Failure error={new Unreachable()} onRetry={() => setFailed(false)} key={round} />;
    return <Meanwhile />;
  };
  return Object.assign(Page, { ahead: fetchCode });
}

import { LinkButton } from './ui/button';
import { Empty } from './ui/states';
import { words } from './words';

export function NotFound() {
  const { common, nav } = words.value;
  return (
    <Empty icon="warn" title={common.notFound}>
      <LinkButton href="/">{nav.home}</LinkButton>
    </Empty>
  );
}

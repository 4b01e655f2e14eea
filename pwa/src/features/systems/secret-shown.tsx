import type { NewSecret } from '../../api/types';
import { Button } from '../../ui/button';
import { say as tell } from '../../ui/toast';
import { systemsWords } from '../../words/systems';
import { copyText } from '../invitations/copy-text';

const TOKEN_PATH = '/api/v1/oauth/token';

/** A secret, the only time that it can be seen, with what its holder needs beside it. */
export function SecretShown({ secret }: { secret: NewSecret }) {
  const say = systemsWords.value;
  const address = new URL(TOKEN_PATH, location.origin).href;
  if (secret.client_secret === null) return <p class="note bad">{say.secretGone}</p>;
  const lines: [string, string][] = [
    [say.clientId, secret.client_id],
    [say.clientSecret, secret.client_secret],
    [say.tokenAddress, address],
  ];
  const text = `client_id=${secret.client_id}\nclient_secret=${secret.client_secret}\ntoken_url=${address}`;

  async function copy(): Promise<void> {
    if (await copyText(text)) tell(say.copied);
  }

  return (
    <>
      <p>{say.secretOnce}</p>
      <dl class="secret">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt class="soft small">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <Button look="primary" onClick={() => void copy()}>
          {say.copy}
        </Button>
      </div>
    </>
  );
}

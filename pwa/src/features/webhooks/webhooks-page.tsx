import { useSignal } from '@preact/signals';
import { listWebhooks, type Webhook, type WebhookReceipt } from '../../api/webhooks';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate } from '../../ui/router';
import { Empty, Failure, Loading } from '../../ui/states';
import { webhooksWords } from '../../words/webhooks';
import { SecretDialog } from './secret-dialog';
import { WebhookDialog } from './webhook-dialog';
import './webhooks.css';

/** Which other systems are told what happens here, and how each is doing. */
export default function WebhooksPage() {
  const say = webhooksWords.value;
  const load = useLoad('webhooks', listWebhooks);
  const adding = useSignal(false);
  const made = useSignal<WebhookReceipt | null>(null);
  const webhooks = load.value?.items;

  return (
    <div class="stack webhooks">
      <PageHead title={say.title}>
        <Button icon="plus" onClick={() => (adding.value = true)}>
          {say.add}
        </Button>
      </PageHead>
      <p class="soft">
        {say.lead}{' '}
        <a href="/api/docs/" target="_blank" rel="noreferrer">
          {say.docs}
        </a>
      </p>
      {webhooks === undefined && load.error === undefined && <Loading />}
      {webhooks === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {webhooks?.length === 0 && (
        <Empty icon="globe" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {webhooks !== undefined && webhooks.length > 0 && (
        <div class="entries">
          {webhooks.map((webhook) => (
            <Line key={webhook.id} webhook={webhook} />
          ))}
        </div>
      )}
      {adding.value && (
        <WebhookDialog
          onClose={() => (adding.value = false)}
          onMade={(receipt) => {
            adding.value = false;
            made.value = receipt;
          }}
        />
      )}
      {made.value !== null && (
        <SecretDialog secret={made.value.secret ?? ''} onClose={() => navigate(`/webhooks/${made.value?.id ?? ''}`)} />
      )}
    </div>
  );
}

function Line({ webhook }: { webhook: Webhook }) {
  const say = webhooksWords.value;
  const told = webhook.delivered_at === null ? say.neverDelivered : say.delivered(momentInWords(webhook.delivered_at));
  return (
    <a href={`/webhooks/${webhook.id}`} class="entry">
      <Icon name={webhook.state === 'stopped' || webhook.state === 'failing' ? 'warn' : 'globe'} />
      <span>
        <strong>{webhook.name}</strong>
        <span class={webhook.state === 'stopped' ? 'webhook-stopped' : ''}>{say.states[webhook.state]}</span>
        <span class="soft small">
          {[webhook.organization_name, told, webhook.waiting > 0 ? say.waiting(webhook.waiting) : ''].filter(Boolean).join(' · ')}
        </span>
      </span>
      <Icon name="chevron" />
    </a>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { endWebhook, pauseWebhook, readWebhook, resumeWebhook, testWebhook, type Webhook } from '../../api/webhooks';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { navigate, type RouteProps } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { webhooksWords } from '../../words/webhooks';
import { Letters } from './letters';
import { RotateDialog } from './rotate-dialog';
import { SecretDialog } from './secret-dialog';
import { WebhookDialog } from './webhook-dialog';
import { whatIsWrong, whatIsTold } from './saying';
import './webhooks.css';

const LOOK_AGAIN_MS = 1000;

type Asked = 'edit' | 'rotate' | 'end' | null;

/** One receiver: how it is doing, what waits, and what can be done about it. */
export default function WebhookPage({ params }: RouteProps) {
  const id = params.id ?? '';
  const say = webhooksWords.value;
  const load = useLoad(`webhooks/${id}`, () => readWebhook(id));
  const asked = useSignal<Asked>(null);
  const secret = useSignal<string | null>(null);
  const webhook = load.value;
  const testing = webhook !== undefined && webhook.test.asked_at !== null && webhook.test.ended_at === null;
  const close = () => (asked.value = null);

  useEffect(() => {
    if (!testing) return undefined;
    const timer = setTimeout(load.reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [testing, load.value, load.reload]);

  async function act(work: () => Promise<unknown>, done?: string): Promise<void> {
    try {
      await work();
      if (done !== undefined) tell(done);
    } catch (error) {
      tell(sentenceOf(error));
    }
    close();
    load.reload();
  }

  if (webhook === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  const rests = webhook.state === 'paused' || webhook.state === 'stopped';
  return (
    <div class="stack webhooks">
      <PageHead title={webhook.name} back={() => navigate('/webhooks')} />
      <section class="card stack tight">
        <State webhook={webhook} />
        <div class="row">
          {(rests || webhook.state === 'failing') && (
            <Button look={rests ? 'primary' : 'plain'} onClick={() => void act(() => resumeWebhook(id), say.resumed)}>
              {rests ? say.resume : say.retryNow}
            </Button>
          )}
          <Button busy={testing} onClick={() => void act(() => testWebhook(id))}>
            {testing ? say.testing : say.test}
          </Button>
          {!rests && (
            <Button look="quiet" onClick={() => void act(() => pauseWebhook(id), say.paused)}>
              {say.pause}
            </Button>
          )}
        </div>
        <TestLine webhook={webhook} />
      </section>
      <Letters webhook={webhook} onReplayed={load.reload} />
      <Facts webhook={webhook} />
      <div class="row">
        <Button icon="pen" onClick={() => (asked.value = 'edit')}>
          {say.edit}
        </Button>
        <Button onClick={() => (asked.value = 'rotate')}>{say.rotate}</Button>
        <Button look="quiet" onClick={() => (asked.value = 'end')}>
          {say.end}
        </Button>
      </div>
      {asked.value === 'edit' && (
        <WebhookDialog
          webhook={webhook}
          onClose={close}
          onMade={() => {
            tell(say.saved);
            close();
            load.reload();
          }}
        />
      )}
      {asked.value === 'rotate' && (
        <RotateDialog
          webhook={webhook}
          onClose={close}
          onMade={(made) => {
            close();
            secret.value = made;
            load.reload();
          }}
        />
      )}
      {secret.value !== null && <SecretDialog secret={secret.value} onClose={() => (secret.value = null)} />}
      {asked.value === 'end' && (
        <Dialog
          title={say.endTitle(webhook.name)}
          onClose={close}
          actions={
            <>
              <Button onClick={close}>{words.value.common.cancel}</Button>
              <Button
                look="danger"
                onClick={() =>
                  void endWebhook(id).then(
                    () => {
                      tell(say.ended);
                      navigate('/webhooks');
                    },
                    (error: unknown) => tell(sentenceOf(error)),
                  )
                }
              >
                {say.end}
              </Button>
            </>
          }
        >
          <p>{say.endLead}</p>
        </Dialog>
      )}
    </div>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const say = webhooksWords.value;
  const wrong = whatIsWrong(webhook.problem, webhook.status);
  const figures = [
    webhook.waiting > 0 ? say.waiting(webhook.waiting) : say.nothingWaits,
    webhook.delivered_at === null ? say.neverDelivered : say.delivered(momentInWords(webhook.delivered_at)),
    webhook.next_try_at === null ? '' : say.nextTry(momentInWords(webhook.next_try_at)),
  ];
  return (
    <div>
      <h2 class={webhook.state === 'stopped' ? 'webhook-stopped' : ''}>{say.states[webhook.state]}</h2>
      {wrong !== '' && webhook.state !== 'active' && <p>{wrong}。</p>}
      <p class="soft">{say.explains[webhook.state]}</p>
      <p class="soft small">{figures.filter(Boolean).join(' · ')}</p>
    </div>
  );
}

function TestLine({ webhook }: { webhook: Webhook }) {
  const say = webhooksWords.value;
  const { test } = webhook;
  if (test.ended_at === null) return null;
  const moment = momentInWords(test.ended_at);
  return (
    <p class="small" role="status">
      {test.problem === null ? say.tested(moment) : say.testFailed(moment, whatIsWrong(test.problem, test.status))}
    </p>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { facts } = webhooksWords.value;
  const retiring = webhook.secrets.find((one) => one.ends_at !== null);
  const newest = webhook.secrets.find((one) => one.ends_at === null);
  const secrets =
    retiring === undefined
      ? facts.oneSecret(newest === undefined ? '' : momentInWords(newest.created_at))
      : facts.twoSecrets(momentInWords(retiring.ends_at ?? ''));
  return (
    <dl class="webhook-facts">
      <dt>{facts.place}</dt>
      <dd>{facts.below(webhook.organization_name)}</dd>
      <dt>{facts.address}</dt>
      <dd class="webhook-address">{webhook.address}</dd>
      <dt>{facts.kinds}</dt>
      <dd>{whatIsTold(webhook.kinds)}</dd>
      <dt>{facts.by}</dt>
      <dd>
        {webhook.answered_by ?? facts.nobody} <span class="soft small">{facts.byHint}</span>
      </dd>
      <dt>{facts.secrets}</dt>
      <dd>{secrets}</dd>
    </dl>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { giveNotice, readNotice, type Notice, type Training } from '../../api/trainings';
import { Button } from '../../ui/button';
import { momentInWords } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { useLoad } from '../../ui/load';
import { saveFile } from '../../ui/save-file';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { trainingsWords } from '../../words/trainings';
import { copyText } from '../invitations/copy-text';
import { drawCard } from './card';

interface NoticeProps {
  training: Training;
  onClose: () => void;
  onDone: () => void;
}

/** The bridge to the group chat: a text to copy, who has to be phoned, and a picture card with its code. */
export function NoticeDialog({ training, onClose, onDone }: NoticeProps) {
  const word = trainingsWords.value.notice;
  const load = useLoad(`notice/${training.id}`, () => readNotice(training.id));
  async function told(): Promise<void> {
    try {
      await giveNotice(training.id, 'group');
      say(word.marked);
      onClose();
      onDone();
    } catch (error) {
      say(sentenceOf(error));
    }
  }
  return (
    <Dialog
      title={word.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{trainingsWords.value.roll.done}</Button>
          <Button look="primary" onClick={() => void told()}>
            {word.done}
          </Button>
        </>
      }
    >
      {load.value === undefined ? (
        load.error === undefined ? (
          <Loading />
        ) : (
          <Failure error={load.error} onRetry={load.reload} />
        )
      ) : (
        <Content training={training} notice={load.value} />
      )}
    </Dialog>
  );
}

function share(picture: Blob): void {
  const file = new File([picture], 'meeting.png', { type: 'image/png' });
  navigator.share({ files: [file] }).catch(() => saveFile(picture, 'meeting.png'));
}

function Content({ training, notice }: { training: Training; notice: Notice }) {
  const { notice: word, kinds } = trainingsWords.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  const copied = useSignal(false);

  useEffect(() => {
    if (canvas.current === null) return;
    drawCard(canvas.current, {
      kind: kinds[training.kind],
      title: training.title,
      when: momentInWords(training.starts_at),
      where: [training.place, training.platform].filter((part) => part !== null).join('，'),
      scan: word.qrLabel,
      branch: training.organization_name,
      qr: notice.qr,
    });
  }, [notice, training]);

  function withPicture(work: (picture: Blob) => void): void {
    canvas.current?.toBlob((picture) => {
      if (picture !== null) work(picture);
    }, 'image/png');
  }

  return (
    <div class="stack">
      <p class="soft">{word.lead}</p>
      <pre class="notice-text">{notice.text}</pre>
      <div>
        <Button
          icon={copied.value ? 'check' : 'letter'}
          onClick={() =>
            void copyText(notice.text).then((done) => {
              copied.value = done;
              if (done) say(word.copied);
            })
          }
        >
          {word.copy}
        </Button>
      </div>
      {notice.to_phone.length > 0 ? (
        <p>
          {word.phone}：<strong>{notice.to_phone.map((one) => one.name).join('、')}</strong>
        </p>
      ) : (
        <p class="soft">{word.nobody}</p>
      )}
      <figure class="stack tight">
        <figcaption class="soft small">{word.cardHint}</figcaption>
        <canvas ref={canvas} class="notice-card" width={720} height={960} role="img" aria-label={word.card} />
      </figure>
      <div class="row">
        <Button icon="download" onClick={() => withPicture((picture) => saveFile(picture, 'meeting.png'))}>
          {word.save}
        </Button>
        {'share' in navigator && <Button onClick={() => withPicture(share)}>{word.share}</Button>}
      </div>
    </div>
  );
}

/** What stands on the picture card: no phone, no address, no name of anybody. */
export interface Card {
  kind: string;
  title: string;
  when: string;
  where: string;
  scan: string;
  branch: string;
  qr: string[];
}

const FONT = '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const MARGIN = 64;

/** Draw the card on the phone itself; it is white in dark mode, too, because it leaves for a chat. */
export function drawCard(canvas: HTMLCanvasElement, card: Card): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const { width, height } = canvas;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#b3261e';
  pen.fillRect(0, 0, width, 12);
  pen.textBaseline = 'top';
  pen.font = `600 30px ${FONT}`;
  pen.fillText(card.kind, MARGIN, 72);
  pen.fillStyle = '#1f1c19';
  pen.font = `650 52px ${FONT}`;
  let top = 124;
  for (const line of wrap(pen, card.title, width - 2 * MARGIN).slice(0, 3)) {
    pen.fillText(line, MARGIN, top);
    top += 68;
  }
  pen.font = `400 34px ${FONT}`;
  top += 16;
  for (const text of [card.when, card.where]) {
    for (const line of wrap(pen, text, width - 2 * MARGIN).slice(0, 2)) {
      pen.fillText(line, MARGIN, top);
      top += 50;
    }
  }
  if (card.qr.length > 0) {
    const size = 300;
    const left = (width - size) / 2;
    const from = height - size - 170;
    drawCode(pen, card.qr, left, from, size);
    pen.font = `400 28px ${FONT}`;
    pen.textAlign = 'center';
    pen.fillText(card.scan, width / 2, from + size + 14);
  }
  pen.textAlign = 'center';
  pen.fillStyle = '#57524c';
  pen.font = `400 28px ${FONT}`;
  pen.fillText(card.branch, width / 2, height - 76);
  pen.textAlign = 'left';
}

function drawCode(pen: CanvasRenderingContext2D, rows: string[], left: number, top: number, size: number): void {
  const cell = Math.floor(size / rows.length);
  const start = left + (size - cell * rows.length) / 2;
  pen.fillStyle = '#000';
  rows.forEach((row, y) => {
    [...row].forEach((mark, x) => {
      if (mark === '1') pen.fillRect(start + x * cell, top + y * cell, cell, cell);
    });
  });
}

/** Break a text where the next letter would leave the card; Chinese breaks anywhere. */
function wrap(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const letter of text) {
    if (line !== '' && pen.measureText(line + letter).width > width) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  return line === '' ? lines : [...lines, line];
}

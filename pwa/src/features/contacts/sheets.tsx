import type { Me, WorkItem } from '../../api/types';
import { CallSheet } from './call-sheet';
import { LogSheet } from './log-sheet';
import { WechatSheet } from './wechat-sheet';
import type { Asked } from './work-list-view';
import './sheets.css';

export interface SheetsProps {
  asked: NonNullable<Asked>;
  person: Me;
  everybody: WorkItem[];
  today: string;
  asksBy: boolean;
  onClose: () => void;
}

/** The sheet that was asked for. */
export default function Sheets({ asked, ...props }: SheetsProps) {
  switch (asked.act) {
    case 'call':
      return <CallSheet item={asked.item} {...props} />;
    case 'wechat':
      return <WechatSheet item={asked.item} {...props} />;
    case 'together':
      return <LogSheet item={null} {...props} />;
    default:
      return <LogSheet item={asked.item} {...props} />;
  }
}

import { useSignal } from '@preact/signals';
import type { AwayMember, AwayMemberPage } from '../../api/types';
import { listAway, type Figure, type Industry } from '../../api/whereabouts';
import { Button } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { Empty, Failure, Loading, sentenceOf } from '../../ui/states';
import { say as tell } from '../../ui/toast';
import { words } from '../../words';
import { whereaboutsWords } from '../../words/whereabouts';
import { workplace } from '../auth/workplace';
import { APART, APART_KEYS } from './names';
import './whereabouts.css';

/** The list behind a figure: who is there, from which branch, at which employer. */
export default function AwayPage({ query }: RouteProps) {
  const { list: say } = whereaboutsWords.value;
  const node = query['at'] ?? workplace.value ?? '';
  const figure = figureOf(query);
  const key = JSON.stringify([node, figure]);
  const load = useLoad(key, () => listAway(node, figure, null));
  const first = load.value;
  return (
    <div class="stack wide">
      <PageHead title={say.title(nameFigure(figure, first))} back={() => goBack('/whereabouts')} />
      {first === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {first === undefined && load.error === undefined && <Loading />}
      {first?.total === 0 && (
        <Empty icon="people" title={say.none}>
          <p>{say.noneHint}</p>
        </Empty>
      )}
      {first !== undefined && first.total > 0 && (
        <>
          <p class="soft small">{say.count(first.total)}</p>
          <Rows key={key} node={node} figure={figure} first={first.items} cursor={first.next_cursor} />
        </>
      )}
    </div>
  );
}

function figureOf(query: Record<string, string>): Figure {
  const { province, city, county, employer, industry } = query;
  return {
    ...(province === undefined ? {} : { province }),
    ...(city === undefined ? {} : { city }),
    ...(county === undefined ? {} : { county }),
    ...(employer === undefined ? {} : { employer }),
    ...(industry === undefined ? {} : { industry: industry as Industry }),
  };
}

/** What the figure is called: the employer, the industry, the group or the place. */
function nameFigure(figure: Figure, first: AwayMemberPage | undefined): string {
  const { list, apart, industry, cityUnknown } = whereaboutsWords.value;
  if (figure.employer !== undefined) return figure.employer;
  if (figure.industry !== undefined) return industry[figure.industry];
  const group = APART_KEYS.find((key) => APART[key] === figure.province);
  if (group !== undefined) return apart[group];
  if (first === undefined || first.place_name === null) return list.everybody;
  return first.city_known ? first.place_name : `${first.place_name}（${cityUnknown}）`;
}

interface RowsProps {
  node: string;
  figure: Figure;
  first: AwayMember[];
  cursor: string | null;
}

function Rows({ node, figure, first, cursor }: RowsProps) {
  const { list: say } = whereaboutsWords.value;
  const further = useSignal<AwayMember[]>([]);
  const next = useSignal(cursor);
  const busy = useSignal(false);

  async function more(): Promise<void> {
    busy.value = true;
    try {
      const page = await listAway(node, figure, next.value);
      further.value = [...further.value, ...page.items];
      next.value = page.next_cursor;
    } catch (error) {
      tell(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <>
      <table class="away-table">
        <thead>
          <tr>
            <th scope="col">{say.name}</th>
            <th scope="col">{say.branch}</th>
            <th scope="col">{say.place}</th>
            <th scope="col">{say.employer}</th>
            <th scope="col">{say.departed}</th>
          </tr>
        </thead>
        <tbody>
          {[...first, ...further.value].map((one) => (
            <tr key={one.member_id}>
              <th scope="row">
                <a href={`/members/${one.member_id}`}>{one.name}</a>
              </th>
              <td>{one.organization_name}</td>
              <td>{placeOf(one)}</td>
              <td>{one.employer}</td>
              <td>{one.departed_text ?? dateInWords(partial(one))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next.value !== null && (
        <Button busy={busy.value} onClick={() => void more()}>
          {words.value.common.more}
        </Button>
      )}
    </>
  );
}

function placeOf(one: AwayMember): string {
  const { list: say } = whereaboutsWords.value;
  if (one.place_unsettled) return one.place_name === null ? say.unsettled : `${say.unsettled}（${one.place_name}）`;
  return one.place_name ?? say.unregistered;
}

/** A day that is known to the month or the year says no more than that. */
function partial(one: AwayMember): string | null {
  if (one.departed_on === null || one.departed_precision === 'day') return one.departed_on;
  return one.departed_on.slice(0, one.departed_precision === 'year' ? 4 : 7);
}

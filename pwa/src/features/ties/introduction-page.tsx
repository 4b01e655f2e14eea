import { readIntroduction } from '../../api/ties';
import type { Introduction } from '../../api/types';
import { Button } from '../../ui/button';
import { dateInWords } from '../../ui/dates';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { goBack, type RouteProps } from '../../ui/router';
import { Failure, Loading } from '../../ui/states';
import { tiesWords } from '../../words/ties';
import { partOf } from '../home/standing-sentence';
import './paper.css';

/** 情况介绍: a page of paper that a member carries to the host branch. */
export default function IntroductionPage({ params }: RouteProps) {
  const { introduction: say } = tiesWords.value;
  const id = params['id'] ?? '';
  const load = useLoad(id, () => readIntroduction(id));
  return (
    <div class="paper-page stack">
      <div class="no-print stack tight">
        <PageHead title={say.page} back={goBack}>
          {load.value !== undefined && (
            <Button look="primary" onClick={() => window.print()}>
              {say.print}
            </Button>
          )}
        </PageHead>
        <p class="soft">{say.printHint}</p>
      </div>
      {load.value === undefined && load.error === undefined && <Loading />}
      {load.value === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {load.value !== undefined && <Paper told={load.value} />}
    </div>
  );
}

function Paper({ told }: { told: Introduction }) {
  const { introduction: say } = tiesWords.value;
  const since = told.departed_text ?? dateInWords(partOf(told.departed_on ?? '', told.departed_precision));
  const rows: [string, string | null][] = [
    [say.facts.name, told.name],
    [say.facts.sex, say.sexes[told.sex] ?? null],
    [say.facts.birth, dateInWords(told.birth_date?.slice(0, 7))],
    [say.facts.kind, say.kinds[told.kind]],
    [say.facts.joined, dateInWords(told.joined_on)],
    [say.facts.confirmed, dateInWords(told.confirmed_on)],
    [say.facts.since, since],
    [say.facts.place, told.place_name],
    [say.facts.employer, told.employer],
    [say.facts.dues, dateInWords(told.dues_paid_to)],
    [say.facts.card, told.card_number],
  ];
  return (
    <article class="paper">
      <h2>{say.title}</h2>
      <p>{say.to}</p>
      <p class="indent">{say.lead(told.name, told.organization_name)}</p>
      <table class="paper-facts">
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value || say.unknown}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say.contact}</th>
            <td>{[told.secretary_name, told.office_phone].filter(Boolean).join('　')}</td>
          </tr>
        </tbody>
      </table>
      <p class="signed">
        {told.organization_name}
        <br />
        {say.seal}
        <br />
        {say.date}
      </p>
      <div class="slip">
        <h3>{say.reply}</h3>
        <p>{say.replyLine}</p>
        <p class="signed">
          {say.seal}
          <br />
          {say.date}
        </p>
      </div>
    </article>
  );
}

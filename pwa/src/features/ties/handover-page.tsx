import { useSignal } from '@preact/signals';
import { readHandover } from '../../api/ties';
import type { Handover } from '../../api/types';
import { Button } from '../../ui/button';
import { dateInWords, today } from '../../ui/dates';
import { TextField } from '../../ui/field';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { tiesWords } from '../../words/ties';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import './paper.css';

/** 换届交接: what one secretary hands to the next, to be printed and signed by three. */
export default function HandoverPage() {
  const { handover: say } = tiesWords.value;
  return (
    <div class="paper-page stack">
      <div class="no-print stack tight">
        <PageHead title={say.title}>
          {branch.value !== null && (
            <Button look="primary" onClick={() => window.print()}>
              {say.print}
            </Button>
          )}
        </PageHead>
        <div class="desk-place">
          <WorkplaceChoice />
        </div>
        <p class="soft">{say.lead}</p>
      </div>
      {branch.value === null ? (
        <Empty icon="table" title={say.pickBranch} />
      ) : (
        <List key={branch.value.id} organizationId={branch.value.id} />
      )}
    </div>
  );
}

/** The village's day of an instant. */
function dayOf(instant: string): string {
  return today(new Date(instant));
}

function List({ organizationId }: { organizationId: string }) {
  const { handover: say } = tiesWords.value;
  const load = useLoad(organizationId, () => readHandover(organizationId));
  const names = useSignal({ from: '', to: '', witness: '' });
  if (load.value === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  return (
    <>
      <div class="no-print handover-names">
        {(['from', 'to', 'witness'] as const).map((who) => (
          <TextField
            key={who}
            label={say[who]}
            optional
            maxLength={30}
            value={names.value[who]}
            onValue={(value) => (names.value = { ...names.value, [who]: value })}
          />
        ))}
      </div>
      <Paper told={load.value} names={names.value} />
    </>
  );
}

function Paper({ told, names }: { told: Handover; names: { from: string; to: string; witness: string } }) {
  const { handover: say } = tiesWords.value;
  return (
    <article class="paper">
      <h2>
        {told.organization_name}
        <br />
        {say.title}
      </h2>
      <p class="as-of">{say.asOf(dateInWords(dayOf(told.as_of)), told.journal_number)}</p>

      <h3>{say.duties}</h3>
      <table>
        <thead>
          <tr>
            <th>{say.who}</th>
            <th>{say.role}</th>
            <th>{say.until}</th>
          </tr>
        </thead>
        <tbody>
          {told.duties.map((duty) => (
            <tr key={`${duty.name}/${duty.role}/${duty.from_on}`}>
              <td>{duty.name}</td>
              <td>
                {say.roles[duty.role] ?? duty.role}
                {duty.delegated && say.delegated}
              </td>
              <td>
                {dateInWords(duty.from_on)} – {duty.to_on === null ? say.ongoing : dateInWords(duty.to_on)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>

      <h3>
        {say.open}（{told.open_items.length}）
      </h3>
      {told.open_items.length === 0 ? (
        <p>{say.noOpen}</p>
      ) : (
        <table>
          <tbody>
            {told.open_items.map((item, at) => (
              <tr key={`${at}/${item.kind}`}>
                <td class="at">{at + 1}</td>
                <td>{item.sentence}</td>
                <td class="day">{dateInWords(item.since)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}

      <h3>
        {say.cards}（{told.cards.length}）
      </h3>
      {told.cards.length === 0 ? (
        <p>{say.noCards}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{say.who}</th>
              <th>{say.number}</th>
              <th>{say.since}</th>
              <th>{say.cardState}</th>
            </tr>
          </thead>
          <tbody>
            {told.cards.map((card) => (
              <tr key={`${card.name}/${card.number ?? ''}`}>
                <td>{card.name}</td>
                <td>{card.number}</td>
                <td>{dateInWords(card.issued_on)}</td>
                <td>{say.cardStates[card.state] ?? card.state}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}

      <h3>{say.holdings}</h3>
      <table>
        <thead>
          <tr>
            <th>{say.what}</th>
            <th>{say.count}</th>
            <th>{say.newest}</th>
          </tr>
        </thead>
        <tbody>
          {told.holdings.map((held) => (
            <tr key={held.key}>
              <td>{say.keys[held.key] ?? held.key}</td>
              <td>{held.count}</td>
              <td>{held.newest_at === null ? '' : dateInWords(dayOf(held.newest_at))}</td>
            </tr>
          ))}
        </tbody>
      </table>

      <h3>{say.editions}</h3>
      {told.editions.length === 0 ? (
        <p>{say.noEditions}</p>
      ) : (
        <table>
          <tbody>
            {told.editions.map((one) => (
              <tr key={one.book}>
                <td>{say.books[one.book] ?? one.book}</td>
                <td>{say.edition(one.edition)}</td>
                <td>
                  {dateInWords(one.from_on)} – {dateInWords(one.to_on)}
                </td>
                <td>{one.code}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}

      <div class="closing">
        <h3>{say.paper}</h3>
        <div class="by-hand" />
        <div class="signers">
          {(['from', 'to', 'witness'] as const).map((who) => (
            <p key={who}>
              {say[who]}：<span>{names[who]}</span>
            </p>
          ))}
        </div>
      </div>
    </article>
  );
}

import { useSignal } from '@preact/signals';
import { readDues } from '../../api/dues';
import type { DuesGrid, DuesRow } from '../../api/types';
import { Button } from '../../ui/button';
import { ChoiceField } from '../../ui/choice';
import { today } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import { Empty, Failure, Loading } from '../../ui/states';
import { duesWords } from '../../words/dues';
import { mayDecide, worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { AssessDialog } from './assess-dialog';
import { DuesTable } from './dues-table';
import { countMonths, monthsOf, openIn, quarterOf, withMonths, type Chosen } from './months';
import { PayDialog } from './pay-dialog';
import { PersonDialog } from './person-dialog';
import { WaiveDialog } from './waive-dialog';
import './dues.css';

/** 党费: one grid of members and months, ticked by the quarter. */
export default function DuesPage() {
  const { title, pickBranch, pickBranchHint } = duesWords.value;
  const year = useSignal(Number(today().slice(0, 4)));
  const here = branch.value;
  return (
    <div class="dues stack">
      <PageHead title={title}>
        {here !== null && <YearChoice year={year.value} onYear={(chosen) => (year.value = chosen)} />}
      </PageHead>
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      {here === null ? (
        <Empty icon="table" title={pickBranch}>
          <p>{pickBranchHint}</p>
        </Empty>
      ) : (
        <Year key={`${here.id}/${year.value}`} organizationId={here.id} year={year.value} />
      )}
    </div>
  );
}

function YearChoice({ year, onYear }: { year: number; onYear: (year: number) => void }) {
  const say = duesWords.value;
  return (
    <div class="dues-year">
      <button type="button" class="button quiet" aria-label={say.yearBefore} onClick={() => onYear(year - 1)}>
        <Icon name="left" />
      </button>
      <strong class="number">{say.year(year)}</strong>
      <button type="button" class="button quiet" aria-label={say.yearAfter} onClick={() => onYear(year + 1)}>
        <Icon name="chevron" />
      </button>
    </div>
  );
}

function Year({ organizationId, year }: { organizationId: string; year: number }) {
  const load = useLoad(`${organizationId}/${year}`, () => readDues(organizationId, year));
  const grid = load.value;
  if (grid === undefined) {
    return load.error === undefined ? <Loading /> : <Failure error={load.error} onRetry={load.reload} />;
  }
  if (grid.items.length === 0) return <Empty icon="people" title={duesWords.value.empty} />;
  return <Grid grid={grid} organizationId={organizationId} onChanged={load.reload} />;
}

interface GridProps {
  grid: DuesGrid;
  organizationId: string;
  onChanged: () => void;
}

type Asked = { what: 'nothing' | 'pay' | 'waive' } | { what: 'assess'; rows: DuesRow[] } | { what: 'person'; id: string };

function Grid({ grid, organizationId, onChanged }: GridProps) {
  const say = duesWords.value;
  const person = me.value;
  const keeps = person !== null && worksForBranch(person);
  const decides = person !== null && mayDecide(person);
  const months = monthsOf(grid.year);
  const isThisYear = today().startsWith(String(grid.year));
  const quarter = useSignal(isThisYear ? quarterOf(today().slice(0, 7)) : 3);
  const chosen = useSignal<Chosen>(new Map());
  const asked = useSignal<Asked>({ what: 'nothing' });
  const close = () => (asked.value = { what: 'nothing' });
  const count = countMonths(chosen.value);
  const picked = grid.items.filter((row) => chosen.value.has(row.member_id));
  const opened = asked.value.what === 'person' ? asked.value.id : null;
  const openRow = grid.items.find((row) => row.member_id === opened);

  function done(): void {
    chosen.value = new Map();
    close();
    onChanged();
  }

  function choose(member: string, some: string[], wanted: boolean): void {
    chosen.value = withMonths(chosen.value, member, some, wanted);
  }

  function tick(rows: DuesRow[], wanted: boolean): void {
    chosen.value = rows.reduce(
      (before, row) => withMonths(before, row.member_id, openIn(row, months, quarter.value, grid.last_month), wanted),
      chosen.value,
    );
  }

  return (
    <>
      {keeps && <p class="soft">{say.lead}</p>}
      <div class="dues-quarter">
        <ChoiceField
          label={say.quarter}
          value={String(quarter.value)}
          options={say.quarters.map((label, at) => ({ value: String(at), label }))}
          onValue={(value) => (quarter.value = Number(value))}
        />
      </div>
      <DuesTable
        grid={grid}
        months={months}
        quarter={quarter.value}
        chosen={chosen.value}
        keeps={keeps}
        decides={decides}
        onChoose={choose}
        onTick={tick}
        onAssess={(row) => (asked.value = { what: 'assess', rows: [row] })}
        onOpen={(row) => (asked.value = { what: 'person', id: row.member_id })}
      />
      {keeps && (
        <div class="dues-bar">
          <span class="row">
            <span class="soft">{count === 0 ? say.none : say.chosen(picked.length, count)}</span>
            {count > 0 && (
              <Button look="quiet" onClick={() => (chosen.value = new Map())}>
                {say.clear}
              </Button>
            )}
          </span>
          <span class="row">
            {decides && count > 0 && (
              <>
                <Button look="quiet" onClick={() => (asked.value = { what: 'assess', rows: picked })}>
                  {say.assess}
                </Button>
                <Button look="quiet" onClick={() => (asked.value = { what: 'waive' })}>
                  {say.waive}
                </Button>
              </>
            )}
            <Button look="primary" disabled={count === 0} onClick={() => (asked.value = { what: 'pay' })}>
              {say.pay}
            </Button>
          </span>
        </div>
      )}
      {asked.value.what === 'pay' && (
        <PayDialog organizationId={organizationId} chosen={chosen.value} onClose={close} onDone={done} />
      )}
      {asked.value.what === 'waive' && (
        <WaiveDialog organizationId={organizationId} chosen={chosen.value} onClose={close} onDone={done} />
      )}
      {asked.value.what === 'assess' && (
        <AssessDialog
          organizationId={organizationId}
          rows={asked.value.rows}
          year={grid.year}
          onClose={close}
          onDone={() => {
            close();
            onChanged();
          }}
        />
      )}
      {openRow !== undefined && (
        <PersonDialog
          row={openRow}
          months={months}
          lastMonth={grid.last_month}
          chosen={chosen.value}
          keeps={keeps}
          onChoose={choose}
          onClose={close}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

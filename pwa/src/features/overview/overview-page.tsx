import { readOverview, type Overview } from '../../api/overview';
import { lazyPage, Nothing } from '../../ui/lazy';
import { momentInWords, shortDate } from '../../ui/dates';
import { PageHead } from '../../ui/page-head';
import type { RouteProps } from '../../ui/router';
import { Failure, Loading } from '../../ui/states';
import { overviewWords } from '../../words/overview';
import { me } from '../auth/session';
import { workplace } from '../auth/workplace';
import { AskButton } from '../handoffs/ask-button';
import { Figures } from './figures';
import { useFresh } from './fresh';
import { Lines } from './lines';
import { Path } from './path';
import './overview.css';

/** The rings' drawings are fetched beside the page: above the branch nobody needs them. */
const BranchRings = lazyPage<{ branchId: string }>(() => import('./rings'), Nothing);

/** 总览: one place of the tree, what in it somebody should see to, and what lies below it. */
export default function OverviewPage({ params, query }: RouteProps) {
  const say = overviewWords.value;
  const id = params.id ?? workplace.value ?? '';
  const { value, error, look } = useFresh(`overview/${id}`, (tag) => readOverview(id, tag));

  return (
    <div class="overview stack wide">
      <div class="stack tight">
        {value !== undefined && <Path path={value.path} />}
        <PageHead title={value?.organization.name ?? say.title}>
          {value !== undefined && mayBeAsked(value.organization) && (
            <AskButton
              organizationId={value.organization.id}
              name={value.organization.name}
              township={value.organization.kind === 'township'}
              onDone={look}
            />
          )}
        </PageHead>
        {value !== undefined && (
          <p class="soft" role={error === undefined ? undefined : 'status'}>
            {error === undefined ? say.asOf(momentInWords(value.as_of)) : say.stale(momentInWords(value.as_of))}
          </p>
        )}
      </div>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={look} />)}
      {value !== undefined && <Picture picture={value} waitingOnly={query.waiting === '1'} />}
    </div>
  );
}

/** A branch is asked by whoever is above it, a township by whoever does not speak for it. */
function mayBeAsked({ id, kind }: Overview['organization']): boolean {
  const elsewhere = me.value?.roles.some((grant) => grant.role === 'officer' && grant.organization_id !== id) === true;
  return kind === 'branch' || (kind === 'township' && elsewhere);
}

function Picture({ picture, waitingOnly }: { picture: Overview; waitingOnly: boolean }) {
  const { organization } = picture;
  const isBranch = organization.kind === 'branch';
  return (
    <>
      <Figures place={organization.id} figures={picture.figures} />
      <Windows picture={picture} />
      {picture.may_read_rings && <BranchRings branchId={organization.id} />}
      {!picture.may_read_rings && <Difficulties told={picture.difficulties} />}
      {!isBranch && <Lines picture={picture} waitingOnly={waitingOnly} />}
    </>
  );
}

function Windows({ picture: { windows, organization } }: { picture: Overview }) {
  const say = overviewWords.value;
  if (windows.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>{say.figures.windows}</h2>
      <ul class="plain-lines">
        {windows.map((window) => (
          <li key={window.key}>
            <strong>{window.name}</strong>
            <span class="soft">
              {[
                [window.screening && say.windowFor.screening, window.visits && say.windowFor.visits].filter(Boolean).join('、'),
                say.windowDays(shortDate(window.opens_on), shortDate(window.closes_on)),
              ].join(' · ')}
            </span>
            {organization.kind !== 'branch' && (
              <a class="number" href={`/overview/${organization.id}/windows`}>
                {say.windowBranches(window.branches)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Difficulties({ told }: { told: Overview['difficulties'] }) {
  const say = overviewWords.value;
  return (
    <section class="stack tight">
      <h2>{say.difficulties}</h2>
      <dl class="difficulties">
        {told.map((one) => (
          <div key={one.key}>
            <dt>{say.difficultyNames[one.key]}</dt>
            <dd>{one.sentence}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

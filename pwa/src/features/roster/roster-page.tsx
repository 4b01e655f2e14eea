import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { officeWords } from '../../words/office';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch, workplace } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { RosterExport } from './roster-export';
import { RosterImportFlow } from './roster-import';
import './roster.css';

/** Rosters in and out, in the columns that townships really use. */
export default function RosterPage() {
  const { roster: say } = officeWords.value;
  const person = me.value;
  const here = branch.value;
  return (
    <div class="stack wide">
      <PageHead title={say.title} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      {person !== null && worksForBranch(person) && (
        <section class="stack">
          <h2>{say.importTitle}</h2>
          {here === null ? (
            <Empty icon="table" title={say.pickBranch}>
              <p>{say.pickBranchHint}</p>
            </Empty>
          ) : (
            <RosterImportFlow key={here.id} organizationId={here.id} />
          )}
        </section>
      )}
      {workplace.value !== undefined && <RosterExport organizationId={workplace.value} />}
    </div>
  );
}

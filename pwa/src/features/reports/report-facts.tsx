import type { Report } from '../../api/types';
import { dateInWords, momentInWords } from '../../ui/dates';
import { formWords } from '../../words/forms';
import { partOf } from '../home/standing-sentence';

type Fact = [label: string, value: string | null | undefined];

/** Everything that a report says, in the order in which a secretary asks. */
function factsOf(report: Report): Fact[] {
  const { facts, report: form } = formWords.value;
  const departed = report.departed_on ?? '';
  const rough = partOf(departed, report.departed_precision ?? 'day');
  const reason = report.reason_code as keyof typeof form.reasons | null | undefined;
  const place = [report.place_name ?? report.place_code, report.place_unsettled === true ? facts.unsettled : ''];
  return [
    [facts.departedOn, [report.departed_text, dateInWords(rough)].filter(Boolean).join(' · ')],
    [facts.place, place.filter(Boolean).join(' · ')],
    [facts.reason, reason ? form.reasons[reason] : null],
    [facts.employer, report.employer],
    [facts.placeText, report.residence],
    [facts.expectedReturn, dateInWords(report.expected_return_on)],
    [facts.homeVisit, report.from_on ? facts.fromTo(dateInWords(report.from_on), dateInWords(report.to_on)) : null],
    [facts.returnedOn, dateInWords(report.returned_on)],
    [facts.phone, report.phone],
    [facts.familyContact, report.family_contact],
    [facts.wantsCard, report.wants_card === true ? facts.wantsCardYes : null],
    [facts.thinking, report.thinking],
    [facts.work, report.work],
    [facts.organizationLife, report.organization_life],
    [facts.dues, report.dues],
    [facts.discoveredOn, dateInWords(report.discovered_on)],
    [facts.note, report.note],
  ];
}

export function ReportFacts({ report }: { report: Report }) {
  const { facts, report: form } = formWords.value;
  const method = report.method === 'self' ? '' : ` · ${form.methods[report.method]}`;
  const by = report.on_behalf ? facts.behalf(report.submitted_by_name) : facts.by(report.submitted_by_name);
  return (
    <dl class="facts">
      {factsOf(report)
        .filter(([, value]) => Boolean(value))
        .map(([label, value]) => (
          <FactRow key={label} label={label} value={value ?? ''} />
        ))}
      <FactRow label={facts.reportedOn} value={`${dateInWords(report.reported_on)} · ${by}${method}`} />
      <FactRow label={facts.recorded} value={momentInWords(report.recorded_at)} />
    </dl>
  );
}

function FactRow({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

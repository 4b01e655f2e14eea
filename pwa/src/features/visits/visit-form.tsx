import type { NeedKind } from '../../api/needs';
import type { Visit, VisitOutcome } from '../../api/visits';
import { Button } from '../../ui/button';
import { ChoiceField, Tick } from '../../ui/choice';
import { today } from '../../ui/dates';
import { SelectField, TextArea, TextField } from '../../ui/field';
import { needsWords } from '../../words/needs';
import { visitsWords } from '../../words/visits';
import { MemberPicker } from '../members/member-picker';
import { AddPictures } from '../pictures/add-pictures';
import { KINDS } from '../needs/raise-fields';
import type { VisitDraft, Visited, VisitLacks } from './draft';
import { namesOf } from './said';
import { People } from './people';

const OUTCOMES: VisitOutcome[] = ['met_family', 'met_member', 'nobody_home', 'by_phone_video', 'at_workplace', 'mailed'];
const SOURCES = ['village', 'government', 'dues', 'donation', 'personal', 'other'] as const;
const SIGNERS = ['family', 'member', 'other', 'nobody'] as const;

export type Home = Visited[];

interface VisitFormProps {
  homes: Home[];
  draft: VisitDraft;
  lacks: VisitLacks;
  organizationId: string;
  correcting: boolean;
  onChange: (part: Partial<VisitDraft>) => void;
  onOutcome: (memberId: string, outcome: VisitOutcome) => void;
}

/** First what is done at the door; what can wait lies folded below. */
export function VisitForm(props: VisitFormProps) {
  const word = visitsWords.value;
  const { draft, lacks, organizationId, correcting, onChange } = props;
  const said = (name: keyof VisitLacks) => (lacks[name] === undefined ? undefined : word[lacks[name]]);
  return (
    <>
      <section class="stack">
        {draft.members.map((one) => (
          <div key={one.member_id} class="stack tight visit-one">
            <ChoiceField
              asking
              label={one.name}
              value={draft.outcomes[one.member_id] ?? ''}
              error={draft.outcomes[one.member_id] === undefined ? said('outcome') : undefined}
              options={OUTCOMES.map((value) => ({ value, label: word.outcomes[value] }))}
              onValue={(value) => props.onOutcome(one.member_id, value as VisitOutcome)}
            />
            {!correcting && (
              <p>
                <Button
                  look="quiet"
                  onClick={() => onChange({ members: draft.members.filter((other) => other !== one) })}
                >
                  {word.another}
                </Button>
              </p>
            )}
          </div>
        ))}
        {draft.members.length === 0 && props.homes.length > 0 && (
          <div class="visit-people">
            {props.homes.map((home) => (
              <Button key={home[0]?.member_id} onClick={() => onChange({ members: home })}>
                {namesOf({ members: home })}
              </Button>
            ))}
          </div>
        )}
        {!correcting && draft.members.length < 4 && (
          <MemberPicker
            label={draft.members.length === 0 ? word.whom : word.addWhom}
            organizationId={organizationId}
            without={draft.members.map((one) => one.member_id)}
            onPick={(member) =>
              onChange({ members: [...draft.members, { member_id: member.id, name: member.name }] })
            }
          />
        )}
        {said('whom') !== undefined && (
          <p class="error" role="alert">
            {said('whom')}
          </p>
        )}
      </section>
      <TextArea
        label={word.situation}
        hint={word.situationHint}
        optional
        maxLength={1000}
        value={draft.situation}
        onValue={(situation) => onChange({ situation })}
      />
      {!correcting && <NeedPart {...props} error={said('need')} />}
      <AddPictures
        agreed={draft.picturesAgreed}
        added={draft.pictures}
        before={draft.photos.length}
        onAgreed={(picturesAgreed) => onChange({ picturesAgreed })}
        onAdded={(pictures) => onChange({ pictures })}
      />
      <details open={correcting || said('source') !== undefined || said('approval') !== undefined}>
        <summary>{word.more}</summary>
        <div class="stack">
          <div class="visit-pair">
            <TextField
              label={word.gifts}
              hint={word.giftsHint}
              optional
              maxLength={300}
              value={draft.gifts}
              onValue={(gifts) => onChange({ gifts })}
            />
            <TextField
              label={word.money}
              optional
              inputMode="decimal"
              error={said('money')}
              value={draft.money}
              onValue={(money) => onChange({ money })}
            />
          </div>
          {draft.money.trim() !== '' && (
            <ChoiceField
              label={word.source}
              error={said('source')}
              value={draft.source}
              options={SOURCES.map((value) => ({ value, label: word.sources[value] }))}
              onValue={(source) => onChange({ source: source as VisitDraft['source'] })}
            />
          )}
          {draft.money.trim() !== '' && draft.source === 'dues' && (
            <TextField
              label={word.approval}
              hint={word.approvalHint}
              error={said('approval')}
              maxLength={300}
              value={draft.approval}
              onValue={(approval) => onChange({ approval })}
            />
          )}
          <TextField
            label={word.measures}
            optional
            maxLength={1000}
            value={draft.measures}
            onValue={(measures) => onChange({ measures })}
          />
          <ChoiceField
            label={word.signed}
            optional
            value={draft.signedBy}
            options={SIGNERS.map((value) => ({ value, label: word.signers[value] }))}
            onValue={(signedBy) => onChange({ signedBy: signedBy as NonNullable<Visit['signed_by']> })}
          />
          <div class="visit-pair">
            <TextField
              label={word.relation}
              hint={word.relations}
              optional
              maxLength={40}
              value={draft.relation}
              onValue={(relation) => onChange({ relation })}
            />
            <TextField
              label={word.signer}
              optional
              maxLength={60}
              value={draft.signer}
              onValue={(signer) => onChange({ signer })}
            />
          </div>
          <TextField
            label={word.note}
            optional
            maxLength={1000}
            value={draft.note}
            onValue={(note) => onChange({ note })}
          />
          <TextField label={word.day} type="date" max={today()} value={draft.day} onValue={(day) => onChange({ day })} />
          <People
            label={word.visitors}
            organizationId={organizationId}
            people={draft.visitors}
            onChange={(visitors) => onChange({ visitors })}
          />
          <TextField
            label={word.others}
            hint={word.othersHint}
            optional
            maxLength={200}
            value={draft.others}
            onValue={(others) => onChange({ others })}
          />
        </div>
      </details>
    </>
  );
}

function NeedPart({ draft, onChange, error }: VisitFormProps & { error: string | undefined }) {
  const word = visitsWords.value;
  return (
    <div class="stack tight">
      <Tick label={word.need} checked={draft.need} onChecked={(need) => onChange({ need })} />
      {draft.need && (
        <div class="stack">
          {draft.members.length > 1 && (
            <ChoiceField
              label={word.needWhose}
              value={draft.needWhose || (draft.members[0]?.member_id ?? '')}
              options={draft.members.map((one) => ({ value: one.member_id, label: one.name }))}
              onValue={(needWhose) => onChange({ needWhose })}
            />
          )}
          <SelectField
            label={word.needKind}
            value={draft.needKind}
            options={KINDS.map((value) => ({ value, label: needsWords.value.kinds[value] }))}
            onValue={(needKind) => onChange({ needKind: needKind as NeedKind })}
          />
          <TextArea
            label={word.needWords}
            error={error}
            maxLength={1000}
            value={draft.needWords}
            onValue={(needWords) => onChange({ needWords })}
          />
          <Tick
            label={needsWords.value.private}
            checked={draft.needPrivate}
            onChecked={(needPrivate) => onChange({ needPrivate })}
          />
        </div>
      )}
    </div>
  );
}

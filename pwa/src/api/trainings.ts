import { client, contentOf, once } from './client';
import type { components } from './schema';
import type { Page, Receipt } from './types';

type Shapes = components['schemas'];

export type TrainingLine = Shapes['TrainingLine'];
export type Training = Shapes['Training'];
export type RollLine = Shapes['RollLine'];
export type TrainingKind = TrainingLine['kind'];
export type Way = NonNullable<RollLine['way']>;
export type Figures = Shapes['Figures'];
export type Minutes = Shapes['Minutes'];
export type MinutesInput = Shapes['MinutesIn'];
export type ResolutionInput = Shapes['ResolutionIn'];
export type Matter = Training['matters'][number];
export type Material = Shapes['Material'];
export type Span = Shapes['Span'];
export type Notice = Shapes['MeetingNotice'];
export type NewTraining = Shapes['TrainingIn'];
export type NewSeries = Shapes['TrainingSeriesIn'];
export type Learning = Shapes['Learning'];
export type OwnTraining = Shapes['OwnTraining'];
export type Correction = Shapes['ClosedMinutes'];
export type Seat = Shapes['Seat'];

const at = (id: string) => ({ path: { training_id: id } });

export function listTrainings(organizationId: string, fromOn: string, toOn: string): Promise<Page<TrainingLine>> {
  const query = { organization_id: organizationId, from_on: fromOn, to_on: toOn, limit: 200 };
  return contentOf(client.GET('/api/v1/trainings', { params: { query } }));
}

export function readTraining(id: string): Promise<Training> {
  return contentOf(client.GET('/api/v1/trainings/{training_id}', { params: at(id) }));
}

export function planTraining(body: NewTraining): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/trainings', { params: { header: once() }, body }));
}

export function planSeries(body: NewSeries): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/training-series', { params: { header: once() }, body }));
}

export function endSeries(id: string, lastOn: string, reason: string): Promise<Receipt> {
  const params = { path: { series_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/training-series/{series_id}/ending', { params, body: { last_on: lastOn, reason } }));
}

export function changeTraining(id: string, version: number, body: Shapes['TrainingChanges']): Promise<Receipt> {
  const params = { ...at(id), header: { 'If-Match': `"${version}"` } };
  return contentOf(client.PATCH('/api/v1/trainings/{training_id}', { params, body }));
}

export function callOff(id: string, reason: string): Promise<Receipt> {
  const params = { ...at(id), header: once() };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/calling-off', { params, body: { reason } }));
}

export function writeMinutes(id: string, revision: number, body: MinutesInput): Promise<Receipt> {
  const params = { ...at(id), header: { 'If-Match': `"${revision}"` } };
  return contentOf(client.PATCH('/api/v1/trainings/{training_id}/minutes', { params, body }));
}

export function closeTraining(id: string): Promise<Receipt> {
  const params = { ...at(id), header: once() };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/closing', { params, body: {} }));
}

export function correctTraining(id: string, revision: number, body: Shapes['CorrectionIn']): Promise<Receipt> {
  const params = { ...at(id), header: { ...once(), 'If-Match': `"${revision}"` } };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/corrections', { params, body }));
}

export function listCorrections(id: string): Promise<{ items: Correction[] }> {
  return contentOf(client.GET('/api/v1/trainings/{training_id}/corrections', { params: at(id) }));
}

export function exclude(id: string, body: Shapes['ExclusionIn']): Promise<Receipt> {
  const params = { ...at(id), header: once() };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/exclusions', { params, body }));
}

export function handInOpinion(id: string, body: Shapes['WrittenOpinionIn']): Promise<Receipt> {
  const params = { ...at(id), header: once() };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/written-opinions', { params, body }));
}

export function recordMakeUp(id: string, body: Shapes['MakeUpIn']): Promise<Receipt> {
  const params = { ...at(id), header: once() };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/make-ups', { params, body }));
}

export function confirmMakeUp(id: string, confirmed: boolean): Promise<Receipt> {
  const params = { path: { make_up_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/make-ups/{make_up_id}/confirmation', { params, body: { confirmed } }));
}

export function readNotice(id: string): Promise<Notice> {
  return contentOf(client.GET('/api/v1/trainings/{training_id}/notices', { params: at(id) }));
}

export function giveNotice(id: string, way: Shapes['NoticeIn']['way']): Promise<Receipt> {
  const params = { ...at(id), header: once() };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/notices', { params, body: { way } }));
}

export function addMaterial(id: string, body: Shapes['MaterialIn']): Promise<Receipt> {
  const params = { ...at(id), header: once() };
  return contentOf(client.POST('/api/v1/trainings/{training_id}/materials', { params, body }));
}

export function withdrawMaterial(id: string): Promise<Receipt> {
  const params = { path: { material_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/materials/{material_id}/withdrawal', { params, body: {} }));
}

export function downloadMaterial(id: string): Promise<Blob> {
  const params = { path: { material_id: id } };
  return contentOf(client.GET('/api/v1/materials/{material_id}/file', { params, parseAs: 'blob' })) as Promise<Blob>;
}

export function downloadCalendar(id: string): Promise<Blob> {
  return contentOf(
    client.GET('/api/v1/trainings/{training_id}/calendar', { params: at(id), parseAs: 'blob' }),
  ) as Promise<Blob>;
}

export async function readFrequency(organizationId: string, year: number): Promise<Span[]> {
  const query = { organization_id: organizationId, year };
  return (await contentOf(client.GET('/api/v1/training-frequency', { params: { query } }))).items;
}

export async function listSeats(organizationId: string): Promise<Seat[]> {
  const query = { organization_id: organizationId };
  return (await contentOf(client.GET('/api/v1/committee-seats', { params: { query } }))).items;
}

export function takeSeat(body: Shapes['SeatIn']): Promise<Receipt> {
  return contentOf(client.POST('/api/v1/committee-seats', { params: { header: once() }, body }));
}

export function leaveSeat(id: string, toOn: string): Promise<Receipt> {
  const params = { path: { seat_id: id }, header: once() };
  return contentOf(client.POST('/api/v1/committee-seats/{seat_id}/ending', { params, body: { to_on: toOn } }));
}

export function readLearning(): Promise<Learning> {
  return contentOf(client.GET('/api/v1/learning', {}));
}

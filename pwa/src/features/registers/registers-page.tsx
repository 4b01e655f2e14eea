import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { listBooks, readRows, type Book, type BookKey, type Rows } from '../../api/registers';
import { Button } from '../../ui/button';
import { SelectField, TextField } from '../../ui/field';
import { dateInWords, momentInWords, today } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { useLoad } from '../../ui/load';
import { PageHead } from '../../ui/page-head';
import type { RouteProps } from '../../ui/router';
import { Failure, Loading, sentenceOf } from '../../ui/states';
import { say } from '../../ui/toast';
import { registersWords } from '../../words/registers';
import { worksForBranch } from '../auth/roles';
import { me } from '../auth/session';
import { branch, workplace, workplaceName } from '../auth/workplace';
import WorkplaceChoice from '../auth/workplace-choice';
import { BookTable } from './book-table';
import { periodOf, type Period, type PeriodName } from './period';
import { PrintDialog } from './print-dialog';
import './registers.css';

const FIRST: BookKey = 'reports';

/** The books as they will print: choose one and a period, look, print. */
export default function RegistersPage({ params }: RouteProps) {
  const { value: word } = registersWords;
  const place = workplace.value ?? '';
  const tabs = useRef<HTMLElement>(null);
  const chosen = (params['book'] ?? FIRST) as BookKey;
  const books = useLoad(`books/${place}`, () => listBooks(place));
  const book = books.value?.find((one) => one.key === chosen);
  const name = useSignal<PeriodName>('year');
  const own = useSignal<Period>(periodOf('year'));
  const period = name.value === 'own' ? own.value : periodOf(name.value);
  const filters = useSignal<Record<string, string>>({});
  const choices = book?.choices ?? [];
  const chosenOf = (choice: Book['choices'][number]) => filters.value[`${chosen}/${choice.name}`] ?? choice.choices[0] ?? '';
  const narrowed = choices.filter((choice) => chosenOf(choice) !== choice.choices[0]);
  const filter = narrowed.length === 0 ? undefined : narrowed.map(chosenOf).join(',');
  // 截至: empty means now; a day means the end of it, as the village counts days.
  const until = useSignal('');
  const knownAt = until.value === '' ? undefined : `${until.value}T23:59:59+08:00`;
  const isListed = books.value !== undefined;

  // On a phone the books are wider than the screen: the one that is open comes into sight.
  useEffect(() => {
    const open = tabs.current?.querySelector<HTMLElement>('[aria-current]');
    if (open) tabs.current?.scrollTo({ left: open.offsetLeft - tabs.current.clientWidth / 2 + open.offsetWidth / 2 });
  }, [chosen, isListed]);

  return (
    <div class="registers stack">
      <PageHead title={word.title} />
      <div class="desk-place">
        <WorkplaceChoice />
      </div>
      <nav class="book-links" aria-label={word.title}>
        <BookLink href="/registers/summary" label={word.links.summary} />
        <BookLink href="/registers/packs" label={word.links.packs} />
        <BookLink href="/registers/prints" label={word.links.prints} />
        {me.value !== null && worksForBranch(me.value) && <BookLink href="/registers/sheets" label={word.links.sheets} />}
      </nav>
      {books.value === undefined && books.error !== undefined && <Failure error={books.error} onRetry={books.reload} />}
      {books.value === undefined && books.error === undefined && <Loading />}
      {books.value !== undefined && (
        <nav class="book-tabs" aria-label={word.bookChoice} ref={tabs}>
          {books.value.map((one) => (
            <a key={one.key} href={`/registers/${one.key}`} aria-current={one.key === chosen ? 'page' : undefined}>
              {word.books[one.key]}
            </a>
          ))}
        </nav>
      )}
      {book !== undefined && (
        <>
          <div class="book-choices">
            <SelectField
              label={word.period}
              value={name.value}
              options={(['year', 'last', 'quarter', 'month', 'own'] as const).map((value) => ({
                value,
                label: word.periods[value],
              }))}
              onValue={(value) => {
                own.value = period;
                name.value = value as PeriodName;
              }}
            />
            {name.value === 'own' && (
              <>
                <TextField
                  type="date"
                  label={word.from}
                  value={own.value.from}
                  onValue={(from) => (own.value = { ...own.value, from })}
                />
                <TextField
                  type="date"
                  label={word.to}
                  value={own.value.to}
                  onValue={(to) => (own.value = { ...own.value, to })}
                />
              </>
            )}
            {book.choices.map((choice) => (
              <SelectField
                key={choice.name}
                label={word.choices[choice.name as keyof typeof word.choices]}
                value={chosenOf(choice)}
                options={choice.choices.map((value) => ({
                  value,
                  label: word.filters[value as keyof typeof word.filters],
                }))}
                onValue={(value) => (filters.value = { ...filters.value, [`${chosen}/${choice.name}`]: value })}
              />
            ))}
            <TextField
              type="date"
              label={word.until}
              value={until.value}
              max={today()}
              onValue={(day) => (until.value = day)}
            />
          </div>
          <p class="soft small">{until.value === '' ? word.untilNow : word.untilThen(dateInWords(until.value))}</p>
          <BookView
            key={`${place}/${chosen}/${period.from}/${period.to}/${filter ?? ''}/${until.value}`}
            book={book}
            place={place}
            period={period}
            filter={filter}
            knownAt={knownAt}
          />
        </>
      )}
    </div>
  );
}

function BookLink({ href, label }: { href: string; label: string }) {
  return (
    <a href={href}>
      {label}
      <Icon name="chevron" />
    </a>
  );
}

interface BookViewProps {
  book: Book;
  place: string;
  period: Period;
  filter: string | undefined;
  knownAt: string | undefined;
}

function BookView({ book, place, period, filter, knownAt: until }: BookViewProps) {
  const { value: word } = registersWords;
  const reveal = useSignal(false);
  const more = useSignal<Rows['items']>([]);
  const following = useSignal<number | null | undefined>(undefined);
  const busy = useSignal(false);
  const printing = useSignal(false);
  const asked = {
    book: book.key,
    organizationId: place,
    ...period,
    ...(filter === undefined ? {} : { filter }),
    ...(until === undefined ? {} : { knownAt: until }),
    reveal: reveal.value,
  };
  const load = useLoad(`rows/${JSON.stringify(asked)}`, () => readRows(asked));
  const rows = load.value;
  const next = following.value === undefined ? (rows?.next_offset ?? null) : following.value;
  const mayReveal = me.value !== null && worksForBranch(me.value);
  const isCovered = rows?.columns.some((column) => column.covered) === true;

  async function showMore(offset: number, knownAt: string | null): Promise<void> {
    busy.value = true;
    try {
      // Every page of the same cut, whatever was recorded meanwhile.
      const page = await readRows({ ...asked, offset, ...(knownAt === null ? {} : { knownAt }) });
      more.value = [...more.value, ...page.items];
      following.value = page.next_offset;
    } catch (error) {
      say(sentenceOf(error));
    }
    busy.value = false;
  }

  return (
    <section class="stack tight">
      <header class="book-head">
        <div>
          <h2>{book.title}</h2>
          {rows !== undefined && (
            <p class="soft small">
              {[word.rows(rows.total), rows.as_of === null ? '' : word.asOf(momentInWords(rows.as_of))]
                .filter(Boolean)
                .join(' · ')}
            </p>
          )}
        </div>
        <div class="row">
          {isCovered && mayReveal && rows !== undefined && rows.total > 0 && (
            <Button
              look="quiet"
              icon="eye"
              title={word.revealHint}
              onClick={() => {
                more.value = [];
                following.value = undefined;
                reveal.value = true;
              }}
            >
              {word.reveal}
            </Button>
          )}
          <Button look="primary" onClick={() => (printing.value = true)}>
            {word.print}
          </Button>
        </div>
      </header>
      {rows === undefined && load.error !== undefined && <Failure error={load.error} onRetry={load.reload} />}
      {rows === undefined && load.error === undefined && <Loading />}
      {rows !== undefined && rows.total === 0 && (
        <div class="book-none">
          <strong>{word.none}</strong>
          <p class="soft small">{word.noneHint}</p>
        </div>
      )}
      {rows !== undefined && rows.total > 0 && <BookTable rows={rows} items={[...rows.items, ...more.value]} />}
      {rows !== undefined && next !== null && (
        <Button busy={busy.value} onClick={() => void showMore(next, rows.as_of)}>
          {word.more}
        </Button>
      )}
      {printing.value && (
        <PrintDialog
          book={book}
          place={place}
          placeName={workplaceName.value}
          isBranch={branch.value !== null}
          period={period}
          filter={filter}
          knownAt={until}
          onClose={() => (printing.value = false)}
        />
      )}
    </section>
  );
}

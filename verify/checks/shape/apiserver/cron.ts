/** Schedules of CronJobs, as robfig/cron 3.0 reads them. */
import type { Mistake } from '../mistake';
import { type Field, required } from './field';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Unit {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const UNITS: readonly Unit[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of the week', min: 0, max: 6, names: DAYS },
];

const NAMED = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
/** A duration of Go, such as `1h30m`. */
const EVERY = /^@every [-+]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))*$/;

const FIX = 'use five fields: minute, hour, day of the month, month and day of the week, such as "0 3 * * *"';

export function schedule(field: Field): Mistake[] {
  if (field.text === undefined) return required(field);
  const problem = problemOf(field.text);
  return problem === undefined ? [] : [field.refused('invalid-schedule', `is ${field.printed}: ${problem}`, FIX)];
}

/** Whether it is a schedule of five fields, or `@daily` and the like. */
export const isSchedule = (text: string): boolean => problemOf(text) === undefined;

/** What is wrong with a schedule; undefined if it is valid. */
function problemOf(text: string): string | undefined {
  if (text.includes('TZ')) return 'the time zone belongs in timeZone';
  if (text.startsWith('@')) return NAMED.includes(text) || EVERY.test(text) || text === '@every 0' ? undefined : 'unknown name';
  const fields = text.split(/\s+/).filter(Boolean);
  if (fields.length !== UNITS.length) return `it has ${fields.length} fields`;
  const wrong = UNITS.find((unit, index) => !isField(fields[index] ?? '', unit));
  return wrong && `the ${wrong.name} must be ${wrong.min} to ${wrong.max}`;
}

const isField = (text: string, unit: Unit): boolean =>
  text
    .split(',')
    .filter(Boolean)
    .every((range) => isRange(range, unit));

/** `*`, `5`, `5-10`, `5/15` or `5-10/2` */
function isRange(text: string, { min, max, names = [] }: Unit): boolean {
  const [range = '', step, more] = text.split('/');
  const [low = '', high, extra] = range.split('-');
  if (more !== undefined || (step !== undefined && !(integerOf(step) ?? 0))) return false;
  if (low === '*' || low === '?') return true;
  const named = (word: string) => (names.includes(word.toLowerCase()) ? names.indexOf(word.toLowerCase()) + min : integerOf(word));
  const start = named(low);
  const end = high === undefined ? (step === undefined ? start : max) : named(high);
  return extra === undefined && start !== undefined && end !== undefined && start >= min && end <= max && start <= end;
}

const integerOf = (text: string): number | undefined => (/^\+?\d+$/.test(text) ? Number(text) : undefined);

export function timeZone(field: Field): Mistake[] {
  if (!field.isSet || typeof field.value !== 'string') return [];
  if (isTimeZone(field.value)) return [];
  return [
    field.refused('invalid-schedule', `is ${field.printed}, which is not a time zone`, 'use a name such as Etc/UTC or Europe/Berlin'),
  ];
}

function isTimeZone(name: string): boolean {
  if (/^local$/i.test(name) || !name.split('/').every((part) => /^(?!\.\.?$)[A-Za-z._0-9+][-A-Za-z._0-9+]{0,13}$/.test(part))) return false;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // The API server finds it by the name of a file, so that case counts. Aliases have another name here.
    return known === name || known.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

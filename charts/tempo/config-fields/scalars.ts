/** Which scalars Tempo accepts for a type, as yaml.v2 decodes them in strict mode. */
import { isMap } from '../../../lib/yaml/parsed';
import type { FieldType } from './fields';
import { durationFor, withUnit } from './units';

/** What `time.ParseDuration` of Go reads. */
const GO_DURATION = /^[-+]?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$|^[-+]?0$/;

/** What the durations of Prometheus are. */
const PROMETHEUS_DURATION = /^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$|^0$/;

interface Scalar {
  /** `true or false`; of a duration without the example */
  readonly title: string;
  readonly accepts: (value: unknown) => boolean;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

const SCALARS: Readonly<Record<string, Scalar>> = {
  s: { title: 'text', accepts: (value) => !isMap(value) && !Array.isArray(value) },
  b: { title: 'true or false', accepts: (value) => typeof value === 'boolean' },
  i: { title: 'an integer', accepts: isNumber },
  u: { title: 'an integer from 0', accepts: (value) => isNumber(value) && value >= 0 },
  f: { title: 'a number', accepts: isNumber },
  d: {
    title: 'a duration',
    accepts: (value) => isNumber(value) || (typeof value === 'string' && GO_DURATION.test(value)),
  },
  D: {
    title: 'a duration',
    accepts: (value) => (isNumber(value) || typeof value === 'string') && PROMETHEUS_DURATION.test(String(value)),
  },
};

/**
 * What Tempo expects for a type instead of the value: `a duration such as 10s`; undefined if it accepts the value, or if nobody knows.
 * @param field its name, for which the example is
 */
export function wantedInstead(value: unknown, type: FieldType, field: string): string | undefined {
  const scalar = SCALARS[type];
  if (!scalar || scalar.accepts(value)) return undefined;
  return /^d$/i.test(type)
    ? `${scalar.title} such as ${typeof value === 'number' ? withUnit(field, value) : durationFor(field)}`
    : scalar.title;
}

/** Which scalars Tempo accepts for a type, as yaml.v2 decodes them in strict mode. */
import { isMap } from '../../../lib/yaml/parsed';
import type { FieldType } from './fields';

/** What `time.ParseDuration` of Go reads. */
const GO_DURATION = /^[-+]?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$|^[-+]?0$/;

/** What the durations of Prometheus are. */
const PROMETHEUS_DURATION = /^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$|^0$/;

interface Scalar {
  /** `a duration such as 10s`, `true or false` */
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
    title: 'a duration such as 10s',
    accepts: (value) => isNumber(value) || (typeof value === 'string' && GO_DURATION.test(value)),
  },
  D: {
    title: 'a duration such as 10s',
    accepts: (value) => (isNumber(value) || typeof value === 'string') && PROMETHEUS_DURATION.test(String(value)),
  },
};

/** What Tempo expects for a type instead of the value; undefined if it accepts the value, or if nobody knows. */
export function wantedInstead(value: unknown, type: FieldType): string | undefined {
  const scalar = SCALARS[type];
  return scalar && !scalar.accepts(value) ? scalar.title : undefined;
}

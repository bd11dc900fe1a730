/** What the collector tells of itself: `service.telemetry`. */
import { listedOr } from '../../../../lib/findings/listed';
import { nearest } from '../../../../lib/findings/nearest';
import { at, type Path } from '../../../../lib/yaml/parsed';
import { hasPlaceholder } from '../placeholders';
import { type Mistake, NO_START } from './mistake';

export const TELEMETRY = ['service', 'telemetry'] as const;
export const LOGS = [...TELEMETRY, 'logs'] as const;
export const METRICS = [...TELEMETRY, 'metrics'] as const;

/** The struct Config of service/telemetry of the collector, from 0.86.0 to 0.158.0. */
export const OF_TELEMETRY: readonly string[] = ['logs', 'metrics', 'traces', 'resource'];

/** Its LogsConfig: all fields that one of those versions has. */
export const OF_LOGS: readonly string[] = [
  ...['level', 'development', 'encoding', 'disable_caller', 'disable_stacktrace', 'sampling', 'output_paths', 'error_output_paths'],
  ...['initial_fields', 'processors', 'disable_zap_resource'],
];

const VERBOSITY = ['none', 'basic', 'normal', 'detailed'];

/** The values that a setting can have, in lower case (zapcore.Level, the encoders of zap, configtelemetry.Level). */
const CHOICES: readonly (readonly [path: Path, values: readonly string[]])[] = [
  [
    [...LOGS, 'level'],
    ['debug', 'info', 'warn', 'error', 'dpanic', 'panic', 'fatal'],
  ],
  [
    [...LOGS, 'encoding'],
    ['console', 'json'],
  ],
  [[...METRICS, 'level'], VERBOSITY],
  [[...TELEMETRY, 'traces', 'level'], VERBOSITY],
];

/** Settings with a value that no version knows. Some versions of zap know `warning` too. */
export const unknownChoices = (config: unknown): Mistake[] =>
  CHOICES.flatMap(([path, values]): Mistake[] => {
    const value = at(config, ...path);
    // A number is the level itself.
    if (typeof value !== 'string' || value === '' || hasPlaceholder(value) || [...values, 'warning'].includes(value.toLowerCase()))
      return [];
    const meant = nearest(value.toLowerCase(), values);
    const problem = `${JSON.stringify(value)} is not a value of ${path.join('.')}, ${NO_START}`;
    return [{ rule: 'unknown-choice', path, problem, fix: meant ? `did you mean ${meant}?` : `use ${listedOr(values)}` }];
  });

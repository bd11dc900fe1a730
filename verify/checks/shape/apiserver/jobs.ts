/** Jobs and CronJobs. */
import type { Mistake } from '../mistake';
import { schedule, timeZone } from './cron';
import { allWithin, type Field, oneOf, required, type Surroundings, type Validator } from './field';
import { podSpec } from './pods';
import { labelSelector } from './selectors';

/** The name of a Job is also a label of its pods. */
export const job: Validator = (object, surroundings) => [
  ...shortName(object.at('metadata', 'name'), 63),
  ...jobSpec(object.at('spec'), surroundings),
];

const shortName = (name: Field, most: number): Mistake[] =>
  (name.text?.length ?? 0) > most
    ? [name.refused('invalid-name', `has ${name.text?.length} characters, but must have at most ${most}`, 'use a shorter name')]
    : [];

/** A CronJob adds up to 11 characters to its name for each Job. */
export const cronJob: Validator = (object, surroundings) => {
  const spec = object.at('spec');
  return [
    ...shortName(object.at('metadata', 'name'), 52),
    ...schedule(spec.at('schedule')),
    ...timeZone(spec.at('timeZone')),
    ...allWithin(spec, ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'], 0),
    ...jobSpec(spec.at('jobTemplate', 'spec'), surroundings),
    ...(spec.at('jobTemplate', 'spec', 'manualSelector').value === true
      ? [spec.at('jobTemplate', 'spec', 'manualSelector').refused('conflicting-fields', 'is set for a CronJob', 'remove it')]
      : []),
  ];
};

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

function jobSpec(spec: Field, surroundings: Surroundings): Mistake[] {
  const isIndexed = spec.at('completionMode').text === 'Indexed';
  return [
    ...allWithin(spec, COUNTS, 0),
    ...oneOf(spec.at('completionMode'), 'invalid-value', ['NonIndexed', 'Indexed']),
    ...(isIndexed
      ? required(spec.at('completions'))
      : ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'].flatMap((name) =>
          spec.at(name).isSet
            ? [spec.at(name).refused('conflicting-fields', 'is set, and completionMode is not Indexed', 'remove it')]
            : [],
        )),
    ...restartPolicy(spec),
    ...selector(spec),
    ...replacement(spec),
    ...podSpec(spec.at('template', 'spec'), surroundings),
  ];
}

function restartPolicy(spec: Field): Mistake[] {
  const policy = spec.at('template', 'spec', 'restartPolicy');
  if (policy.text === 'OnFailure' && spec.at('podFailurePolicy').isSet)
    return [policy.refused('restart-policy', 'is OnFailure, and podFailurePolicy is set', 'use Never')];
  if (policy.text !== undefined && policy.text !== 'Always') return [];
  return [policy.refused('restart-policy', policy.text ? 'is Always' : 'is missing, and the default is Always', 'use OnFailure or Never')];
}

/** The API server makes the selector of a Job. */
function selector(spec: Field): Mistake[] {
  const field = spec.at('selector');
  if (!field.isSet) return [];
  if (spec.at('manualSelector').value === true) return labelSelector(field);
  return [field.refused('invalid-selector', 'is set, but the API server makes it', 'remove it, or add manualSelector: true')];
}

function replacement(spec: Field): Mistake[] {
  const policy = spec.at('podReplacementPolicy');
  const known = spec.at('podFailurePolicy').isSet ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return oneOf(policy, 'invalid-value', known);
}

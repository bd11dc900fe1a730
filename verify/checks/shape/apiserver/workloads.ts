/** Workloads: their selectors, replicas, restart policies and strategies. */
import { LONGEST_NAME_OF_SET } from '../../../../lib/kubernetes/labels';
import type { Mistake } from '../mistake';
import { claimSpec } from './claims';
import { allWithin, type Field, formed, oneOfOrEmpty, required, requiredFormed, type Surroundings, type Validator } from './field';
import { LABEL } from './formats';
import { amountOf, countOrPercent } from './percentages';
import { podSpec } from './pods';
import { isSelected, labelSelector } from './selectors';
import { repeated } from './unique';

/** A workload whose pods run all the time. */
const running =
  (own: Validator): Validator =>
  (object, surroundings) => {
    const spec = object.at('spec');
    return [
      ...selection(spec),
      ...allWithin(spec, ['replicas', 'minReadySeconds'], 0),
      ...alwaysRestarted(spec.at('template', 'spec')),
      ...own(spec, surroundings),
    ];
  };

const template = (spec: Field, surroundings: Surroundings, claims: readonly string[] = []): Mistake[] =>
  podSpec(spec.at('template', 'spec'), surroundings, claims);

export const deployment = running((spec, surroundings) => [
  ...template(spec, surroundings),
  ...deploymentStrategy(spec.at('strategy')),
  ...history(spec),
  ...deadline(spec),
]);

export const daemonSet = running((spec, surroundings) => [
  ...template(spec, surroundings),
  ...daemonStrategy(spec.at('updateStrategy')),
  ...history(spec),
]);

export const replicaSet = running((spec, surroundings) => template(spec, surroundings));

export const statefulSet: Validator = (object, surroundings) => [
  ...nameForPods(object.at('metadata', 'name')),
  ...ofSet(object, surroundings),
];

/** The API server takes a longer name, and then refuses every pod. */
const nameForPods = (name: Field): Mistake[] => {
  const length = name.text?.length ?? 0;
  if (length <= LONGEST_NAME_OF_SET) return [];
  const problem = `has ${length} characters, but with more than ${LONGEST_NAME_OF_SET} the label controller-revision-hash of its pods is too long, so none is created`;
  return [{ ...name.refused('invalid-name', problem, 'use a shorter name'), outcome: 'taken' }];
};

const ofSet = running((spec, surroundings) => {
  const claims = spec.items('volumeClaimTemplates');
  const strategy = spec.at('updateStrategy');
  const retention = spec.at('persistentVolumeClaimRetentionPolicy');
  return [
    ...template(
      spec,
      surroundings,
      claims.flatMap((claim) => claim.at('metadata', 'name').text ?? []),
    ),
    ...oneOfOrEmpty(spec.at('podManagementPolicy'), 'invalid-value', ['OrderedReady', 'Parallel']),
    ...onlyRolling(strategy, 'OnDelete'),
    // maxUnavailable needs a feature that is off by default, and is dropped.
    ...allWithin(strategy.at('rollingUpdate'), ['partition'], 0),
    ...allWithin(spec.at('ordinals'), ['start'], 0),
    ...formed(spec.at('serviceName'), 'invalid-reference', LABEL),
    ...['whenDeleted', 'whenScaled'].flatMap((name) => oneOfOrEmpty(retention.at(name), 'invalid-value', ['Retain', 'Delete'])),
    ...repeated(claims, (claim) => claim.at('metadata', 'name').text).map(({ item, key }) => ({
      ...item
        .at('metadata', 'name')
        .refused('duplicate-name', `is ${JSON.stringify(key)} again, and one of them is lost`, 'rename or remove it'),
      outcome: 'taken' as const,
    })),
    ...claims.flatMap((claim) => [
      ...requiredFormed(claim.at('metadata', 'name'), 'invalid-container-name', LABEL),
      ...claimSpec(claim.at('spec')),
    ]),
  ];
});

/** Not checked for StatefulSets. */
const history = (spec: Field): Mistake[] => allWithin(spec, ['revisionHistoryLimit'], 0);

/** A ReplicationController has a map of labels instead of a selector. It is the labels of its pods by default. */
export const replicationController: Validator = (object, surroundings) => [
  ...allWithin(object.at('spec'), ['replicas', 'minReadySeconds'], 0),
  ...alwaysRestarted(object.at('spec', 'template', 'spec')),
  ...template(object.at('spec'), surroundings),
  ...object.entries('spec', 'selector').flatMap(([key, field]) => {
    const label = object.at('spec', 'template', 'metadata', 'labels', key);
    if (label.value === field.value) return [];
    return [
      field.refused(
        'selector-mismatch',
        `is ${field.printed}, but its pods have ${label.isSet ? label.printed : 'no such label'}`,
        'use the same value',
      ),
    ];
  }),
];

function selection(spec: Field): Mistake[] {
  const [selector, labels] = [spec.at('selector'), spec.at('template', 'metadata', 'labels')];
  if (!selector.isSet) return required(selector);
  if (selector.at('matchLabels').size + selector.at('matchExpressions').size === 0)
    return [selector.refused('invalid-selector', 'selects nothing', 'add the labels of the pods to matchLabels')];
  const differing = selector.entries('matchLabels').flatMap(([key, field]) => {
    const value = labels.at(key);
    if (value.value === field.value) return [];
    const problem = `is ${field.printed}, but its pods have ${value.isSet ? value.printed : 'no such label'}`;
    return [field.refused('selector-mismatch', problem, 'use the same value')];
  });
  const excluded =
    differing.length > 0 || isSelected(selector, labels)
      ? []
      : [selector.at('matchExpressions').refused('selector-mismatch', 'does not select its pods', 'use the labels of the pods')];
  return [...labelSelector(selector), ...differing, ...excluded];
}

function alwaysRestarted(pod: Field): Mistake[] {
  const [policy, deadline] = [pod.at('restartPolicy'), pod.at('activeDeadlineSeconds')];
  return [
    ...(policy.text && policy.text !== 'Always'
      ? [policy.refused('restart-policy', `is ${policy.printed}, but must be Always`, 'remove it')]
      : []),
    ...(deadline.isSet ? [deadline.refused('conflicting-fields', 'is set for pods that are restarted', 'remove it')] : []),
  ];
}

/** `rollingUpdate` beside another type of strategy. */
function onlyRolling(strategy: Field, other: string): Mistake[] {
  const rollingUpdate = strategy.at('rollingUpdate');
  return [
    ...oneOfOrEmpty(strategy.at('type'), 'update-strategy', ['RollingUpdate', other]),
    ...(rollingUpdate.isSet && strategy.at('type').text === other
      ? [rollingUpdate.refused('update-strategy', `is set, and the type is ${other}`, 'remove it, or use type: RollingUpdate')]
      : []),
  ];
}

function deploymentStrategy(strategy: Field): Mistake[] {
  const update = strategy.at('rollingUpdate');
  const [unavailable, surge] = [update.at('maxUnavailable'), update.at('maxSurge')];
  return [
    ...onlyRolling(strategy, 'Recreate'),
    ...countOrPercent(unavailable, 100),
    ...countOrPercent(surge),
    // The default of both is 25%.
    ...(amountOf(unavailable) === 0 && amountOf(surge) === 0
      ? [unavailable.refused('update-strategy', 'is 0, and so is maxSurge', 'raise one of them')]
      : []),
  ];
}

function daemonStrategy(strategy: Field): Mistake[] {
  const update = strategy.at('rollingUpdate');
  const [unavailable, surge] = [update.at('maxUnavailable'), update.at('maxSurge')];
  // The defaults are 1 and 0.
  const [lost, more] = [unavailable.isSet ? amountOf(unavailable) : 1, surge.isSet ? amountOf(surge) : 0];
  if (strategy.at('type').text === 'OnDelete') return [];
  return [
    ...oneOfOrEmpty(strategy.at('type'), 'update-strategy', ['RollingUpdate', 'OnDelete']),
    ...countOrPercent(unavailable, 100),
    ...countOrPercent(surge, 100),
    ...(lost === 0 && more === 0 ? [unavailable.refused('update-strategy', 'is 0, and so is maxSurge', 'raise one of them')] : []),
    ...(lost !== 0 && lost !== undefined && more !== 0 && more !== undefined
      ? [surge.refused('update-strategy', 'is set, and maxUnavailable is not 0', 'add maxUnavailable: 0, or remove it')]
      : []),
  ];
}

/** The default is 600 seconds. */
function deadline(spec: Field): Mistake[] {
  const field = spec.at('progressDeadlineSeconds');
  const [seconds, ready] = [field.number ?? 600, spec.at('minReadySeconds').number ?? 0];
  if (seconds > ready) return [];
  return [field.refused('out-of-range', `is ${seconds}, but must be more than minReadySeconds, which is ${ready}`, 'raise it')];
}

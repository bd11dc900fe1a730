/** HorizontalPodAutoscalers and PodDisruptionBudgets. */
import { entryOf } from '../../../../lib/yaml/parsed';
import type { Mistake } from '../mistake';
import { type Field, oneOf, required, requiredFormed, requiredList, setAmong, type Validator, within } from './field';
import { LABEL, PATH_SEGMENT } from './formats';
import { countOrPercent } from './percentages';
import { quantityMistakes } from './quantity';
import { resourceName } from './resources';
import { labelSelector } from './selectors';

/** Both may be absent, but they exclude each other. */
export const disruptionBudget: Validator = (object) => {
  const spec = object.at('spec');
  const [least, most] = [spec.at('minAvailable'), spec.at('maxUnavailable')];
  return [
    ...(least.isSet && most.isSet ? [spec.refused('disruption-budget', 'has minAvailable and maxUnavailable', 'keep one of them')] : []),
    ...countOrPercent(least, 100),
    ...countOrPercent(most, 100),
    ...labelSelector(spec.at('selector')),
    ...oneOf(spec.at('unhealthyPodEvictionPolicy'), 'invalid-value', ['IfHealthyBudget', 'AlwaysAllow']),
  ];
};

export const autoscaler: Validator = (object, { minor }) => {
  const spec = object.at('spec');
  const [least, most, target] = [spec.at('minReplicas'), spec.at('maxReplicas'), spec.at('scaleTargetRef')];
  const old = spec.at('targetCPUUtilizationPercentage');
  return [
    // 0 needs a feature that is off by default.
    ...within(least, 1),
    ...within(most, 1),
    ...(least.number !== undefined && most.number !== undefined && most.number >= 1 && least.number > most.number
      ? [most.refused('autoscaler-bounds', `is ${most.number}, but minReplicas is ${least.number}`, 'raise it, or lower minReplicas')]
      : []),
    ...withGroup(target.at('apiVersion'), minor),
    ...requiredFormed(target.at('kind'), 'invalid-reference', PATH_SEGMENT),
    ...requiredFormed(target.at('name'), 'invalid-reference', PATH_SEGMENT),
    ...within(old, 1),
    ...spec.items('metrics').flatMap(metric),
    ...['scaleUp', 'scaleDown'].flatMap((name) => scalingRules(spec.at('behavior', name))),
  ];
};

/** Kubernetes 1.34 is the first that requires it. */
const withGroup = (version: Field, minor: number): Mistake[] =>
  minor < 34 || /^[^/]+\/[^/]+$/.test(version.text ?? '')
    ? []
    : [
        version.refused(
          'invalid-reference',
          `${version.isSet ? `is ${version.printed}` : 'is missing'}, but must name a group`,
          'use apps/v1',
        ),
      ];

/** The field of each type of metric. */
const METRICS: Readonly<Record<string, string>> = {
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
  External: 'external',
  ContainerResource: 'containerResource',
};

function metric(field: Field): Mistake[] {
  const type = field.at('type');
  if (type.text === undefined) return required(type);
  const own = entryOf(METRICS, type.text);
  if (own === undefined) return oneOf(type, 'invalid-metric', Object.keys(METRICS));
  const source = field.at(own);
  const others = setAmong(field, Object.values(METRICS)).filter((name) => name !== own);
  return [
    ...others.map((name) => field.at(name).refused('invalid-metric', `is set, and the type is ${type.text}`, 'remove it')),
    ...(source.isSet ? [...metricSource(own, source), ...target(own, source.at('target'))] : required(source)),
  ];
}

const metricSource = (name: string, source: Field): Mistake[] =>
  name === 'resource'
    ? required(source.at('name'))
    : name === 'containerResource'
      ? [
          ...required(source.at('name')),
          ...resourceName(source.at('name')),
          ...requiredFormed(source.at('container'), 'invalid-reference', LABEL),
        ]
      : [
          ...requiredFormed(source.at('metric', 'name'), 'invalid-metric', PATH_SEGMENT),
          ...(name === 'object'
            ? ['kind', 'name'].flatMap((part) => requiredFormed(source.at('describedObject', part), 'invalid-reference', PATH_SEGMENT))
            : []),
        ];

/** The values that each kind of metric may be compared with. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  object: ['value', 'averageValue'],
  external: ['value', 'averageValue'],
  pods: ['averageValue'],
  resource: ['averageUtilization', 'averageValue'],
  containerResource: ['averageUtilization', 'averageValue'],
};

function target(name: string, field: Field): Mistake[] {
  const known = TARGETS[name] ?? [];
  const set = setAmong(field, known);
  return [
    ...required(field.at('type')),
    ...oneOf(field.at('type'), 'invalid-metric', ['Utilization', 'Value', 'AverageValue']),
    ...quantityMistakes(field.at('value'), 1),
    ...quantityMistakes(field.at('averageValue'), 1),
    ...within(field.at('averageUtilization'), 1),
    ...(set.length === 0 ? [field.refused('invalid-metric', 'has no value', `add one of ${known.join(', ')}`)] : []),
    ...(set.length > 1 && name !== 'object' ? [field.refused('invalid-metric', `has ${set.join(' and ')}`, 'keep one of them')] : []),
  ];
}

function scalingRules(rules: Field): Mistake[] {
  if (!rules.isSet) return [];
  const policies = rules.at('policies');
  return [
    ...within(rules.at('stabilizationWindowSeconds'), 0, 3600),
    ...oneOf(rules.at('selectPolicy'), 'invalid-value', ['Max', 'Min', 'Disabled']),
    ...(policies.isSet ? requiredList(policies, 'add a policy, or remove the list') : []),
    ...policies
      .items()
      .flatMap((policy) => [
        ...required(policy.at('type')),
        ...oneOf(policy.at('type'), 'invalid-value', ['Pods', 'Percent']),
        ...within(policy.at('value'), 1),
        ...within(policy.at('periodSeconds'), 1, 1800),
      ]),
  ];
}

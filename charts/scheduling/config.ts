/** The part of the cluster file about the nodes of the stack's pods: what ValidatePodSpec of Kubernetes accepts. */
import * as z from 'zod';
import { labelKey, labelValue, objectName } from '../../lib/cluster-file/formats/kubernetes';
import { CLUSTER_FILE_RULES } from '../../lib/cluster-file/rules';
import { stated } from '../../lib/cluster-file/schema/alternatives';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { isMap, textAt } from '../../lib/yaml/parsed';

/** The only names with the prefix `system-` that Kubernetes allows; both always exist. */
export const BUILT_IN_PRIORITIES: readonly string[] = ['system-cluster-critical', 'system-node-critical'];

type Refinement = readonly [
  agrees: (value: unknown) => boolean,
  params: { readonly when: () => boolean; readonly path: PropertyKey[]; readonly params: ReturnType<typeof stated> },
];

/** A rule about two keys of a toleration, reported at one of them. */
const rule = (key: string, isBroken: (toleration: unknown) => boolean, problem: string, fix: string): Refinement => [
  (value) => !isMap(value) || !isBroken(value),
  { when: () => true, path: [key], params: stated(() => CLUSTER_FILE_RULES.says('conflicting-keys', problem, fix)) },
];

const isExists = (toleration: unknown) => textAt(toleration, 'operator') === 'Exists';
const has = (toleration: unknown, key: string) => isMap(toleration) && toleration[key] !== undefined;

const toleration = lazyObject(() => ({
  key: labelKey('dedicated').optional().describe('The key of the taint; without one, operator Exists tolerates every taint'),
  operator: z.enum(['Equal', 'Exists']).optional().describe('Whether value must equal that of the taint; default Equal'),
  value: labelValue('tracing').optional().describe('The value of the taint; default empty'),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional().describe('The effect of the taint; default every effect'),
  tolerationSeconds: z.int().optional().describe('How long a pod stays after a taint with the effect NoExecute; default forever'),
}))
  .refine(
    ...rule(
      'key',
      (each) => !has(each, 'key') && !isExists(each),
      'missing, and operator is not Exists',
      'add key, or use operator: Exists',
    ),
  )
  .refine(
    ...rule(
      'value',
      (each) => isExists(each) && !!textAt(each, 'value'),
      'set beside operator Exists',
      'remove it, or use operator: Equal',
    ),
  )
  .refine(
    ...rule(
      'tolerationSeconds',
      (each) => has(each, 'tolerationSeconds') && textAt(each, 'effect') !== 'NoExecute',
      'set, and effect is not NoExecute',
      'remove it, or use effect: NoExecute',
    ),
  );

const priorityClass = objectName('tracing').refine((name) => !name.startsWith('system-') || BUILT_IN_PRIORITIES.includes(name), {
  params: stated((name) =>
    CLUSTER_FILE_RULES.says(
      'invalid-value',
      `${JSON.stringify(name)} begins with system-, which only ${BUILT_IN_PRIORITIES.join(' and ')} may`,
      'use the name of a PriorityClass that exists',
    ),
  ),
});

export const schedulingConfig = lazyObject(() => ({
  nodeSelector: z
    .record(labelKey('pool'), labelValue('tracing'))
    .default({})
    .meta({ description: 'The labels of the nodes that run the pods; default none', examples: [{ pool: 'tracing' }] }),
  tolerations: z
    .array(toleration)
    .default([])
    .meta({
      description: 'Which taints of nodes the pods tolerate; default none',
      examples: [[{ key: 'dedicated', value: 'tracing', effect: 'NoSchedule' }]],
    }),
  priorityClassName: priorityClass.optional().describe('The PriorityClass of the pods; default that of the cluster'),
}));

export type SchedulingConfig = z.infer<typeof schedulingConfig>;
export type Toleration = SchedulingConfig['tolerations'][number];

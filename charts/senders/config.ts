/** The part of the cluster file about the applications that send traces. */
import * as z from 'zod';
import { labelKey, labelValue, namespace } from '../../lib/cluster-file/formats/kubernetes';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { RECEIVER_NAMES } from '../tempo/receivers';

const LABELS = { app: 'cart' };

const workload = lazyObject(() => ({
  namespace: namespace('shop').describe('Its namespace'),
  labels: z
    .record(labelKey('app'), labelValue('cart'))
    .optional()
    .meta({ description: 'The labels of its pods; default every pod of the namespace', examples: [LABELS] }),
  receiver: z.enum(RECEIVER_NAMES).describe('The protocol by which it sends: one of tempo.receivers, or what the collector receives'),
}));

export const sendersConfig = lazyObject(() => ({
  complete: z.boolean().default(false).describe('Whether nothing else sends traces, so that networkPolicies permit nothing else'),
  workloads: z.array(workload).default([]).describe('The applications that send traces'),
}));

export type SendersConfig = z.infer<typeof sendersConfig>;

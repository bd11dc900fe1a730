/** Where the charts of Tempo enable receivers that a user wrote elsewhere: as the other chart has them, or as Tempo itself. */
import { isTempoChart } from '../../../charts/tempo/installed';
import { hasReceiver, pathOfReceiver, RECEIVER_NAMES, RECEIVERS, type Receiver } from '../../../charts/tempo/receivers';
import { monolithicReleases } from '../../../charts/tempo/releases';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, type Path } from '../../../lib/yaml/parsed';

/** A value that enables a receiver. */
export interface ReceiverValue {
  readonly path: Path;
  readonly value: unknown;
}

/** What they are below in the configuration of Tempo and in the values of its charts. */
const ABOVE = ['tempo', 'structuredConfig', 'distributor', 'config'];

const IN_DISTRIBUTED = 'traces';

/**
 * The values of the chart that enable the receivers of a value without effect.
 * @returns undefined if it is about something else, or where the chart reads it
 */
export function receiverValues(steps: readonly string[], chart: string, value: unknown): ReceiverValue[] | undefined {
  if (!isTempoChart(chart)) return undefined;
  const isOne = chart === monolithicReleases.name;
  const written = receiversIn(steps, value);
  const isThere = isOne ? steps.slice(0, 2).join('.') === 'tempo.receivers' : steps[0] === IN_DISTRIBUTED;
  if (!written || isThere) return undefined;
  return isOne ? written.map(inOne) : written.map(inDistributed);
}

const inOne = (receiver: Receiver): ReceiverValue => ({ path: ['tempo', 'receivers', ...pathOfReceiver(receiver)], value: {} });
const inDistributed = (receiver: Receiver): ReceiverValue => ({ path: switchOf(receiver), value: true });

const switchOf = (receiver: Receiver): string[] => [IN_DISTRIBUTED, ...RECEIVERS[receiver].values, 'enabled'];

/** Undefined if the value is not about receivers. */
function receiversIn(steps: readonly string[], value: unknown): Receiver[] | undefined {
  const index = steps.findIndex((step) => !ABOVE.includes(step));
  const key = steps[index];
  const all = nested(steps.slice(index), value);
  if (key === 'receivers') return RECEIVER_NAMES.filter((receiver) => hasReceiver(at(all, key), receiver));
  return key === IN_DISTRIBUTED ? RECEIVER_NAMES.filter((receiver) => isTrueInTemplate(at(all, ...switchOf(receiver)))) : undefined;
}

const nested = (steps: readonly string[], value: unknown): unknown =>
  steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);

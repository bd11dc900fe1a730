/** The collector between senders and Tempo that a side installs. */
import { COLLECTOR, SAMPLING } from '../../charts/collector/collector';
import { hasReceiver, RECEIVER_NAMES, type Receiver } from '../../charts/tempo/receivers';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, textAt } from '../../lib/yaml/parsed';
import type { Installation, Stack, World } from '../stack';
import { chartLabelOf } from '../world/chart-label';
import { configurationIn } from '../world/collectors';

export interface InstalledCollector {
  readonly namespace: string;
  readonly receivers: readonly Receiver[];
}

/** The second tier, which decides about whole traces. */
export interface InstalledSampling {
  /** Of the chart. */
  readonly version: string;
  /** `30s`, from the first span of a trace to the decision. */
  readonly decisionWait: string;
  /** Undefined if its chart does not set it, such as for an autoscaler. */
  readonly replicas?: number;
}

/** The first tier. */
export function collectorIn(stack: Stack | World, releases: readonly Installation[]): InstalledCollector | undefined {
  const tier = tierIn(COLLECTOR, stack, releases);
  const receiving = at(tier?.configuration, 'receivers');
  return tier && { namespace: tier.namespace, receivers: RECEIVER_NAMES.filter((receiver) => hasReceiver(receiving, receiver)) };
}

export function samplingIn(stack: Stack | World, releases: readonly Installation[]): InstalledSampling | undefined {
  const tier = tierIn(SAMPLING, stack, releases);
  const decisionWait = textAt(tier?.configuration, 'processors', 'tail_sampling', 'decision_wait');
  if (tier?.version === undefined || decisionWait === undefined) return undefined;
  return { version: tier.version, decisionWait, replicas: tier.replicas };
}

interface Tier {
  readonly namespace: string;
  readonly version?: string;
  readonly replicas?: number;
  readonly configuration: unknown;
}

/** By its values, or by its configuration if synth has rendered the chart. */
function tierIn(name: string, { objects }: Stack | World, releases: readonly Installation[]): Tier | undefined {
  const release = releases.find(({ releaseName }) => releaseName === name);
  if (release) {
    const { namespace, chart, values } = release;
    const isScaled = isTrueInTemplate(at(values, 'autoscaling', 'enabled'));
    const replicas = isScaled ? undefined : numberIn(at(values, 'replicaCount'));
    return { namespace, version: chart.version, replicas, configuration: at(values, 'alternateConfig') };
  }
  const map = objects.find(({ object: { kind, metadata } }) => kind === 'ConfigMap' && metadata.name === name);
  const text = textAt(map?.object, 'data', 'relay');
  if (!map || text === undefined) return undefined;
  const pods = objects.find(
    ({ object: { kind, metadata }, namespace }) => PODS.includes(kind) && metadata.name === name && namespace === map.namespace,
  );
  const replicas = numberIn(at(pods?.object.spec, 'replicas'));
  return { namespace: map.namespace ?? '', version: chartLabelOf(map.object)?.version, replicas, configuration: configurationIn(text) };
}

const PODS = ['Deployment', 'StatefulSet'];

const numberIn = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The collector between senders and Tempo that a side installs. */
import { COLLECTOR } from '../../charts/collector/collector';
import { hasReceiver, RECEIVER_NAMES, type Receiver } from '../../charts/tempo/receivers';
import { at, textAt } from '../../lib/yaml/parsed';
import type { Installation, Stack, World } from '../stack';
import { configurationIn } from '../world/collectors';

export interface InstalledCollector {
  readonly namespace: string;
  readonly receivers: readonly Receiver[];
}

/** By its values, or by its configuration if synth has rendered the chart. */
export function collectorIn({ objects }: Stack | World, releases: readonly Installation[]): InstalledCollector | undefined {
  const release = releases.find(({ releaseName }) => releaseName === COLLECTOR);
  if (release) return { namespace: release.namespace, receivers: receiversIn(at(release.values, 'alternateConfig')) };
  const map = objects.find(({ object: { kind, metadata } }) => kind === 'ConfigMap' && metadata.name === COLLECTOR);
  const text = textAt(map?.object, 'data', 'relay');
  return text === undefined ? undefined : { namespace: map?.namespace ?? '', receivers: receiversIn(configurationIn(text)) };
}

const receiversIn = (configuration: unknown): Receiver[] =>
  RECEIVER_NAMES.filter((receiver) => hasReceiver(at(configuration, 'receivers'), receiver));

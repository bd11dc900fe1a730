/** Rendered OpenTelemetry Collectors: the configuration of each, and what receives and sends spans by it. */
import { defaultHost } from '../../charts/collector/components/default-host-releases';
import { isOfPods, typeOf } from '../../charts/collector/components/processors';
import { type Pipeline, tracesOf } from '../../charts/collector/configuration/pipelines';
import { RECEIVER_NAMES, RECEIVERS, type Receiver } from '../../charts/tempo/receivers';
import { loadYaml } from '../../lib/helm/yaml';
import { hostOf, isLoopback } from '../../lib/kubernetes/loopback';
import { at, isMap, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';
import type { Container, Pod } from './kubernetes';
import type { Lookup } from './lookup';
import { mountedFile, type PodContainer } from './mounted-file';
import { staysRunning, versionOfImage } from './tempo';

export interface RunningCollector {
  /** The name of its workload. */
  readonly name: string;
  /** The ConfigMap or Secret with the configuration. */
  readonly placed: Placed;
  /** The key of that object: `relay`. */
  readonly key: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly reader: PodContainer;
}

/** All collectors with one configuration file, which is among these manifests. */
export const collectorsIn = (world: World, lookup: Lookup): RunningCollector[] =>
  lookup.pods.flatMap((pod) =>
    pod.containers
      .filter((container) => staysRunning(pod, container))
      .flatMap((container) => {
        const file = onlyConfiguration(container.args);
        const found = file === undefined ? undefined : mountedFile(file, { pod, container }, world);
        const config = found && configurationIn(found.text);
        if (!found || !config) return [];
        return [{ name: pod.placed.object.metadata.name, placed: found.placed, key: found.key, config, reader: { pod, container } }];
      }),
  );

/** The collector in these pods. */
export const collectorBehind = (pods: readonly Pod[], collectors: readonly RunningCollector[]): RunningCollector | undefined =>
  collectors.find(({ reader }) => pods.includes(reader.pod));

/** The file of `--config`; undefined for several, which the collector merges, and for what is not a file. */
function onlyConfiguration(args: readonly string[]): string | undefined {
  const values = args.flatMap((arg, index) => {
    const [, inFlag] = /^--?config=(.*)$/s.exec(arg) ?? [];
    return inFlag !== undefined ? [inFlag] : /^--?config$/.test(arg) ? [args[index + 1] ?? ''] : [];
  });
  const [file = ''] = values;
  return values.length === 1 && !args.some((arg) => /^--?set\b/.test(arg)) && /^(file:)?\//.test(file)
    ? file.replace(/^file:/, '')
    : undefined;
}

/** The configuration of a collector; undefined for another text, also one that cannot be read. */
export function configurationIn(text: string): RunningCollector['config'] | undefined {
  try {
    const config = loadYaml(text);
    return isMap(config) && isMap(at(config, 'service', 'pipelines')) && isMap(config.receivers) ? config : undefined;
  } catch {
    return undefined;
  }
}

export interface Listening {
  readonly receiver: Receiver;
  readonly port: number;
  /** Whether only other containers of the pod reach it. */
  readonly isLocal: boolean;
  readonly hasTls: boolean;
}

/** Where a component without an endpoint listens. */
export const defaultHostOf = ({ image, args }: Container): string => defaultHost(versionOfImage(image), args);

/** What receives spans, in these pipelines. */
export function listeningIn(collector: RunningCollector, pipelines: readonly Pipeline[] = tracesOf(collector.config)): Listening[] {
  const used = new Set(pipelines.flatMap(({ receivers }) => receivers));
  return [...used].flatMap((name) =>
    RECEIVER_NAMES.flatMap((receiver): Listening[] => {
      const { configuration, port }: { readonly configuration: readonly [string, string?]; readonly port: number } = RECEIVERS[receiver];
      const [type, protocol] = configuration;
      if (typeOf(name) !== type) return [];
      const parent = mapAt(collector.config, 'receivers', name, ...(protocol ? ['protocols'] : []));
      if (protocol && !Object.hasOwn(parent, protocol)) return [];
      const settings = protocol ? mapAt(parent, protocol) : parent;
      const endpoint = textAt(settings, 'endpoint') ?? `${defaultHostOf(collector.reader.container)}:${port}`;
      const number = /:(\d+)$/.exec(endpoint)?.[1];
      if (number === undefined) return [];
      return [{ receiver, port: Number(number), isLocal: isLoopback(hostOf(endpoint)), hasTls: isMap(settings.tls) }];
    }),
  );
}

/** The settings of the processors in pipelines of traces that add the attributes of a sender's pod, by each of their two names. */
export const attributesOf = (collector: RunningCollector): unknown[] =>
  [...new Set(tracesOf(collector.config).flatMap(({ processors }) => processors))]
    .filter(isOfPods)
    .map((name) => at(collector.config, 'processors', name));

/** Rendered instances of Tempo: the configuration, and all containers that read it. */
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../../charts/tempo/receivers';
import { targetName, WORKLOADS } from '../../charts/tempo/workloads';
import { loadYaml } from '../../lib/helm/yaml';
import { at, isMap, leavesOf, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';
import type { Container, Pod } from './kubernetes';
import type { Lookup } from './lookup';

export interface Reader {
  readonly pod: Pod;
  readonly container: Container;
}

export interface RunningTempo {
  /** The ConfigMap or Secret with the configuration. */
  readonly placed: Placed;
  readonly namespace: string;
  /** The configuration as text, with its variables. */
  readonly text: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Its processes. */
  readonly readers: readonly Reader[];
  /** The variables in the text that have no default there. */
  readonly variables: readonly string[];
}

/** `${NAME}`, but not the escaped `$${NAME}`. A variable with a default may be unset. */
const VARIABLE = /(?<!\$)\$\{(\w+)(:?[-=+?][^}]*)?\}/g;

/** All instances of Tempo in the stack, one per configuration. */
export function temposIn(world: World, lookup: Lookup): RunningTempo[] {
  const tempos = new Map<string, { placed: Placed; text: string; readers: Reader[] }>();
  for (const pod of lookup.pods)
    for (const container of pod.containers) {
      const found = configurationOf(pod, container, world);
      if (!found || !/^(storage|distributor|querier|ingester):/m.test(found.text)) continue;
      const id = `${found.placed.object.kind} ${pod.placed.namespace} ${found.placed.object.metadata.name} ${found.key}`;
      const tempo = tempos.get(id) ?? { placed: found.placed, text: found.text, readers: [] };
      tempo.readers.push({ pod, container });
      tempos.set(id, tempo);
    }
  return [...tempos.values()].map(({ placed, text, readers }) => ({
    placed,
    namespace: placed.namespace ?? '',
    text,
    config: parsed(text),
    readers,
    variables: [...new Set([...text.matchAll(VARIABLE)].flatMap(([, name = '', fallback]) => (fallback ? [] : [name])))],
  }));
}

/** Variables are not expanded: in YAML they are plain text. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const config = loadYaml(text);
    return isMap(config) ? config : {};
  } catch {
    return {};
  }
}

/** The file of `-config.file`, if the container mounts it from a ConfigMap or Secret. */
function configurationOf(pod: Pod, { args, mounts }: Container, { objects }: World) {
  const file = configurationFile(args);
  const mount = file === undefined ? undefined : mountOf(file, mounts);
  const volume = pod.volumes.find((candidate) => candidate.volume === mount?.volume);
  if (file === undefined || !mount || !volume) return undefined;
  const key = mount.subPath ?? file.slice(mount.path.replace(/\/$/, '').length + 1);
  const placed = objects.find(
    ({ object, namespace }) => object.kind === volume.kind && object.metadata.name === volume.name && namespace === pod.placed.namespace,
  );
  const text = placed && (textAt(placed.object, 'stringData', key) ?? decoded(placed, key));
  return text === undefined || !placed ? undefined : { placed, text, key };
}

/** The value of the flag: `-config.file=/conf/tempo.yaml`, or the next argument. */
function configurationFile(args: readonly string[]): string | undefined {
  const inFlag = args.map((arg) => /^--?config\.file[= ](.+)$/.exec(arg)?.[1]).find(Boolean);
  const flag = args.findIndex((arg) => /^--?config\.file$/.test(arg));
  return inFlag ?? (flag < 0 ? undefined : args[flag + 1]);
}

/** The innermost mount that contains a file. */
const mountOf = (file: string, mounts: Container['mounts']): Container['mounts'][number] | undefined =>
  mounts
    .filter(({ path }) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];

function decoded({ object }: Placed, key: string): string | undefined {
  const value = textAt(object, 'data', key);
  return object.kind === 'Secret' && value !== undefined ? Buffer.from(value, 'base64').toString() : value;
}

/** The receivers of its distributor, each with port and host. The host is empty if none is configured. */
export function receiversOf({ config }: RunningTempo): { readonly receiver: Receiver; readonly port: number; readonly host: string }[] {
  const receivers = mapAt(config, 'distributor', 'receivers');
  return (Object.entries(RECEIVERS) as [Receiver, ReceiverFacts][]).flatMap(
    ([
      receiver,
      {
        configuration: [name, protocol],
        port,
      },
    ]) => {
      const path = protocol ? [name, 'protocols', protocol] : [name];
      const parent = at(receivers, ...path.slice(0, -1)) ?? receivers;
      if (!isMap(parent) || !Object.hasOwn(parent, path.at(-1) ?? '')) return [];
      const endpoint = textAt(receivers, ...path, 'endpoint') ?? `:${port}`;
      return [
        { receiver, port: Number(endpoint.slice(endpoint.lastIndexOf(':') + 1)), host: endpoint.slice(0, endpoint.lastIndexOf(':')) },
      ];
    },
  );
}

/** The microservice that a process is: `metrics-generator`; `all` for a monolithic Tempo. */
export const targetOf = ({ container: { args } }: Reader): string =>
  args.map((arg) => /^--?target=(.*)$/.exec(arg)?.[1]).find(Boolean) ?? 'all';

const SEVERAL_IN_ONE = ['all', 'scalable-single-binary'];

/** Whether a process answers queries: the query-frontend, or the single process of a monolithic Tempo. */
export const answersQueries = (reader: Reader): boolean => ['query-frontend', ...SEVERAL_IN_ONE].includes(targetOf(reader));

/**
 * The variables in the parts of the configuration that a process uses. In the part of another microservice, a variable that does
 * not exist is empty text, which nothing reads.
 */
export function variablesOf({ variables, config }: RunningTempo, reader: Reader): string[] {
  const target = targetOf(reader);
  if (SEVERAL_IN_ONE.includes(target)) return [...variables];
  const used = leavesOf(config).filter(([[part]]) => !isPartOfAnother(String(part), target));
  const isUsed = (name: string) => used.some(([path, value]) => [...path, value].some((text) => String(text).includes(`\${${name}}`)));
  return variables.filter((name) => Object.keys(config).length === 0 || isUsed(name));
}

/** Whether a top-level key of the configuration belongs to another microservice: `metrics_generator`. */
function isPartOfAnother(part: string, target: string): boolean {
  const microservice = part.replaceAll('_', '-');
  return microservice !== target && WORKLOADS.some((workload) => targetName(workload) === microservice);
}

/** The port of its HTTP API, which every chart sets. */
export const httpPortOf = ({ config }: RunningTempo): number => Number(textAt(config, 'server', 'http_listen_port') ?? 3200);

/** The version of an image: `2.10.5`; undefined if its tag is not a version. */
export const versionOfImage = (image: string): string | undefined => /:v?(\d+\.\d+\.\d+)/.exec(image)?.[1];

/** Rendered instances of Tempo: the configuration, and all containers that read it. */
import { KAFKA_WORKLOADS } from '../../charts/tempo/kafka/values';
import { PROCESSOR_FIELDS } from '../../charts/tempo/metrics-generator/processors';
import { targetName, WORKLOADS } from '../../charts/tempo/names/workloads';
import { endpointOf, hasReceiver, RECEIVER_NAMES, type Receiver } from '../../charts/tempo/receivers';
import { loadYaml } from '../../lib/helm/yaml';
import { isListAt, isMap, leavesOf, listAt, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';
import type { Container, Pod } from './kubernetes';
import type { Lookup } from './lookup';
import { type MountedFile, mountedFile, type PodContainer } from './mounted-file';

export type Reader = PodContainer;

export interface RunningTempo {
  /** The ConfigMap or Secret with the configuration. */
  readonly placed: Placed;
  /** The key of that object: `tempo.yaml`. */
  readonly key: string;
  readonly namespace: string;
  /** The configuration as text, with its variables. */
  readonly text: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Its processes, without init containers and Jobs, which end. */
  readonly readers: readonly Reader[];
  /** The variables in the text that have no default there. */
  readonly variables: readonly string[];
}

/** `${NAME}`, but not the escaped `$${NAME}`. A variable with a default may be unset. */
const VARIABLE = /(?<!\$)\$\{(\w+)(:?[-=+?][^}]*)?\}/g;

/** All instances of Tempo in the stack, one per configuration. */
export function temposIn(world: World, lookup: Lookup): RunningTempo[] {
  const tempos = new Map<string, MountedFile & { readers: Reader[] }>();
  for (const pod of lookup.pods)
    for (const container of pod.containers.filter((each) => staysRunning(pod, each))) {
      const found = configurationOf(pod, container, world);
      if (!found || !/^(storage|distributor|querier|ingester):/m.test(found.text)) continue;
      const id = `${found.placed.object.kind} ${pod.placed.namespace} ${found.placed.object.metadata.name} ${found.key}`;
      const tempo = tempos.get(id) ?? { ...found, readers: [] };
      tempo.readers.push({ pod, container });
      tempos.set(id, tempo);
    }
  return [...tempos.values()].map(({ placed, key, text, readers }) => ({
    placed,
    key,
    namespace: placed.namespace ?? '',
    text,
    config: parsed(text),
    readers,
    variables: [...new Set([...text.matchAll(VARIABLE)].flatMap(([, name = '', fallback]) => (fallback ? [] : [name])))],
  }));
}

/** Whether a container is a process that does not end. An init container that restarts always is a sidecar. */
export const staysRunning = ({ placed: { object } }: Pod, { isInit, source }: Container): boolean =>
  !/^(Cron)?Job$/.test(object.kind) && (!isInit || textAt(source, 'restartPolicy') === 'Always');

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
function configurationOf(pod: Pod, container: Container, world: World): MountedFile | undefined {
  const file = configurationFile(container.args);
  return file === undefined ? undefined : mountedFile(file, { pod, container }, world);
}

/** The value of the flag: `-config.file=/conf/tempo.yaml`, or the next argument. */
export function configurationFile(args: readonly string[]): string | undefined {
  const inFlag = args.map((arg) => /^--?config\.file[= ](.+)$/.exec(arg)?.[1]).find(Boolean);
  const flag = args.findIndex((arg) => /^--?config\.file$/.test(arg));
  return inFlag ?? (flag < 0 ? undefined : args[flag + 1]);
}

/** The receivers of its distributor, each with port and host. The host is empty without an endpoint. */
export function receiversOf({ config }: RunningTempo): { readonly receiver: Receiver; readonly port: number; readonly host: string }[] {
  const receivers = mapAt(config, 'distributor', 'receivers');
  return RECEIVER_NAMES.filter((receiver) => hasReceiver(receivers, receiver)).map((receiver) => ({
    receiver,
    ...endpointOf(receivers, receiver),
  }));
}

/** Where the processors of all tenants are, in each format of the overrides: flat, and nested from 2.3. */
const PROCESSORS = PROCESSOR_FIELDS.map((field) => `overrides.${field}`);

/** The processors of all tenants, and the field that lists them: the nested one if none does. */
export function processorsOf({ config }: Pick<RunningTempo, 'config'>): { readonly field: string; readonly names: readonly unknown[] } {
  const field = PROCESSORS.find((each) => isListAt(config, ...each.split('.'))) ?? PROCESSORS.at(-1) ?? '';
  return { field, names: listAt(config, ...field.split('.')) };
}

/**
 * The values of a flag of a process. The last one counts.
 * @param name without hyphens: `target`. Its value is after `=`, or the next argument; without either it is `true`
 */
export const flagValues = ({ container: { args } }: Reader, name: string): string[] =>
  args.flatMap((arg, index) => {
    const [flag = '', ...value] = arg.split('=');
    if (flag !== `-${name}` && flag !== `--${name}`) return [];
    const next = args[index + 1];
    return value.length > 0 ? value.join('=') : next === undefined || next.startsWith('-') ? 'true' : next;
  });

/** The microservice that a process is: `metrics-generator`; `all` for a monolithic Tempo. */
export const targetOf = (reader: Reader): string => flagValues(reader, 'target').at(-1) ?? 'all';

/** Targets of a process that does everything. */
export const SEVERAL_IN_ONE: readonly string[] = ['all', 'scalable-single-binary'];

/** Whether a process does everything. */
export const isMonolithic = (reader: Reader): boolean => SEVERAL_IN_ONE.includes(targetOf(reader));

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

/** Whether a top-level key of the configuration belongs to other microservices: `metrics_generator`. */
export function isPartOfAnother(part: string, target: string): boolean {
  if (part === 'ingest') return !KAFKA_WORKLOADS.some((workload) => targetName(workload) === target);
  const microservice = part.replaceAll('_', '-');
  return microservice !== target && WORKLOADS.some((workload) => targetName(workload) === microservice);
}

/** The port of its HTTP API, which every chart sets. */
export const httpPortOf = ({ config }: RunningTempo): number => Number(textAt(config, 'server', 'http_listen_port') ?? 3200);

/** The version of an image: `2.10.5`; undefined if its tag is not a version. */
export const versionOfImage = (image: string): string | undefined => /:v?(\d+\.\d+\.\d+)/.exec(image)?.[1];

/** The same if it is an image of Tempo itself; undefined for other programs with its configuration. */
export const tempoVersionOf = ({ container: { image } }: Reader): string | undefined => tempoImageVersion(image);

/** The version of an image of Tempo; undefined for other images. */
const tempoImageVersion = (image: string): string | undefined => (/(^|\/)tempo[:@]/.test(image) ? versionOfImage(image) : undefined);

/** Tempo as it is rendered: its configuration, and every container that reads it. */
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../../charts/tempo/receivers';
import { loadYaml } from '../../lib/helm/yaml';
import { at, isMap, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Placed, World } from '../stack';
import type { Container, Pod } from './kubernetes';
import type { Lookup } from './lookup';

export interface Reader {
  readonly pod: Pod;
  readonly container: Container;
}

export interface Tempo {
  /** The ConfigMap or Secret with the configuration. */
  readonly placed: Placed;
  readonly namespace: string;
  /** The configuration as text, before any variable is put in. */
  readonly text: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Its processes. */
  readonly readers: readonly Reader[];
  /** The variables that the text names, without those that have a default there. */
  readonly variables: readonly string[];
}

/** `${NAME}`, and not `$${NAME}`, which is text. With a default it may be unset. */
const VARIABLE = /(?<!\$)\$\{(\w+)(:?[-=+?][^}]*)?\}/g;

/** Every Tempo of the world, by its configuration. */
export function temposIn(world: World, lookup: Lookup): Tempo[] {
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

/** A variable in it is plain text to YAML. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const config = loadYaml(text);
    return isMap(config) ? config : {};
  } catch {
    return {};
  }
}

/** The text of what `-config.file` names, if the container has it from a ConfigMap or Secret. tempo-query reads another. */
function configurationOf(pod: Pod, { args, mounts }: Container, { objects }: World) {
  const file =
    args.map((arg) => /^--?config\.file[= ](.+)$/.exec(arg)?.[1]).find(Boolean) ??
    args[args.findIndex((arg) => /^--?config\.file$/.test(arg)) + 1];
  if (!file || !args.some((arg) => /^--?config\.file/.test(arg))) return undefined;
  const mount = mounts
    .filter(({ path }) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  const volume = mount && pod.volumes.find((candidate) => candidate.volume === mount.volume);
  if (!mount || !volume) return undefined;
  const key = mount.subPath ?? file.slice(mount.path.replace(/\/$/, '').length + 1);
  const placed = objects.find(
    ({ object, namespace }) => object.kind === volume.kind && object.metadata.name === volume.name && namespace === pod.placed.namespace,
  );
  const text = placed && (textAt(placed.object, 'stringData', key) ?? decoded(placed, key));
  return text === undefined || !placed ? undefined : { placed, text, key };
}

function decoded({ object }: Placed, key: string): string | undefined {
  const value = textAt(object, 'data', key);
  return object.kind === 'Secret' && value !== undefined ? Buffer.from(value, 'base64').toString() : value;
}

/** The receivers that its distributor starts, each with the port that it listens on, and the host if it is written. */
export function receiversOf({ config }: Tempo): { readonly receiver: Receiver; readonly port: number; readonly host: string }[] {
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
      if (!isMap(parent) || !((path.at(-1) ?? '') in parent)) return [];
      const endpoint = textAt(receivers, ...path, 'endpoint') ?? `:${port}`;
      return [
        { receiver, port: Number(endpoint.slice(endpoint.lastIndexOf(':') + 1)), host: endpoint.slice(0, endpoint.lastIndexOf(':')) },
      ];
    },
  );
}

/** Whether a process answers queries: the query-frontend, and one that is all of Tempo. */
export function answersQueries({ container: { args } }: Reader): boolean {
  const target = args.map((arg) => /^--?target=(.*)$/.exec(arg)?.[1]).find(Boolean) ?? 'all';
  return ['query-frontend', 'all', 'scalable-single-binary'].includes(target);
}

/** The port of its HTTP API, which every chart sets. */
export const httpPortOf = ({ config }: Tempo): number => Number(textAt(config, 'server', 'http_listen_port') ?? 3200);

/** The Tempo of an image: `2.10.5`; undefined where its tag is no version. */
export const versionOfImage = (image: string): string | undefined => /:v?(\d+\.\d+\.\d+)/.exec(image)?.[1];

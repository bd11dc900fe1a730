/** Finds containers of a Tempo release that have its credentials or its flag, but do not run Tempo. */
import { identityMarks, TOKEN_LABEL } from '../../../charts/tempo/credentials/identity';
import { backendNamed } from '../../../charts/tempo/storage/storage';
import { error, type Finding } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { holdsText, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Declared } from '../../world/declared';
import { aboutObject, type Container, type Pod } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import type { RunningTempo } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

/** The flag with any value. */
const FLAG = /^--?config\.expand-env\b/;

/** @param tempos all instances of Tempo */
export function checkStrays(tempo: RunningTempo, tempos: readonly RunningTempo[], { declared, isOurs }: World, lookup: Lookup): Finding[] {
  const { fileVariable } = backendNamed(textAt(tempo.config, 'storage', 'trace', 'backend'))?.rendered ?? {};
  const variables = [...tempo.variables, ...(fileVariable === undefined ? [] : [fileVariable])];
  // A label in the user's own values is for more than Tempo.
  const labels = isOurs && !holdsText(declared.values.tempo, TOKEN_LABEL) ? Object.keys(identityMarks(declared.identity).podLabels) : [];
  if (variables.length + labels.length === 0) return [];
  return othersOf(tempo, tempos, lookup).flatMap(({ pod, container }) => {
    const about = { ...aboutObject(pod.placed.object), part: `container ${container.name}` };
    const credentials = [...credentialsOf(container, tempo, variables), ...filesOf(pod, container, declared)];
    const label = isWithoutTempo(pod, tempo) && container === pod.containers[0] ? labels.find((name) => name in pod.labels) : undefined;
    return [
      ...(credentials.length > 0 ? [error(pod.placed.place, strayCredentials(credentials), about)] : []),
      ...(label === undefined ? [] : [error(pod.placed.place, strayLabel(label), aboutObject(pod.placed.object))]),
      ...(container.args.some((arg) => FLAG.test(arg)) ? [error(pod.placed.place, STRAY_FLAG, about)] : []),
    ];
  });
}

const strayCredentials = (credentials: readonly string[]) =>
  MICROSERVICES_RULES.says(
    'stray-credentials',
    `has ${listed(credentials)}, but does not run Tempo`,
    `set ${credentials.length > 1 ? 'them' : 'it'} for each microservice instead of globally`,
  );

const STRAY_FLAG = MICROSERVICES_RULES.says(
  'stray-expand-env',
  'has the flag -config.expand-env, but does not run Tempo, and cannot start with it',
  'set it for each microservice instead of in global.extraArgs',
);

/** The other containers of the same releases. */
function othersOf(
  { readers }: RunningTempo,
  tempos: readonly RunningTempo[],
  { pods }: Lookup,
): { readonly pod: Pod; readonly container: Container }[] {
  const own = new Set(tempos.flatMap((tempo) => tempo.readers.map(({ container }) => container.source)));
  const releaseOf = ({ placed: { place } }: Pod) => JSON.stringify([place.file, place.name]);
  const releases = new Set(readers.map(({ pod }) => releaseOf(pod)));
  return pods
    .filter((pod) => pod.placed.rendered && releases.has(releaseOf(pod)))
    .flatMap((pod) => pod.containers.filter(({ source }) => !own.has(source)).map((container) => ({ pod, container })));
}

const isWithoutTempo = (pod: Pod, { readers }: RunningTempo): boolean =>
  readers.every((reader) => reader.pod.placed.object !== pod.placed.object);

const strayLabel = (label: string) =>
  MICROSERVICES_RULES.says(
    'stray-credentials',
    `has the label ${label} on its pods, which gives them a token for the storage, but does not run Tempo`,
    'set it for each microservice instead of globally',
  );

/** The Secret with the credentials that a container mounts. */
const filesOf = ({ volumes }: Pod, { mounts }: Container, { credentialFile }: Declared): string[] =>
  volumes
    .filter(
      ({ kind, name, volume }) => kind === 'Secret' && name === credentialFile?.secret && mounts.some((mount) => mount.volume === volume),
    )
    .map(({ name }) => `Secret ${name}`);

/** Variables of the configuration that a container has, and Secrets that it has as a whole. */
function credentialsOf({ env, envFrom }: Container, { readers }: RunningTempo, variables: readonly string[]): string[] {
  const secrets = new Set(readers.flatMap(({ container }) => container.envFrom.map(({ name }) => name)));
  return [
    ...env.filter(({ name }) => variables.includes(name)).map(({ name }) => name),
    ...envFrom.filter(({ kind, name }) => kind === 'Secret' && secrets.has(name)).map(({ name }) => `Secret ${name}`),
  ];
}

/** Checks that every process of Tempo has the flag and the variables that its part of the configuration needs. */
import { distributedReleases } from '../../../charts/tempo/releases';
import { error, type Finding } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import type { World } from '../../stack';
import { aboutObject, type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { type Reader, type RunningTempo, variablesOf } from '../../world/tempo';
import { MICROSERVICES_RULES } from './rules';

/** The flag, on or off. The last one counts. */
const FLAG = /^--?config\.expand-env(=.*)?$/;
const FLAG_ON = /^--?config\.expand-env(=(true|t|1|T|TRUE|True))?$/;

export function checkProcesses(tempo: RunningTempo, world: World, lookup: Lookup): Finding[] {
  return tempo.readers.flatMap((reader) => {
    const variables = variablesOf(tempo, reader);
    if (variables.length === 0) return [];
    return [
      ...(FLAG_ON.test(reader.container.args.findLast((arg) => FLAG.test(arg)) ?? '')
        ? []
        : [withoutFlag(reader, variables, tempo, world)]),
      ...variables.filter((name) => !isDefined(name, reader, lookup)).map((name) => withoutVariable(name, reader, tempo, world)),
    ];
  });
}

function withoutFlag({ pod, container }: Reader, variables: readonly string[], tempo: RunningTempo, world: World): Finding {
  const { placed } = tempo;
  const names = listed(variables.map((name) => `\${${name}}`));
  // The chart tempo needs a map of flags here; it does not render a list as flags.
  const what = container.name === 'tempo' ? 'config.expand-env: true' : 'it';
  const off = container.args.some((arg) => FLAG_ON.test(arg)) ? container.args.findLast((arg) => FLAG.test(arg)) : undefined;
  if (off !== undefined) {
    const problem = `has ${off} after -config.expand-env=true, and the last one counts, so ${names} in ${titleOf(placed.object)} stay as they are`;
    const statement = MICROSERVICES_RULES.says('no-expand-env', problem, `remove ${off}`);
    return error(pod.placed.place, statement, { ...aboutObject(pod.placed.object), part: `container ${container.name}` });
  }
  return error(
    pod.placed.place,
    MICROSERVICES_RULES.says(
      'no-expand-env',
      `lacks -config.expand-env=true, which expands ${names} in ${titleOf(placed.object)}`,
      `add ${what} to {each} in the values of ${releaseOf(pod)}`,
      valuesKeyOf({ pod, container }, world, 'extraArgs', isShared(variables, tempo)),
    ),
    { ...aboutObject(pod.placed.object), part: `container ${container.name}` },
  );
}

function withoutVariable(variable: string, { pod, container }: Reader, tempo: RunningTempo, world: World): Finding {
  const { placed } = tempo;
  const meant = nearest(
    variable,
    container.env.map(({ name }) => name),
  );
  return error(
    pod.placed.place,
    MICROSERVICES_RULES.says(
      'no-variable',
      `has no variable ${variable}, which ${titleOf(placed.object)} uses`,
      `add it to {each} in the values of ${releaseOf(pod)}${meant ? `, or rename ${meant} there` : ''}`,
      valuesKeyOf({ pod, container }, world, 'extraEnv', isShared([variable], tempo)),
    ),
    { ...aboutObject(pod.placed.object), part: `container ${container.name}` },
  );
}

const releaseOf = ({ placed: { application, place } }: Pod): string => application ?? place.name ?? 'its release';

/** Whether every process uses one of the variables. */
const isShared = (variables: readonly string[], tempo: RunningTempo): boolean =>
  tempo.readers.every((reader) => variablesOf(tempo, reader).some((name) => variables.includes(name)));

/** The path of a microservice's settings in the values of the chart, or of those of all if it is shared. */
function valuesKeyOf(
  { pod: { placed }, container: { name } }: Reader,
  { releases }: World,
  list: 'extraArgs' | 'extraEnv',
  shared: boolean,
): string {
  if (name === 'tempo') return `tempo.${list}`;
  const release = releases.find(({ place }) => place.file === placed.place.file && place.name === placed.place.name);
  const facts = release && distributedReleases.find(release.chart.version).release;
  if (facts?.expandEnvUnder === 'defaults' && shared) return `defaults.${list}`;
  const workload = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const isDropped = list === 'extraEnv' && facts?.dropsExtraEnv.some((other) => other === workload);
  return `${workload}.${isDropped ? 'extraEnvFrom' : list}`;
}

function isDefined(name: string, { pod, container: { env, envFrom } }: Reader, lookup: Lookup): boolean {
  // A variable without a value or a source is empty.
  if (env.some((variable) => variable.name === name && (variable.value || variable.from))) return true;
  return envFrom.some((from) => {
    const source = lookup.source(from.kind, pod.placed.namespace ?? '', from.name);
    // A missing source is reported separately.
    return source === undefined || source.keys === 'any' || source.keys.has(name);
  });
}

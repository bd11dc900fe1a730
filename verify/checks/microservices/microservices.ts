/** Every process of Tempo can read its configuration, every Secret and key that a pod reads is there, and nobody else has them. */
import { distributedReleases } from '../../../charts/tempo/releases';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import type { Judgement, World } from '../../stack';
import type { Verdict } from '../../verdict';
import { type Container, type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import type { Tempo } from '../../world/tempo';
import { alike, type Fault } from '../alike';
import { checkExternalSecrets } from './external-secrets';
import { checkReceivers } from './receivers';
import { references } from './references';
import { checkBucket, checkPersistence, checkStorage } from './storage';

const FLAG = /^--?config\.expand-env(=(true|t|1|T|TRUE|True))?$/;
const ANY_FLAG = /^--?config\.expand-env\b/;

export function checkMicroservices(world: World, lookup: Lookup, tempos: readonly Tempo[]): Judgement {
  const verdicts = [
    ...tempos.flatMap((tempo) => [
      ...checkTempo(tempo, world, lookup),
      ...checkStorage(tempo, world),
      ...checkPersistence(tempo, world),
      ...checkReceivers(tempo, world),
    ]),
    ...references(world, lookup),
    ...checkBucket(world),
    ...checkExternalSecrets(world),
  ];
  const judged = tempos.reduce((sum, { readers }) => sum + readers.length, 0) + lookup.pods.length;
  return { verdicts, judged };
}

const wrong = (pod: Pod, text: string, severity: Verdict['severity'] = 'error'): Verdict => ({
  severity,
  check: 'microservices',
  place: pod.placed.place,
  text: `${titleOf(pod.placed.object)}: ${text}`,
});

function checkTempo({ readers, variables, placed }: Tempo, world: World, lookup: Lookup): Verdict[] {
  if (variables.length === 0) return [];
  const configuration = titleOf(placed.object);
  const faults: Fault[] = [];
  for (const { pod, container } of readers) {
    const base = { placed: pod.placed };
    const release = pod.placed.application ?? pod.placed.place.name ?? 'its release';
    if (!container.args.some((arg) => FLAG.test(arg))) {
      const names = listed(variables.map((name) => `\${${name}}`));
      faults.push({
        ...base,
        one: `container ${container.name} lacks -config.expand-env=true, and so takes ${names} in ${configuration} for text`,
        many: `lack -config.expand-env=true, and so take ${names} in ${configuration} for text`,
        // The chart of one process takes a map there, and makes no flag of a list.
        fix: `${container.name === 'tempo' ? 'add config.expand-env: true' : 'add it'} to * in the values of ${release}`,
        key: valuesKeyOf(container, pod, world, 'extraArgs'),
      });
    }
    for (const name of variables) {
      if (isDefined(container, pod, name, lookup)) continue;
      const meant = nearest(
        name,
        container.env.map((variable) => variable.name),
      );
      faults.push({
        ...base,
        one: `container ${container.name} has no variable ${name}, which ${configuration} names`,
        many: `have no variable ${name}, which ${configuration} names`,
        fix: `add it to * in the values of ${release}${meant ? `, where ${meant} is, or make the two names alike` : ''}`,
        key: valuesKeyOf(container, pod, world, 'extraEnv'),
      });
    }
  }
  return [...alike('microservices', faults), ...leaks(readers, variables, lookup)];
}

/** Where a microservice's settings are in the values of the chart. */
function valuesKeyOf({ name }: Container, { placed }: Pod, { releases }: World, list: 'extraArgs' | 'extraEnv'): string {
  if (name === 'tempo') return `tempo.${list}`;
  const release = releases.find(({ place }) => place.file === placed.place.file && place.name === placed.place.name);
  const facts = release && distributedReleases.find(release.chart.version).release;
  if (facts?.expandEnvUnder === 'defaults') return `defaults.${list}`;
  const workload = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const isDropped = list === 'extraEnv' && facts?.dropsExtraEnv.some((other) => other === workload);
  return `${workload}.${isDropped ? 'extraEnvFrom' : list}`;
}

function isDefined({ env, envFrom }: Container, pod: Pod, name: string, lookup: Lookup): boolean {
  // One without a value or a source is empty, and so is what it stands for.
  if (env.some((variable) => variable.name === name && (variable.value || variable.from))) return true;
  return envFrom.some((from) => {
    const source = lookup.source(from.kind, pod.placed.namespace ?? '', from.name);
    // One that is not there is reported for itself.
    return source === undefined || source.keys === 'any' || source.keys.has(name);
  });
}

/** Containers of the same release that have the credentials, or the flag, and no use for them. */
function leaks(readers: Tempo['readers'], variables: readonly string[], lookup: Lookup): Verdict[] {
  const own = new Set(readers.map(({ container }) => container.source));
  const secrets = new Set(readers.flatMap(({ container }) => container.envFrom.map(({ name }) => name)));
  const places = new Set(readers.map(({ pod }) => pod.placed.place.file + pod.placed.place.name));
  const verdicts: Verdict[] = [];
  for (const pod of lookup.pods) {
    if (!places.has(pod.placed.place.file + pod.placed.place.name) || !pod.placed.rendered) continue;
    for (const container of pod.containers) {
      if (own.has(container.source)) continue;
      const leaked = container.env.filter(({ name }) => variables.includes(name)).map(({ name }) => name);
      const whole = container.envFrom
        .filter(({ kind, name }) => kind === 'Secret' && secrets.has(name))
        .map(({ name }) => `Secret ${name}`);
      if (leaked.length + whole.length > 0)
        verdicts.push(
          wrong(
            pod,
            `container ${container.name} has ${[...leaked, ...whole].join(' and ')}, and is no process of Tempo; give it to each microservice, not to all by global`,
          ),
        );
      if (container.args.some((arg) => ANY_FLAG.test(arg)))
        verdicts.push(
          wrong(
            pod,
            `container ${container.name} is given -config.expand-env, is no process of Tempo and does not start with it; give it to each microservice, not to all by global.extraArgs`,
          ),
        );
    }
  }
  return verdicts;
}

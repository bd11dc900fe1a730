/** Every process of Tempo can read its configuration, every Secret and key that a pod reads is there, and nobody else has them. */
import { lacksOpencensus } from '../../charts/tempo/releases';
import { nearest } from '../../lib/nearest';
import type { Container, KeyRef, Pod } from '../kubernetes';
import { titleOf } from '../kubernetes';
import type { Lookup } from '../lookup';
import type { Judgement, World } from '../stack';
import { receiversOf, type Tempo, versionOfImage } from '../tempo';
import { holdsText } from '../text';
import type { Verdict } from '../verdict';

const FLAG = /^--?config\.expand-env(=(true|t|1|T|TRUE|True))?$/;
const ANY_FLAG = /^--?config\.expand-env\b/;

export function checkMicroservices(world: World, lookup: Lookup, tempos: readonly Tempo[]): Judgement {
  const verdicts = [...tempos.flatMap((tempo) => [...checkTempo(tempo, lookup), ...checkReceivers(tempo)]), ...references(world, lookup)];
  const judged = tempos.reduce((sum, { readers }) => sum + readers.length, 0) + lookup.pods.length;
  return { verdicts, judged };
}

const wrong = (pod: Pod, text: string, severity: Verdict['severity'] = 'error'): Verdict => ({
  severity,
  check: 'microservices',
  place: pod.placed.place,
  text: `${titleOf(pod.placed.object)}: ${text}`,
});

function checkTempo({ readers, variables, placed }: Tempo, lookup: Lookup): Verdict[] {
  const configuration = titleOf(placed.object);
  const verdicts: Verdict[] = [];
  for (const { pod, container } of readers) {
    if (variables.length === 0) continue;
    const key = valuesKeyOf(container, pod);
    if (!container.args.some((arg) => FLAG.test(arg))) {
      verdicts.push(
        wrong(
          pod,
          `container ${container.name} lacks -config.expand-env=true, and so takes ${variables.map((name) => `\${${name}}`).join(' and ')} in ${configuration} for text; add it to ${key('extraArgs')}`,
        ),
      );
    }
    for (const name of variables) {
      if (isDefined(container, pod, name, lookup)) continue;
      verdicts.push(
        wrong(pod, `container ${container.name} has no variable ${name}, which ${configuration} names; add it to ${key('extraEnv')}`),
      );
    }
  }
  return [...verdicts, ...leaks(readers, variables, lookup)];
}

/** Where a microservice's settings are in the values of the chart. */
function valuesKeyOf({ name }: Container, { placed }: Pod) {
  const workload = name === 'tempo' ? 'tempo' : name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (list: string) => `${workload}.${list} in the values of ${placed.application ?? placed.place.name ?? 'its release'}`;
}

function isDefined({ env, envFrom }: Container, pod: Pod, name: string, lookup: Lookup): boolean {
  if (env.some((variable) => variable.name === name)) return true;
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

/** A receiver that the Tempo of the image no longer has keeps its distributor from starting. */
function checkReceivers(tempo: Tempo): Verdict[] {
  const distributor =
    tempo.readers.find(
      ({ container, pod }) => container.args.includes('-target=distributor') || /distributor/.test(pod.placed.object.metadata.name),
    ) ?? tempo.readers[0];
  if (!distributor) return [];
  const { pod, container } = distributor;
  const verdicts: Verdict[] = [];
  const version = versionOfImage(container.image);
  const receivers = receiversOf(tempo);
  if (version && lacksOpencensus(version) && receivers.some(({ receiver }) => receiver === 'opencensus')) {
    verdicts.push(
      wrong(
        pod,
        `does not start: its configuration lists the receiver opencensus, which Tempo ${version} no longer has; switch traces.opencensus off, or pin a chart with an older Tempo`,
      ),
    );
  }
  if (receivers.length === 0) {
    verdicts.push(wrong(pod, 'has no receiver, so that no span reaches it; switch one on under traces'));
  }
  // From 2.7.0 on a receiver without an endpoint listens on localhost (grafana/tempo#4465).
  for (const { receiver, host } of receivers)
    if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(host))
      verdicts.push(wrong(pod, `listens for ${receiver} on ${host} only, where nobody else reaches it; write 0.0.0.0 in its endpoint`));
  return verdicts;
}

/** Every Secret and ConfigMap that a pod cannot start without, and its keys. */
function references(world: World, lookup: Lookup): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const pod of lookup.pods) {
    const seen = new Set<string>();
    for (const { ref, what } of refsOf(pod)) {
      const problem = problemOf(ref, pod, lookup);
      const id = `${problem} ${what}`;
      if (!problem || seen.has(id)) continue;
      seen.add(id);
      const isUsers = [world.declared.values.tempo, world.declared.values.traefik].some((values) => holdsText(values, ref.name));
      const severity = isUsers || !world.isOurs ? 'warning' : 'error';
      verdicts.push(wrong(pod, `${what} ${problem}`, severity));
    }
  }
  return verdicts;
}

function refsOf({ containers, volumes }: Pod): { readonly ref: KeyRef; readonly what: string }[] {
  return [
    ...containers.flatMap(({ name, env, envFrom }) => [
      ...env.flatMap(({ name: variable, from }) => (from ? [{ ref: from, what: `variable ${variable} of container ${name}` }] : [])),
      ...envFrom.map((ref) => ({ ref, what: `container ${name}` })),
    ]),
    ...volumes.flatMap(({ keys, volume, ...ref }) =>
      (keys.length > 0 ? keys : [undefined]).map((key) => ({ ref: { ...ref, key }, what: `volume ${volume}` })),
    ),
  ];
}

function problemOf({ kind, name, key, optional }: KeyRef, { placed }: Pod, lookup: Lookup): string | undefined {
  if (optional) return undefined;
  const namespace = placed.namespace ?? '';
  const source = lookup.source(kind, namespace, name);
  if (!source) {
    const meant = nearest(name, lookup.names(kind, namespace));
    const wayOut = meant ? `write ${meant}` : `correct the name, or have it made there`;
    return `reads ${kind} ${name}, which nothing makes in namespace ${namespace}; ${wayOut}`;
  }
  if (key === undefined || source.keys === 'any' || source.keys.has(key)) return undefined;
  const known = [...source.keys];
  const meant = nearest(key, known);
  return `reads ${key} of ${kind} ${name}, which has ${known.join(', ') || 'no key'}; write ${meant ?? 'one of these'}`;
}

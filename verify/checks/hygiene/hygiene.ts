/** What keeps a stack reproducible and its credentials secret: pinned images, requests, probes, nothing secret in the open. */
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../../charts/tempo/credentials/secret';
import { at, isMap, mapAt } from '../../../lib/yaml/parsed';
import type { Judgement, Placed, World } from '../../stack';
import { nameOf, type Verdict } from '../../verdict';
import { groupOf, type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { isSecretKey, isSecretVariable } from '../../world/secret-names';
import type { Tempo } from '../../world/tempo';
import { alike, type Fault } from '../alike';

export function checkHygiene(world: World, lookup: Lookup, tempos: readonly Tempo[]): Judgement {
  const judgedPods = lookup.pods.filter((pod) => !pod.placed.rendered || !world.isOurs || isOfTempo(pod, tempos));
  const verdicts = [
    // What is built from somebody else's repository is pinned here as well.
    ...images(
      lookup.pods.filter(
        (pod) => judgedPods.includes(pod) || !world.releases.some((release) => nameOf(release.place) === nameOf(pod.placed.place)),
      ),
      world,
      tempos,
    ),
    ...sparing(judgedPods.filter((pod) => !pod.placed.rendered || isOfTempo(pod, tempos))),
    ...tempos.flatMap(configuredSecrets),
    ...inGit(world).flatMap((placed) => plainSecrets(placed, world)),
    ...lookup.pods.flatMap(secretVariables),
  ];
  return { verdicts, judged: judgedPods.length + world.objects.length };
}

const wrong = ({ place }: Pick<Placed, 'place'>, text: string, severity: Verdict['severity'] = 'error'): Verdict => ({
  severity,
  check: 'hygiene',
  place,
  text,
});

/** All that comes with a Tempo: its caches and gateway too. */
const isOfTempo = ({ placed }: Pod, tempos: readonly Tempo[]): boolean =>
  tempos.some(({ placed: { place } }) => placed.rendered === true && place.file === placed.place.file && place.name === placed.place.name);

function images(pods: readonly Pod[], world: World, tempos: readonly Tempo[]): Verdict[] {
  const faults = pods.flatMap((pod) =>
    pod.containers.flatMap(({ name, image }): Fault[] => {
      const [, tag] = /:([\w][\w.-]*)(?:@|$)/.exec(image.slice(image.lastIndexOf('/') + 1)) ?? [];
      if (image.includes('@sha256:') || (tag !== undefined && tag !== 'latest')) return [];
      const severity = world.isOurs || isOfTempo(pod, tempos) ? 'error' : 'warning';
      const what = `${image || 'no image'}, ${tag ? 'which is another one tomorrow' : 'of no tag'}`;
      const fault = { one: `container ${name} runs ${what}`, many: `run ${what}`, fix: 'pin one' };
      return [{ placed: pod.placed, severity, ...fault }];
    }),
  );
  return alike('hygiene', faults);
}

/** Reported, and no more: what is right for a cluster, its owner knows. */
function sparing(pods: readonly Pod[]): Verdict[] {
  const places = [...new Set(pods.map(({ placed }) => nameOf(placed.place)))];
  return places.flatMap((place) => {
    const group = pods.filter(({ placed }) => nameOf(placed.place) === place);
    const lacking = (has: (container: unknown) => boolean, of: readonly Pod[]) => {
      const names = of.flatMap(({ placed, containers }) =>
        containers.flatMap(({ isInit, source, name }) => (isInit || has(source) ? [] : [`${placed.object.metadata.name}/${name}`])),
      );
      return names;
    };
    const [first] = group;
    if (!first) return [];
    const running = group.filter(({ placed }) => placed.object.kind !== 'Job');
    const rows = [
      ['no resource requests', lacking((container) => Object.keys(mapAt(container, 'resources', 'requests')).length > 0, group)],
      ['no readiness probe', lacking((container) => isMap(at(container, 'readinessProbe')), running)],
      ['no liveness probe', lacking((container) => isMap(at(container, 'livenessProbe')), running)],
    ] as const;
    return rows.flatMap(([what, names]) => (names.length === 0 ? [] : [wrong(first.placed, `${names.join(', ')}: ${what}`, 'note')]));
  });
}

const REFERENCE = /^\$\{\w+\}$/;

/** Keys in Tempo's configuration that hold a credential itself instead of a variable. */
function configuredSecrets({ config, placed }: Tempo): Verdict[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string) => {
    if (!isMap(value)) return;
    for (const [key, child] of Object.entries(value)) {
      const here = path ? `${path}.${key}` : key;
      if (typeof child === 'string' && child !== '' && isSecretKey(key) && !REFERENCE.test(child)) found.push(here);
      else walk(child, here);
    }
  };
  walk(config, '');
  if (placed.object.kind === 'Secret') return [];
  return found.map((path) =>
    wrong(
      placed,
      `${titleOf(placed.object)}: ${path} holds a credential in plain text; write a variable such as \${${path.endsWith('access_key') ? ACCESS_KEY_ID : SECRET_ACCESS_KEY}}, from a Secret`,
    ),
  );
}

/** What stands in the manifests, and so in git: all but what a chart renders in the cluster. */
function inGit({ objects, releases }: World): readonly Placed[] {
  const elsewhere = new Set(releases.flatMap((release) => (release.isRenderedAlready ? [] : release.objects)));
  return objects.filter((placed) => !elsewhere.has(placed));
}

/** A Secret in plain text that is committed, which nobody asked for by name. */
function plainSecrets({ object, place }: Placed, { declared, isOurs }: World): Verdict[] {
  if (declared.plaintext || object.kind !== 'Secret' || groupOf(object) !== '') return [];
  const values = [...Object.values(mapAt(object, 'stringData')), ...Object.values(mapAt(object, 'data'))].map(String);
  // Placeholders of argocd-vault-plugin and of encrypting tools hold nothing secret.
  if (values.length === 0 || values.every((value) => /^<path:.+>$|^ENC\[|^\$\{?\w+\}?$|^$/.test(value))) return [];
  const instead = isOurs ? 'use tempo.credentials.externalSecret or sealedSecret' : 'use an ExternalSecret or a SealedSecret';
  return [wrong({ place }, `Secret ${object.metadata.name}: stands in git in plain text; ${instead}`)];
}

/** Variables that hold a credential where everybody who sees the pod sees it. */
function secretVariables({ placed, containers }: Pod): Verdict[] {
  return containers.flatMap(({ name, env }) =>
    env.flatMap(({ name: variable, value }) =>
      value && isSecretVariable(variable) && !/^\$\(\w+\)$|^\//.test(value)
        ? [
            wrong(
              placed,
              `${titleOf(placed.object)}: variable ${variable} of container ${name} holds a credential in plain text; take it from a Secret`,
            ),
          ]
        : [],
    ),
  );
}

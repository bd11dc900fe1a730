/** Argo CD may sync everything that there is, and does it in an order that works. */

import { listed } from '../../../lib/findings/listed';
import { at } from '../../../lib/yaml/parsed';
import type { Application, Judgement, Manifest, Placed, World } from '../../stack';
import type { Verdict } from '../../verdict';
import { titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { releaseNameOf } from '../../world/release-names';
import { isBefore, stepOf } from './order';
import { permissions } from './permissions';

export function checkArgoCd(world: World, lookup: Lookup): Judgement {
  const notJudged: string[] = [];
  const verdicts: Verdict[] = [];
  let judged = 0;
  for (const application of world.applications) {
    const objects = world.objects.filter((placed) => placed.application === application.name);
    judged += objects.length;
    const project = world.projects.find(({ object }) => object.metadata.name === application.project);
    if (project) verdicts.push(...permissions(application, project, objects));
    else if (world.isOurs)
      verdicts.push(
        wrong(application, `belongs to the project ${application.project || '(none)'}, which nothing makes; run \`npm run synth\``),
      );
    else if (application.project !== 'default')
      notJudged.push(`${application.place.file} ${application.name}: what it may do, as its project ${application.project} is not here`);
    verdicts.push(
      ...spelling(application, world),
      ...namespaceOfIts(application, objects, world),
      ...order(application, objects, world, lookup),
    );
  }
  return { verdicts: [...releaseNames(world), ...verdicts], judged, notJudged };
}

/** Addresses are made of them, in every other component. */
function releaseNames({ installations, isOurs }: World): Verdict[] {
  return installations.flatMap((installation) => {
    const expected = releaseNameOf(installation);
    if (!isOurs || expected === undefined || installation.releaseName === expected) return [];
    return [
      wrong(
        installation,
        `names the release of ${installation.chart.name} ${installation.releaseName}, and every address in this stack is made of ${expected}; write ${expected}`,
      ),
    ];
  });
}

const wrong = ({ place }: Pick<Application, 'place'>, text: string, severity: Verdict['severity'] = 'error'): Verdict => ({
  severity,
  check: 'argocd',
  place,
  text,
});

/** What Argo CD refuses in an Application, and what differs from where the cluster file has the output. */
function spelling(application: Application, { declared: { gitops } }: World): Verdict[] {
  const { destination, sources } = application;
  const texts: string[] = [];
  if (destination.server !== undefined && destination.name !== undefined)
    texts.push(`has both server and name in its destination (${destination.name}), which Argo CD refuses; remove one of the two`);
  if (destination.server === undefined && destination.name === undefined)
    texts.push('has neither server nor name in its destination, which Argo CD refuses; add server');
  for (const { repository, chart, revision } of sources)
    if (gitops && chart === undefined && repository === gitops.repository && revision !== gitops.revision)
      texts.push(
        `reads ${revision || 'no revision'} of ${repository}, and gitops.revision of the cluster file is ${gitops.revision}; write ${gitops.revision}`,
      );
  return texts.map((text) => wrong(application, text));
}

/** Namespaces that are there before anything of this stack. */
const ALWAYS_THERE = ['default', 'kube-system', 'kube-public'];

/** Where pods go there has to be a namespace, and somebody has to make it. */
function namespaceOfIts(application: Application, objects: readonly Placed[], world: World): Verdict[] {
  const needed = new Set(objects.flatMap(({ object, namespace }) => (at(object, 'spec', 'template', 'spec') ? (namespace ?? []) : [])));
  return [...needed].flatMap((namespace) => {
    const isMade = world.objects.some(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace);
    const isCreated = application.syncOptions.includes('CreateNamespace=true') && namespace === application.destination.namespace;
    if (isMade || isCreated || ALWAYS_THERE.includes(namespace)) return [];
    return [
      wrong(
        application,
        `puts pods into namespace ${namespace}, which nothing makes; add a Namespace to its manifests`,
        world.isOurs ? 'error' : 'warning',
      ),
    ];
  });
}

/** What a pod reads at its start is there before it, within one Application, where waves and phases are kept. */
function order(application: Application, objects: readonly Placed[], { isOurs }: World, lookup: Lookup): Verdict[] {
  const late = new Map<string, { readonly pods: Manifest[]; readonly text: (who: string, reads: string) => string }>();
  for (const pod of lookup.pods) {
    if (!objects.includes(pod.placed)) continue;
    const reads = [
      ...pod.containers.flatMap(({ env, envFrom }) => [...env.flatMap(({ from }) => from ?? []), ...envFrom]),
      ...pod.volumes,
    ].filter(({ optional }) => !optional);
    for (const { kind, name } of reads) {
      const made = lookup.source(kind, pod.placed.namespace ?? '', name)?.placed;
      if (!made || made.application !== application.name || isBefore(made.object, pod.placed.object)) continue;
      const [own, its] = [stepOf(pod.placed.object), stepOf(made.object)];
      const key = JSON.stringify([kind, name, own]);
      const text = (who: string, reading: string) =>
        `${who} (${own.phase}, wave ${own.wave}) ${reading} ${kind} ${name}, which ${titleOf(made.object)} makes no earlier (${its.phase}, wave ${its.wave}); give that a lower argocd.argoproj.io/sync-wave`;
      const group = late.get(key) ?? { pods: [], text };
      if (!group.pods.includes(pod.placed.object)) group.pods.push(pod.placed.object);
      late.set(key, group);
    }
  }
  return [...late.values()].map(({ pods, text }) =>
    // Pods wait for a Secret, within limits: other people may rely on that.
    wrong(application, text(listed(pods.map(titleOf)), pods.length > 1 ? 'read' : 'reads'), isOurs ? 'error' : 'warning'),
  );
}

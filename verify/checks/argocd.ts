/** Argo CD may sync everything that there is, and does it in an order that works. */
import picomatch from 'picomatch';
import { at, isListAt, listAt, textAt } from '../../lib/dig';
import { groupOf, isClusterKind, titleOf } from '../kubernetes';
import type { Lookup } from '../lookup';
import { isBefore, stepOf } from '../order';
import type { Application, Judgement, Manifest, Placed, World } from '../stack';
import type { Verdict } from '../verdict';

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
    verdicts.push(...namespaceOfIts(application, objects, world), ...order(application, objects, lookup));
  }
  return { verdicts, judged, notJudged };
}

const wrong = ({ place }: Pick<Application, 'place'>, text: string, severity: Verdict['severity'] = 'error'): Verdict => ({
  severity,
  check: 'argocd',
  place,
  text,
});

/** As Argo CD matches: `*` goes over slashes and dots too. */
const matches = (pattern: string, text: string): boolean =>
  pattern === text || (pattern !== '' && picomatch.isMatch(text, pattern, { bash: true, dot: true, nobrace: true }));

const normalised = (repository: string): string => repository.toLowerCase().replace(/\.git$/, '');

function permissions(application: Application, { object: project }: Placed, objects: readonly Placed[]): Verdict[] {
  const verdicts: Verdict[] = [];
  const { name, place, destination, sources } = application;
  const said = new Set<string>();
  const say = (text: string) => {
    if (!said.has(text)) verdicts.push(wrong({ place }, text));
    said.add(text);
  };
  const repositories = listAt(project, 'spec', 'sourceRepos').map(String);
  for (const { repository } of sources) {
    const isDenied = repositories.some(
      (pattern) => pattern.startsWith('!') && matches(normalised(pattern.slice(1)), normalised(repository)),
    );
    const isPermitted = repositories.some((pattern) => !pattern.startsWith('!') && matches(normalised(pattern), normalised(repository)));
    if (isDenied || !isPermitted)
      say(`reads ${repository}, which its project ${application.project} does not permit; add it to sourceRepos`);
  }
  const targets = listAt(project, 'spec', 'destinations');
  const mayWriteTo = (namespace: string) =>
    targets.some((target) => {
      const [server, cluster] = [textAt(target, 'server'), textAt(target, 'name')];
      const isCluster =
        destination.server !== undefined
          ? server !== undefined && matches(server, destination.server)
          : cluster !== undefined && matches(cluster, destination.name ?? '');
      return isCluster && matches(textAt(target, 'namespace') ?? '', namespace);
    });
  if (!mayWriteTo(destination.namespace))
    say(
      `goes to namespace ${destination.namespace} of ${destination.server ?? destination.name}, which its project ${application.project} does not permit; add it to destinations`,
    );
  for (const { object, namespace } of objects) {
    if (!isPermittedKind(object, project))
      say(
        `brings ${titleOf(object)}, and its project ${application.project} does not permit ${groupOf(object) || 'core'}/${object.kind}; add it to ${isClusterKind(object) ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist'}, by gitops.permit if you asked for it`,
      );
    else if (namespace !== undefined && namespace !== destination.namespace && !mayWriteTo(namespace))
      say(
        `writes ${titleOf(object)} to namespace ${namespace}, which its project ${application.project} does not permit; add it to destinations`,
      );
  }
  if (name === '') say('has no name; add one');
  return verdicts;
}

/** Of namespaced kinds no list means all, an empty one none; of others both mean none. */
function isPermittedKind(object: Manifest, project: Manifest): boolean {
  const isListed = (list: string) =>
    listAt(project, 'spec', list).some((entry) => {
      const name = textAt(entry, 'name');
      return (
        matches(textAt(entry, 'group') ?? '', groupOf(object)) &&
        matches(textAt(entry, 'kind') ?? '', object.kind) &&
        (name === undefined || matches(name, object.metadata.name))
      );
    });
  if (isClusterKind(object)) return isListed('clusterResourceWhitelist') && !isListed('clusterResourceBlacklist');
  const whitelist = 'namespaceResourceWhitelist';
  return (!isListAt(project, 'spec', whitelist) || isListed(whitelist)) && !isListed('namespaceResourceBlacklist');
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
function order(application: Application, objects: readonly Placed[], lookup: Lookup): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const pod of lookup.pods) {
    if (!objects.includes(pod.placed)) continue;
    const reads = [
      ...pod.containers.flatMap(({ env, envFrom }) => [...env.flatMap(({ from }) => from ?? []), ...envFrom]),
      ...pod.volumes,
    ].filter(({ optional }) => !optional);
    const seen = new Set<string>();
    for (const { kind, name } of reads) {
      const made = lookup.source(kind, pod.placed.namespace ?? '', name)?.placed;
      if (!made || made.application !== application.name || seen.has(`${kind} ${name}`)) continue;
      seen.add(`${kind} ${name}`);
      if (isBefore(made.object, pod.placed.object)) continue;
      const [own, its] = [stepOf(pod.placed.object), stepOf(made.object)];
      verdicts.push(
        wrong(
          application,
          `${titleOf(pod.placed.object)} (${own.phase}, wave ${own.wave}) reads ${kind} ${name}, which ${titleOf(made.object)} makes no earlier (${its.phase}, wave ${its.wave}); give that a lower argocd.argoproj.io/sync-wave`,
        ),
      );
    }
  }
  return verdicts;
}

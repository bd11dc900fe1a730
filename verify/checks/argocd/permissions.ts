/** What the project of an Application lets it read, and where and what it lets it write. */
import picomatch from 'picomatch';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { isListAt, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Application, Manifest, Placed } from '../../stack';
import type { Verdict } from '../../verdict';
import { groupOf, isClusterKind, titleOf } from '../../world/kubernetes';
import { kindSchemas } from '../shape/schema';

/** As Argo CD matches: `*` goes over slashes and dots too. */
const matches = (pattern: string, text: string): boolean =>
  pattern === text || (pattern !== '' && picomatch.isMatch(text, pattern, { bash: true, dot: true, nobrace: true }));

const normalised = (repository: string): string => repository.toLowerCase().replace(/\.git$/, '');

export function permissions(application: Application, { object: project, place: own }: Placed, objects: readonly Placed[]): Verdict[] {
  const verdicts: Verdict[] = [];
  const { name, place, destination, sources } = application;
  const said = new Set<string>();
  const say = (text: string) => {
    if (!said.has(text)) verdicts.push({ severity: 'error', check: 'argocd', place, text });
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
  const denied = new Map<string, Manifest[]>();
  for (const { object, namespace } of objects) {
    const kind = `${groupOf(object) || 'core'}/${object.kind}`;
    if (!isPermittedKind(object, project)) denied.set(kind, [...(denied.get(kind) ?? []), object]);
    else if (namespace !== undefined && namespace !== destination.namespace && !mayWriteTo(namespace))
      say(
        `writes ${titleOf(object)} to namespace ${namespace}, which its project ${application.project} does not permit; add it to destinations`,
      );
  }
  for (const [kind, [first, ...more]] of denied) {
    if (!first) continue;
    const misspelt = kindsOf(project).find((permitted) => nearest(permitted, [first.kind]) && !isKind(permitted));
    if (misspelt) {
      verdicts.push({ severity: 'error', check: 'argocd', place: own, text: `permits ${misspelt}, which is no kind; write ${first.kind}` });
      continue;
    }
    const list = isClusterKind(first) ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist';
    const names = more.length > 2 ? `${titleOf(first)} and ${more.length} more` : listed([first, ...more].map(titleOf));
    say(
      `brings ${names}, and its project ${application.project} does not permit ${kind}; add it to ${list}, by gitops.permit if you asked for it`,
    );
  }
  if (name === '') say('has no name; add one');
  return verdicts;
}

/** Whether something is of that kind, as far as kinds are known here. */
const isKind = (kind: string): boolean => [...kindSchemas().kinds.keys()].some((known) => known.endsWith(`/${kind}`));

/** Every kind that a project lists. */
const kindsOf = (project: Manifest): string[] =>
  ['namespaceResourceWhitelist', 'clusterResourceWhitelist'].flatMap((list) =>
    listAt(project, 'spec', list).map((entry) => textAt(entry, 'kind') ?? ''),
  );

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

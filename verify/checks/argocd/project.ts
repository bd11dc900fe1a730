/** The permissions of an AppProject, matched as in Argo CD. */
import picomatch from 'picomatch';
import { OWN_NAME, OWN_SERVER } from '../../../charts/argocd/target';
import { Remembered } from '../../../lib/maps/remembered';
import { isListAt, listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Application, Manifest } from '../../stack';
import { groupOf, isClusterKind } from '../../world/kubernetes';

const globs = new Remembered<picomatch.Matcher>(1000);
const globOf = (pattern: string): picomatch.Matcher => picomatch(pattern, { bash: true, dot: true, nobrace: true });

/** In Argo CD, `*` also matches slashes, dots and nothing, such as the group of core kinds. */
export const matches = (pattern: string, text: string): boolean =>
  pattern === text || /^\*+$/.test(pattern) || (pattern !== '' && globs.of(pattern, globOf)(text));

const normalised = (repository: string): string => repository.toLowerCase().replace(/\.git$/, '');

/** Whether its Applications may read a repository. A pattern that starts with `!` denies. */
export function permitsRepository(project: Manifest, repository: string): boolean {
  const patterns = listAt(project, 'spec', 'sourceRepos').map(textFrom);
  const isMatched = (pattern: string) => matches(normalised(pattern), normalised(repository));
  const isDenied = patterns.some((pattern) => pattern.startsWith('!') && isMatched(pattern.slice(1)));
  return !isDenied && patterns.some((pattern) => !pattern.startsWith('!') && isMatched(pattern));
}

const IN_CLUSTER = { server: OWN_SERVER, name: OWN_NAME };

/**
 * Whether its Applications may write to a namespace in the destination cluster. Argo CD knows the URL and the name of a cluster, of which
 * an Application has one; what is unknown may match. An entry that starts with `!` matches everything else, and denies what it names
 * (isDestinationMatched in Argo CD's app_project_types.go).
 */
export function permitsNamespace(project: Manifest, destination: Application['destination'], namespace: string): boolean {
  const isHere = destination.server === IN_CLUSTER.server || (destination.server === undefined && destination.name === IN_CLUSTER.name);
  const { server, name } = isHere ? IN_CLUSTER : destination;
  const entries = listAt(project, 'spec', 'destinations').map((target) => {
    const [ofServer, ofName, inside] = ['server', 'name', 'namespace'].map((field) => textAt(target, field) ?? '') as [
      string,
      string,
      string,
    ];
    const [isServer, isName] = [mayMatch(ofServer, server), mayMatch(ofName, name)];
    const isDenied = (ofServer.startsWith('!') && !isServer) || (ofName.startsWith('!') && !isName);
    return { inside, isDenied, isCluster: isServer || isName, isNamespace: isPermitted(inside, namespace) };
  });
  const isDenied = entries.some(
    (entry) => (entry.isNamespace && entry.isDenied) || (entry.isCluster && !entry.isNamespace && entry.inside.startsWith('!')),
  );
  return !isDenied && entries.some(({ isCluster, isNamespace }) => isCluster && isNamespace);
}

const mayMatch = (pattern: string, text: string | undefined): boolean => pattern !== '' && (text ? isPermitted(pattern, text) : true);

const isPermitted = (pattern: string, text: string): boolean =>
  pattern.startsWith('!') ? !matches(pattern.slice(1), text) : matches(pattern, text);

/** Whether its Applications may write an object of that kind. */
export function permitsKind(project: Manifest, object: Manifest): boolean {
  const isListed = (list: string) => listAt(project, 'spec', list).some((entry) => isEntryFor(object, entry));
  // Without a list, all namespaced kinds are permitted, and no cluster-scoped kinds.
  if (isClusterKind(object)) return isListed('clusterResourceWhitelist') && !isListed('clusterResourceBlacklist');
  const isWhitelisted = !isListAt(project, 'spec', 'namespaceResourceWhitelist') || isListed('namespaceResourceWhitelist');
  return isWhitelisted && !isListed('namespaceResourceBlacklist');
}

function isEntryFor(object: Manifest, entry: unknown): boolean {
  const name = textAt(entry, 'name');
  return (
    matches(textAt(entry, 'group') ?? '', groupOf(object)) &&
    matches(textAt(entry, 'kind') ?? '', object.kind) &&
    (name === undefined || matches(name, object.metadata.name))
  );
}

/** The list of a project for the kind of an object. */
export const whitelistFor = (object: Manifest): 'clusterResourceWhitelist' | 'namespaceResourceWhitelist' =>
  isClusterKind(object) ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist';

/** All kinds in the lists of permitted kinds. */
export const permittedKinds = (project: Manifest): string[] =>
  ['namespaceResourceWhitelist', 'clusterResourceWhitelist'].flatMap((list) =>
    listAt(project, 'spec', list).map((entry) => textAt(entry, 'kind') ?? ''),
  );

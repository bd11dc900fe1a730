/** Checks the permissions of an Application's AppProject. */
import { error, type Finding } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import type { Application, Placed } from '../../stack';
import { aboutObject, groupOf } from '../../world/kubernetes';
import { kindSchemas } from '../shape/schema';
import { permitsKind, permitsNamespace, permitsRepository, permittedKinds, whitelistFor } from './project';
import { ARGOCD_RULES } from './rules';

/**
 * @param project the AppProject
 * @param objects what the Application deploys
 * @param isMade whether synth makes the AppProject, and the cluster file can permit more
 */
export function permissions(application: Application, project: Placed, objects: readonly Placed[], isMade: boolean): Finding[] {
  const denied = objects.filter(({ object }) => !permitsKind(project.object, object));
  return [
    ...repositories(application, project),
    ...destinationNamespace(application, project),
    ...ownNamespaces(
      application,
      project,
      objects.filter((placed) => !denied.includes(placed)),
    ),
    ...(denied.length > 0 ? kinds(application, project, denied, isMade) : []),
    ...(application.name === '' ? [error(application.place, ARGOCD_RULES.says('name', 'has no name', 'add one'))] : []),
  ];
}

function repositories({ place, project: name, sources }: Application, { object: project }: Placed): Finding[] {
  const read = [...new Set(sources.map(({ repository }) => repository))];
  return read
    .filter((repository) => !permitsRepository(project, repository))
    .map((repository) =>
      error(
        place,
        ARGOCD_RULES.says(
          'repository-not-permitted',
          `reads ${repository}, which project ${name} does not permit`,
          'add it to sourceRepos',
        ),
      ),
    );
}

function destinationNamespace({ place, project: name, destination }: Application, { object: project }: Placed): Finding[] {
  if (permitsNamespace(project, destination, destination.namespace)) return [];
  const problem = `deploys to namespace ${destination.namespace} of ${destination.server ?? destination.name}, which project ${name} does not permit`;
  return [error(place, ARGOCD_RULES.says('destination-not-permitted', problem, 'add it to destinations'))];
}

/** Objects in a namespace other than that of the destination. */
function ownNamespaces({ place, project: name, destination }: Application, project: Placed, objects: readonly Placed[]): Finding[] {
  return objects.flatMap(({ object, namespace = destination.namespace }) => {
    if (namespace === destination.namespace || permitsNamespace(project.object, destination, namespace)) return [];
    const problem = `is deployed to namespace ${namespace}, which project ${name} does not permit`;
    return [error(place, ARGOCD_RULES.says('destination-not-permitted', problem, 'add it to destinations'), aboutObject(object))];
  });
}

/** @param denied objects of kinds that the project does not permit or has misspelled */
function kinds({ place, project: name }: Application, project: Placed, denied: readonly Placed[], isMade: boolean): Finding[] {
  const unknown = permittedKinds(project.object).filter((kind) => !isKind(kind));
  const misspelt = new Map(
    denied.flatMap(({ object: { kind } }): [string, string][] => {
      const written = unknown.find((candidate) => nearest(candidate, [kind]));
      return written === undefined ? [] : [[kind, written]];
    }),
  );
  const misspellings = [...misspelt].map(([kind, written]) =>
    error(project.place, ARGOCD_RULES.says('unknown-kind', `permits kind ${written}, which does not exist`, `use ${kind}`)),
  );
  const missing = denied
    .filter(({ object }) => !misspelt.has(object.kind))
    .map(({ object }) => {
      const problem = `project ${name} does not permit ${groupOf(object) || 'core'}/${object.kind}`;
      const fix = `add it to ${whitelistFor(object)}${isMade ? ', by gitops.permit if you asked for it' : ''}`;
      return error(place, ARGOCD_RULES.says('kind-not-permitted', problem, fix), aboutObject(object));
    });
  return [...misspellings, ...missing];
}

/** Whether a kind is known. */
const isKind = (kind: string): boolean => [...kindSchemas().kinds.keys()].some((known) => known.endsWith(`/${kind}`));

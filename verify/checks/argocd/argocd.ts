/** Checks that Argo CD has permission to sync everything, in an order that works. */
import { isExisting } from '../../../charts/namespaces/config';
import { error, type Finding, note } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { Application, Placed, World } from '../../stack';
import { groupOf } from '../../world/kubernetes';
import { namespaceObject, OF_CLUSTER } from '../../world/namespaces';
import { releaseNamesOf } from '../../world/release-names';
import type { Check } from '../check';
import { checkDifferences } from './differences';
import { checkObjects } from './objects';
import { lateDependencies, lateJobs, lateNamespaces } from './order';
import { permissions } from './permissions';
import { ARGOCD_RULES } from './rules';
import { checkProjectNamespace, checkSettings } from './settings';
import { checkSources } from './sources';
import { checkProjects } from './windows';

export const argocd: Check = {
  rules: ARGOCD_RULES,
  run: ({ world, lookup }) => {
    const applications = world.applications.map((application) => ({
      application,
      objects: world.objects.filter((placed) => placed.application === application.name),
      project: world.projects.find(({ object }) => object.metadata.name === application.project),
    }));
    const isMade = world.isOurs && world.declared.project === undefined;
    return {
      findings: [
        ...releaseNames(world),
        ...checkProjects(world),
        ...world.projects.flatMap((project) => checkProjectNamespace(project, world)),
        ...checkObjects(world),
        ...applications.flatMap(({ application, objects, project }) => [
          ...(project ? permissions(application, project, objects, isMade) : withoutProject(application, world)),
          ...destination(application),
          ...revisions(application, world),
          ...namespaces(application, objects, world),
          ...lateDependencies(application, objects, world, lookup),
          ...checkSettings(application, world),
          ...checkSources(application, world),
          ...(world.isOurs
            ? [...lateNamespaces(application, objects), ...lateJobs(application, objects), ...checkDifferences(application, objects)]
            : []),
        ]),
      ],
      judged: applications.reduce((sum, { objects }) => sum + objects.length, 0),
      notJudged: applications.flatMap(({ application, project }) => (project ? [] : unknownProject(application, world))),
    };
  },
};

/** Other components use addresses that contain the name of the release. */
const releaseNames = ({ installations, isOurs, declared }: World): Finding[] =>
  installations.flatMap((installation) => {
    const { chart, releaseName, place } = installation;
    const names = releaseNamesOf(installation, declared);
    if (!isOurs || names.length === 0 || names.includes(releaseName)) return [];
    const expected = names.join(' or ');
    const problem = `the release of ${chart.name} is named ${releaseName}, but the addresses in this stack need the name ${expected}`;
    return [error(place, ARGOCD_RULES.says('release-name', problem, `name it ${expected}`))];
  });

function withoutProject({ project, place }: Application, { isOurs, declared }: World): Finding[] {
  if (!isOurs || (project !== '' && project === declared.project)) return [];
  const problem = project ? `belongs to project ${project}, which does not exist` : 'belongs to no project';
  return [error(place, ARGOCD_RULES.says('no-such-project', problem, RUN_SYNTH))];
}

/** The project `default` is assumed to permit everything. */
const unknownProject = ({ name, project, place }: Application, { isOurs, declared }: World): string[] =>
  (isOurs && project !== declared.project) || project === 'default'
    ? []
    : [`${place.file} ${name}: its permissions, because project ${project} is not among these manifests`];

function destination({ place, destination: { server, name } }: Application): Finding[] {
  const wrong = (problem: string, fix: string) => [error(place, ARGOCD_RULES.says('destination', problem, fix))];
  if (server !== undefined && name !== undefined)
    return wrong(`has both server and name (${name}) in its destination, which Argo CD refuses`, 'remove one of them');
  if (server === undefined && name === undefined)
    return wrong('has neither server nor name in its destination, which Argo CD refuses', 'add server');
  return [];
}

/** Checks that the Application reads the revision of the cluster file. */
const revisions = ({ place, sources }: Application, { declared: { gitops } }: World): Finding[] =>
  sources.flatMap(({ repository, chart, revision }) => {
    if (!gitops || chart !== undefined || repository !== gitops.repository || revision === gitops.revision) return [];
    const problem = `reads ${revision || 'no revision'} of ${repository}, but gitops.revision of the cluster file is ${gitops.revision}`;
    return [error(place, ARGOCD_RULES.says('revision', problem, `use ${gitops.revision}`))];
  });

/** Checks that each namespace with pods exists or is created. */
function namespaces({ place, syncOptions, destination }: Application, objects: readonly Placed[], world: World): Finding[] {
  const needed = new Set(objects.flatMap((placed) => [...podNamespace(placed), ...releaseNamespace(placed)]));
  return [...needed].flatMap((namespace) => {
    const isMade = namespaceObject(namespace, world) !== undefined;
    const isCreated = syncOptions.includes('CreateNamespace=true') && namespace === destination.namespace;
    const isElsewhere = world.declared.namespaces !== undefined && isExisting(world.declared.namespaces, namespace);
    if (isMade || isCreated || isElsewhere || OF_CLUSTER.includes(namespace)) return [];
    const says = (why: string, fix: string) =>
      ARGOCD_RULES.says('no-such-namespace', `deploys pods to namespace ${namespace}, which ${why}`, fix);
    return [
      world.isOurs
        ? error(place, says('does not exist', 'add a Namespace to its manifests'))
        : note(place, says('is not among these manifests', 'add it unless it exists')),
    ];
  });
}

const podNamespace = ({ object, namespace }: Placed): string[] => (at(object, 'spec', 'template', 'spec') ? [namespace ?? []].flat() : []);

/** The namespace of a release of k3s, which k3s creates only if it is asked to. */
const releaseNamespace = ({ object }: Placed): string[] =>
  object.kind === 'HelmChart' && groupOf(object) === 'helm.cattle.io' && at(object, 'spec', 'createNamespace') !== true
    ? [textAt(object, 'spec', 'targetNamespace') ?? []].flat()
    : [];

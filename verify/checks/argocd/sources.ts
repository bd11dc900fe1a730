/** Checks that Argo CD reads an Application, and takes from its sources what the output means. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { at, listAt, textFrom } from '../../../lib/yaml/parsed';
import type { Application, Manifest, World } from '../../stack';
import { ARGOCD_RULES } from './rules';

const API_VERSION = 'argoproj.io/v1alpha1';

/** The one API version of Application and AppProject. Other authors may have kinds of the same name from other groups. */
export function wrongVersion({ apiVersion, kind }: Manifest, isOurs: boolean): Statement[] {
  if (apiVersion === API_VERSION || (!isOurs && !apiVersion.startsWith('argoproj.io/'))) return [];
  return [ARGOCD_RULES.says('api-version', `has apiVersion ${apiVersion || '(none)'}, which has no ${kind}`, `use ${API_VERSION}`)];
}

/** @param application one of the output */
export function checkSources(application: Application, { isOurs, projects }: Pick<World, 'isOurs' | 'projects'>): Finding[] {
  const { manifest, place, sources, destination } = application;
  const statements = [
    ...wrongVersion(manifest, isOurs),
    ...(isOurs
      ? [
          ...sources.flatMap(withoutVersion),
          ...sources.flatMap((source) => otherNamespace(source, destination)),
          ...hydrated(manifest),
          ...otherCase(application, projects),
        ]
      : []),
  ];
  return statements.map((statement) => error(place, statement));
}

function withoutVersion({ chart, revision }: Application['sources'][number]): Statement[] {
  if (chart === undefined || revision !== '') return [];
  const problem = `names no version of chart ${chart}, so Argo CD installs the newest, which its values may not fit`;
  return [ARGOCD_RULES.says('no-version', problem, RUN_SYNTH)];
}

/** `helm.namespace` replaces the namespace in templates, but not that of the destination. */
function otherNamespace({ chart, path, helm }: Application['sources'][number], { namespace }: Application['destination']): Statement[] {
  const found = textFrom(helm?.namespace ?? '');
  if (found === '' || found === namespace) return [];
  const problem = `source ${chart ?? path} is rendered for namespace ${found} (helm.namespace), but its destination is ${namespace}`;
  return [ARGOCD_RULES.says('helm-namespace', problem, 'remove helm.namespace')];
}

/** With `sourceHydrator`, Argo CD ignores the other sources. */
function hydrated(manifest: Manifest): Statement[] {
  if (at(manifest, 'spec', 'sourceHydrator') === undefined) return [];
  const problem = 'has sourceHydrator, with which Argo CD does not read its sources';
  return [ARGOCD_RULES.says('source-type', problem, 'remove sourceHydrator')];
}

/** Argo CD compares repositories without regard to case, and servers may not. */
function otherCase({ sources, project }: Application, projects: World['projects']): Statement[] {
  const permitted = projects
    .filter(({ object }) => object.metadata.name === project)
    .flatMap(({ object }) => listAt(object, 'spec', 'sourceRepos').map(textFrom));
  return sources.flatMap(({ repository }) => {
    const meant = permitted.find((other) => other.toLowerCase() === repository.toLowerCase());
    if (meant === undefined || permitted.includes(repository)) return [];
    const problem = `reads ${repository}, and its project has ${meant} in sourceRepos: a server may distinguish them`;
    return [ARGOCD_RULES.says('repository-case', problem, 'use the same in both')];
  });
}

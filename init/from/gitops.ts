/** `gitops` of the cluster file, from the Applications. */
import { OWN_NAME, OWN_SERVER } from '../../charts/argocd/target';
import { placeText } from '../../lib/findings/sentence';
import { at } from '../../lib/yaml/parsed';
import type { Application, ApplicationSource, Stack } from '../../verify/stack';
import type { Running, Values } from './running';
import type { Told } from './told';

/** @param tempo the release of Tempo @returns `gitops` without what nothing tells */
export function gitopsOf({ applications, objects }: Stack, tempo: Running, told: Told): Values {
  const isHelmChart = objects.some(({ object }) => object.kind === 'HelmChart' && object.metadata.name === tempo.releaseName);
  const helm = isHelmChart ? { helm: 'helmchart' } : {};
  const own = applications.find(({ name }) => name === tempo.installation.application) ?? applications[0];
  if (!own) return helm;
  told.from('gitops', placeText(own.place));
  const git = mostUsed(applications.flatMap(({ sources }) => sources.filter(({ chart, repository }) => !chart && repository !== '')));
  const { namespace } = own.manifest.metadata;
  const { server, name } = own.destination;
  return {
    ...(git && { repoURL: git.repository }),
    ...(git && git.revision !== '' && git.revision !== 'HEAD' && { revision: git.revision }),
    ...(namespace && namespace !== 'argocd' && { namespace }),
    ...(server && server !== OWN_SERVER && { server }),
    ...(name && name !== OWN_NAME && { cluster: name }),
    ...(!isAutomated(own) && { sync: 'manual' }),
    ...helm,
  };
}

const isAutomated = ({ manifest }: Application): boolean => at(manifest, 'spec', 'syncPolicy', 'automated') !== undefined;

/** A source of the repository that most sources use. */
function mostUsed(sources: readonly ApplicationSource[]): ApplicationSource | undefined {
  const uses = ({ repository }: ApplicationSource) => sources.filter((other) => other.repository === repository).length;
  return sources.toSorted((a, b) => uses(b) - uses(a))[0];
}

/** The ApplicationSet that makes the root Application of each cluster, and the file by which it finds the cluster. */
import { ApiObject, App, Chart } from 'cdk8s';
import { type GitopsConfig, syncedPath } from '../../charts/argocd/config';
import { Names } from '../../charts/argocd/names';
import { addProject } from '../../charts/argocd/project';
import { rootProject, rootSpec, syncPolicyOf } from '../../charts/argocd/root';
import { metadataOf, setMetadata } from '../../charts/metadata/of-app';
import { withMetadata } from '../../charts/metadata/with-metadata';
import { objectsOf } from '../../charts/objects';
import { FLEET_FILE } from '../../lib/output/fleet-files';
import { fleetHeader, fleetKey } from '../../lib/output/header';
import { toYamlDocuments } from '../../lib/yaml/write';
import type { FleetFile } from './fleet-file';

const texts = new Map<string, string>();

/**
 * The text of dist/fleet.k8s.yaml: the AppProject of all roots and the ApplicationSet, which an administrator applies.
 *
 * It can only make Applications in its own namespace, with this project and this repository, so that a pull request that changes
 * fleet.json gains nothing. It never deletes an Application, and what its Applications made stays when it is deleted. Every field is
 * in the types of the oldest Argo CD that `gitops.argocd` accepts.
 */
export function fleetText(fleet: FleetFile): string {
  const key = JSON.stringify(fleet);
  const text = texts.get(key) ?? fleetHeader() + toYamlDocuments(objectsOf(chartOf(fleet)));
  texts.set(key, text);
  return text;
}

function chartOf({ name, repoURL, revision, path, namespace, sync, metadata }: FleetFile): Chart {
  const app = new App();
  setMetadata(app, metadata);
  const chart = new Chart(app, 'fleet', { disableResourceNameHashes: true });
  addProject(chart, rootProject(name, 'the Applications of the tracing stacks of all clusters', repoURL, namespace));
  const syncPolicy = syncPolicyOf(sync);
  new ApiObject(chart, 'set', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ git: { repoURL, revision, files: [{ path: `${path}/*/${FLEET_FILE}` }] } }],
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
      template: {
        ...withMetadata({ metadata: { name: '{{ .name }}' } }, metadataOf(chart)),
        spec: rootSpec({ project: name, namespace, repoURL, revision: '{{ .revision }}', path: '{{ .folder }}', syncPolicy }),
      },
    },
  });
  return chart;
}

/**
 * The text of fleet.json. A key named `path` would be lost: the generator replaces it with the path of the file
 * (applicationset/generators/git.go, generateParamsFromGitFile).
 * @param source the cluster file, as the header names it
 */
export function fleetEntry(cluster: string, gitops: GitopsConfig, source: string): string {
  const entry = {
    ...fleetKey(source),
    name: new Names(cluster, gitops.names).root,
    folder: syncedPath(gitops, cluster),
    revision: gitops.revision,
  };
  return `${JSON.stringify(entry, null, 2)}\n`;
}

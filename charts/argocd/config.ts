/** Argo CD's part of the cluster file. */
import * as z from 'zod';
import { httpUrl, repositoryUrl } from '../../lib/cluster-file/formats/addresses';
import { apiGroup, kind, namespace, objectName } from '../../lib/cluster-file/formats/kubernetes';
import { clusterName, plainLine, relativePath, version } from '../../lib/cluster-file/formats/texts';
import { CLUSTER_FILE_RULES } from '../../lib/cluster-file/rules';
import { atMostOne, stated } from '../../lib/cluster-file/schema/alternatives';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { isMap } from '../../lib/yaml/parsed';
import { namesConfig } from './names';
import { DEFAULT_ARGOCD } from './releases';
import { OWN_SERVER } from './target';

const settings = lazyObject(() => ({
  name: clusterName()
    .optional()
    .describe(
      'The name of the cluster in dist/ and in every name of Argo CD; default the name of the file. With it, renaming the file renames nothing',
    ),
  repoURL: repositoryUrl().describe('The repository whose dist/ Argo CD syncs'),
  revision: plainLine('main').default('HEAD').describe('The branch, tag or commit that it syncs'),
  path: relativePath('dist/picluster').optional().describe('The folder of that repository with the output; default dist/<name>'),
  names: namesConfig.optional().describe('Patterns of the names in Argo CD, with {cluster} and {component}; default as in the examples'),
  project: objectName('platform')
    .optional()
    .describe('An AppProject that exists, for the root and all components; default AppProjects of this stack, one for each'),
  namespace: namespace('argocd').default('argocd').describe('The namespace of Argo CD itself'),
  server: httpUrl(OWN_SERVER)
    .optional()
    .describe("The API server of the cluster where the components are installed; default Argo CD's own cluster"),
  cluster: plainLine('edge')
    .optional()
    .describe('The name in Argo CD of the cluster where the components are installed; an alternative to server'),
  argocd: version(DEFAULT_ARGOCD)
    .default(DEFAULT_ARGOCD)
    .describe('The release of Argo CD in use; the output contains only fields that it supports'),
  sync: z.enum(['automated', 'manual']).default('automated').describe('automated: with prune and self-heal; manual: by hand'),
  helm: z
    .enum(['application', 'helmchart', 'manifests'])
    .default('application')
    .describe('What renders Helm releases. application: Argo CD; helmchart: the controller of k3s; manifests: synth, into plain manifests'),
  permit: z
    .array(
      lazyObject(() => ({
        group: apiGroup('monitoring.coreos.com').describe('The API group, empty for the core'),
        kind: kind('PodMonitor').describe('The kind'),
      })),
    )
    .default([])
    .meta({ description: "Further kinds for the components' AppProjects", examples: [[]] }),
}));

export const gitopsConfig = atMostOne(settings, 'server', 'cluster').refine(({ names, project }) => !(names?.project && project), {
  when: ({ value }) => isMap(value) && (value.names === undefined || isMap(value.names)),
  path: ['names', 'project'],
  params: stated(
    () => CLUSTER_FILE_RULES.says('conflicting-keys', 'cannot be used together with project', 'remove one of them'),
    () => [[['names', 'project']], [['project']]],
  ),
});

export type GitopsConfig = z.infer<typeof gitopsConfig>;

/** The folder of the repository that Argo CD reads. @param cluster the cluster's name */
export const syncedPath = ({ path }: Pick<GitopsConfig, 'path'>, cluster: string): string => path ?? `dist/${cluster}`;

/** Argo CD's part of the cluster file. */
import * as z from 'zod';
import { line, namespace, relativePath, repositoryUrl, version } from '../../lib/schema';

export const gitopsConfig = z.strictObject({
  repoURL: repositoryUrl().describe('The repository whose dist/ Argo CD syncs'),
  revision: line('main').default('HEAD').describe('The branch, tag or commit that it syncs'),
  path: relativePath('dist/picluster').optional().describe('The folder of that repository with the output; absent, dist/<cluster>'),
  namespace: namespace('argocd').default('argocd').describe('The namespace of Argo CD itself'),
  argocd: version('2.14').default('2.14').describe('The release of Argo CD in use; decides which fields may be emitted'),
  sync: z.enum(['automated', 'manual']).default('automated').describe('automated: with prune and self-heal; manual: by hand'),
});

export type GitopsConfig = z.infer<typeof gitopsConfig>;

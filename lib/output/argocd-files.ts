/** The names of the files in the folder of a cluster that are about Argo CD itself. */

/** The AppProjects and the root Application, which an administrator applies, and which no Application syncs. */
export const BOOTSTRAP = 'bootstrap.k8s.yaml';

/** The Applications that the root syncs. */
export const APPLICATIONS = 'applications.k8s.yaml';

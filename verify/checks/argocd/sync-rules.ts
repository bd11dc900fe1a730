/** Settings with which Argo CD does not sync a stack, or syncs it in a way that loses something. */
import type { Rule } from '../../../lib/findings/rules';

export const SYNC_RULES = {
  'sync-window': {
    proves: 'no sync window of an AppProject keeps its Applications from being synced',
    example: 'its sync window of kind deny (0 0 * * *, for 24h) keeps Argo CD from syncing home-tracing-tempo; remove it from syncWindows',
    wayOut: 'Remove the sync window, or correct its schedule',
  },
  'project-restricts': {
    proves: 'no AppProject has a requirement that its Applications do not meet',
    example: 'permitOnlyProjectScopedClusters is true, but no cluster belongs to the project, so none can be synced; remove it',
    wayOut: 'Remove the requirement',
  },
  'not-reconciled': {
    proves: 'Argo CD looks at every Application',
    example: 'its annotation argocd.argoproj.io/skip-reconcile makes Argo CD ignore it; remove the annotation',
    wayOut: 'Remove the annotation',
  },
  'api-version': {
    proves: 'every Application and AppProject has the API version of Argo CD',
    example: 'has apiVersion argoproj.io/v1, which has no AppProject; use argoproj.io/v1alpha1',
    wayOut: 'Use argoproj.io/v1alpha1',
  },
  'no-version': {
    proves: 'every chart has a version',
    example: 'names no version of chart tempo, so Argo CD installs the newest, which its values may not fit; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'helm-namespace': {
    proves: 'every chart is rendered for the namespace of its destination',
    example: 'source tempo is rendered for namespace other (helm.namespace), but its destination is tracing; remove helm.namespace',
    wayOut: 'Remove helm.namespace',
  },
  'other-namespace': {
    proves: 'Applications and AppProjects are in the namespace of Argo CD',
    example: 'is in namespace tracing, but Argo CD reads namespace argocd (gitops.namespace); use argocd',
    wayOut: 'Use the namespace of the cluster file',
  },
  'sync-policy': {
    proves: 'each Application is synced as the cluster file says, and retried',
    example:
      'is not synced automatically, but gitops.sync of the cluster file is automated; set syncPolicy.automated with prune and selfHeal',
    wayOut: 'Run `npm run synth`, or set gitops.sync',
  },
  finalizer: {
    proves: 'Argo CD knows the finalizers of each Application, and deletes what it has installed',
    example:
      'has finalizer resources-finalizer.argocd.argoproj.oi, which Argo CD never removes; use resources-finalizer.argocd.argoproj.io',
    wayOut: 'Use resources-finalizer.argocd.argoproj.io',
  },
  'source-type': {
    proves: 'each source has the settings of one tool',
    example: 'source dist/home has settings of directory and kustomize, which Argo CD refuses; keep one of them',
    wayOut: 'Keep the settings of one tool',
  },
  'hidden-difference': {
    proves: 'Argo CD ignores no difference of the output',
    example:
      'ignores differences in /spec of ExternalSecret tempo-minio-secret, so a change of it is not synced; remove it from ignoreDifferences',
    wayOut: 'Remove the entry of ignoreDifferences',
  },
  'endless-difference': {
    proves: 'Argo CD ignores what a controller writes into the objects',
    example:
      'MutatingWebhookConfiguration linkerd-jaeger-injector-webhook-config: cert-manager writes its caBundle, which Argo CD takes for a difference; add it to ignoreDifferences',
    wayOut: 'Run `npm run synth`',
  },
  hook: {
    proves: 'nothing that must stay is a hook, which Argo CD deletes and creates again, or never applies',
    example:
      'Namespace tracing: is a hook (PreSync), which Argo CD deletes and creates again at every sync; remove argocd.argoproj.io/hook',
    wayOut: 'Remove the annotation, and order the objects with argocd.argoproj.io/sync-wave',
  },
  unprotected: {
    proves: 'no Namespace of the output is deleted with its Application',
    example:
      'Namespace tracing: lacks Prune=false and Delete=false, so Argo CD deletes everything in it with the Application; add them to argocd.argoproj.io/sync-options',
    wayOut: 'Add Prune=false,Delete=false to the annotation argocd.argoproj.io/sync-options',
  },
  'sync-option': {
    proves: 'Argo CD knows every sync option, and none of them replaces objects',
    example: 'Namespace tracing: sync option Prune=flase is unknown to Argo CD; use Prune=false',
    wayOut: 'Correct the sync option, or remove it',
  },
  annotation: {
    proves: 'no annotation of Argo CD is misspelled',
    example:
      'ExternalSecret tempo-minio-secret: annotation argocd.argoproj.io/sync-waves is unknown to Argo CD; did you mean argocd.argoproj.io/sync-wave?',
    wayOut: 'Correct the name of the annotation',
  },
  'sync-wave': {
    proves: 'every sync wave is a whole number',
    example: 'ExternalSecret tempo-minio-secret: sync wave "first" is not a whole number, so Argo CD uses 0; use a number such as -2',
    wayOut: 'Use a whole number',
  },
  'late-namespace': {
    proves: 'each Namespace of the output is created before what is in it',
    example:
      'Namespace tracing: is created in Sync, wave 5, but HelmChart tempo installs into it earlier (Sync, wave 0); give it a lower argocd.argoproj.io/sync-wave',
    wayOut: 'Give the Namespace a lower sync wave than its content',
  },
} as const satisfies Record<string, Rule>;

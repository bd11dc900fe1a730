/** Mistakes that prevent Argo CD from reading or syncing a stack, or make it sync in the wrong order. */
import { RuleSet } from '../../../lib/findings/rules';
import { SYNC_RULES } from './sync-rules';

export const ARGOCD_RULES = new RuleSet('argocd', 'Argo CD has permission to sync everything, in an order that works', {
  // Found when reading the manifests.
  'no-output': {
    proves: 'the output folder of every cluster contains manifests',
    example: 'contains no manifest; run `npm run synth`',
    wayOut: 'Run `npm run synth` and commit the output',
    isFinal: true,
  },
  'no-source': {
    proves: 'every source of an Application has a path, a chart or a ref',
    example: 'has no source with path, chart or ref, which Argo CD refuses; add one',
    wayOut: 'Add path, chart or ref to each source',
  },
  'source-path': {
    proves: 'the path of every source is a folder, relative to the top of its repository',
    example: 'source path home/tempo.yaml is not a folder, which Argo CD refuses; use its folder, and name the file in directory.include',
    wayOut: 'Use the path of a folder, without a leading /',
  },
  'source-outside': {
    proves: 'the path of every source is inside its repository',
    example: 'source path ../other leaves the repository, which Argo CD refuses; move it inside',
    wayOut: 'Move the folder into the repository',
  },
  'source-elsewhere': {
    proves: 'every Application reads the output from the repository and path in the cluster file',
    example:
      'reads dist/home of https://git.example.org/other.git, but the cluster file has a different repository or path for it; run `npm run synth`, or correct gitops.repoURL and gitops.path',
    wayOut: 'Run `npm run synth`, or correct gitops.repoURL and gitops.path',
  },
  'empty-source': {
    proves: 'every source contains manifests',
    example: 'source path dist/home with include tempo.yaml contains no manifest; correct path or include',
    wayOut: 'Correct path or directory.include of the source',
  },
  'include-without-file': {
    proves: 'every file in directory.include exists',
    example: 'include names tempo.k8s.yaml, which does not exist; correct it',
    wayOut: 'Correct the name in directory.include',
  },
  'unreadable-manifest': {
    proves: 'every file that an Application syncs can be read',
    example:
      'syncs dist/home/tempo.k8s.yaml, which is not valid YAML (bad indentation of a mapping entry); fix it, or exclude it with directory.include',
    wayOut: 'Fix the file, or exclude it with directory.include',
  },
  'not-a-manifest': {
    proves: 'every file that an Application syncs contains only manifests',
    example:
      'syncs apps/web.yaml, which does not contain only manifests, so Argo CD syncs nothing; move it, or exclude it with directory.include',
    wayOut: 'Move the file, or exclude it with directory.include',
  },
  'not-synced': {
    proves: 'every manifest of the output is synced by an Application',
    example: 'is not synced by any Application; correct the sources in applications.k8s.yaml and bootstrap.k8s.yaml, or remove it',
    wayOut: 'Run `npm run synth`, or remove the file',
  },
  fleet: {
    proves: 'the ApplicationSet of the fleet makes the root Application of every cluster that is in it',
    example: 'makes no root Application: it lacks revision, which the template needs in ApplicationSet tracing-fleet; run `npm run synth`',
    wayOut: 'Run `npm run synth`, and apply fleet.k8s.yaml again',
  },
  // Found by the check.
  'release-name': {
    proves: 'each release has the name that the addresses of this stack contain',
    example: 'the release of tempo-distributed is named traces, but the addresses in this stack need the name tempo; name it tempo',
    wayOut: 'Run `npm run synth`, which sets the names of releases',
  },
  'no-such-project': {
    proves: 'each Application belongs to an AppProject that exists',
    example: 'belongs to project home-tempo, which does not exist; run `npm run synth`',
    wayOut: 'Run `npm run synth` and apply bootstrap.k8s.yaml again',
  },
  'repository-not-permitted': {
    proves: 'the AppProject of each Application permits every repository that it reads',
    example: 'reads https://charts.example.org, which project home-tracing-tempo does not permit; add it to sourceRepos',
    wayOut: "Add the repository to the project's sourceRepos",
  },
  'destination-not-permitted': {
    proves: 'the AppProject of each Application permits the cluster and every namespace that it deploys to',
    example:
      'deploys to namespace traces of https://kubernetes.default.svc, which project home-tracing-tempo does not permit; add it to destinations',
    wayOut: "Add the cluster and namespace to the project's destinations",
  },
  'kind-not-permitted': {
    proves: 'the AppProject of each Application permits every kind that it deploys',
    example:
      'PodMonitor tempo: project home-tracing-tempo does not permit monitoring.coreos.com/PodMonitor; add it to namespaceResourceWhitelist',
    wayOut: 'List the kind in gitops.permit of the cluster file, or remove the object',
  },
  'unknown-kind': {
    proves: 'each AppProject permits only kinds that exist',
    example: 'permits kind Deploymnet, which does not exist; use Deployment',
    wayOut: 'Correct the kind in the AppProject',
  },
  'repository-case': {
    proves: 'each Application has its repositories as its project has them',
    example:
      'reads https://charts.example.org/Stable, and its project has https://charts.example.org/stable in sourceRepos: a server may distinguish them; use the same in both',
    wayOut: 'Use the same upper and lower case in both',
  },
  name: {
    proves: 'each Application has a name',
    example: 'has no name; add one',
    wayOut: 'Add metadata.name',
  },
  destination: {
    proves: 'each Application names its destination cluster in exactly one way',
    example: 'has both server and name (edge) in its destination, which Argo CD refuses; remove one of them',
    wayOut: 'Set either destination.server or destination.name',
  },
  revision: {
    proves: 'each Application reads the revision in the cluster file',
    example: 'reads v1 of https://git.example.org/home.git, but gitops.revision of the cluster file is main; use main',
    wayOut: 'Run `npm run synth`, or correct gitops.revision',
  },
  'no-such-namespace': {
    proves: 'each namespace with pods exists or is created',
    example: 'deploys pods to namespace tracing, which does not exist; add a Namespace to its manifests',
    wayOut: 'Add a Namespace to the manifests, or the sync option CreateNamespace=true',
  },
  'too-late': {
    proves: 'each Secret and ConfigMap that a pod reads is created before the pod, if one Application creates both',
    example:
      'Deployment tempo-querier: reads Secret tempo-minio-secret in Sync, wave 0, but ExternalSecret tempo-minio-secret creates it too late (Sync, wave 5); give that a lower argocd.argoproj.io/sync-wave',
    wayOut: 'Give the object that creates the Secret or ConfigMap a lower sync wave than the pod',
  },
  ...SYNC_RULES,
});

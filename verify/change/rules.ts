/** What is dangerous or needs an administrator when the output changes. */
import { RuleSet } from '../../lib/findings/rules';

export const CHANGE_RULES = new RuleSet('change', 'the change from the old output to the new one loses nothing, and Argo CD can sync it', {
  retention: {
    proves: 'traces are kept for as long as before',
    example:
      'tempo: keeps traces for 48h instead of 720h, and deletes the older ones; set tempo.retention: 720h, or accept change/retention',
    wayOut: 'Set `tempo.retention` to the old duration',
  },
  storage: {
    proves: 'Tempo stores traces in the same place as before',
    example:
      'tempo.storage: stores traces in bucket new instead of bucket old, so older traces are no longer found; copy the content first, and accept change/storage, or keep bucket old',
    wayOut: 'Keep the old place, or copy its content to the new one and accept the finding',
  },
  'storage-server': {
    proves: 'Tempo stores traces on the same server as before',
    example:
      'tempo.storage: connects to s3.example.org instead of minio.example.org:9000; if that is another server, copy the content of the bucket to it first',
    wayOut: 'Copy the bucket first if it is another server and not another name of the same one',
  },
  'major-in-place': {
    proves: 'no upgrade replaces the ingesters by Kafka in place',
    example:
      'tempo.chart: 2.26.2 to 3.3.0 replaces the ingesters by Kafka: the traces that are not in S3 yet are lost, and there is no way back; keep 2.26.2, or migrate with tempo.migration, as in docs/migration.md',
    wayOut: 'Keep the major version of the chart, or migrate with tempo.migration, as in docs/migration.md',
  },
  migration: {
    proves: 'no migration from Tempo 2 to Tempo 3 goes on',
    example:
      'tempo.migration: switched to draining: the ingesters of Tempo 2 upload what they have; nothing compacts; before the merge, move every other sender, and wait until the distributors of Tempo 2 receive nothing',
    wayOut: 'Run the commands of the finding before the merge',
  },
  'migration-skipped': {
    proves: 'a migration from Tempo 2 to Tempo 3 goes one stage at a time',
    example:
      'tempo.migration: side-by-side to Tempo 3 alone: skips switched and draining, so traces may be lost; merge stage switched first',
    wayOut: 'Merge the stage that the message names first, and wait for what it waits for',
  },
  'other-chart': {
    proves: 'Tempo is installed by the same chart as before',
    example:
      'tempo: chart tempo replaces chart tempo-distributed, whose pods are deleted with the traces that are not in S3 yet; flush them before the merge, and accept change/other-chart',
    wayOut: 'Flush the traces to the storage before the merge, and accept the finding',
  },
  blocks: {
    proves: 'Tempo can read the blocks that the old one has written',
    example:
      'tempo: Tempo 2.3.1 cannot read the blocks in format vParquet4 that Tempo 2.7.0 writes, and each query that touches one fails until the retention deletes it; keep Tempo 2.7.0, or accept change/blocks',
    wayOut:
      'Use a Tempo that reads the format until the retention has deleted the blocks, or accept the finding if nobody needs the traces in them',
  },
  'one-way': {
    proves: 'the old Tempo can read the blocks that the new one writes',
    example:
      'tempo: Tempo 2.6.0 writes blocks in format vParquet4, which Tempo 2.4.2 cannot read, so there is no way back to it until the retention has deleted them',
    wayOut: 'Nothing; try the new release elsewhere first',
  },
  'renamed-limits': {
    proves: 'the chart reads the limits in the values by their names',
    example: 'tempo.values.global_overrides: chart 1.33.0 reads these limits from overrides.defaults; rename the key to overrides.defaults',
    wayOut: 'Rename the key',
  },
  kafka: {
    proves: 'no trace waits in another Kafka or in a partition that is no longer read',
    example:
      'tempo.kafka.partitions: 1 instead of 3, so the other partitions have no live-store, and every query of recent traces fails; keep 3, because neither Kafka nor Tempo removes partitions by itself',
    wayOut: 'Keep the partitions and the broker; for more partitions, add them to the topic first',
  },
  'volume-grown': {
    proves: 'no volume changes its size',
    example:
      'tempo.persistence.size: 20Gi instead of 10Gi, which the API server refuses for StatefulSet tempo-ingester; after the merge, grow the claims, if their StorageClass can expand, and delete the StatefulSet without its pods',
    wayOut: 'Run the commands of the finding after the merge',
  },
  'volume-added': {
    proves: 'no StatefulSet gets a volume later',
    example:
      'tempo.persistence: adds volumes to StatefulSet tempo-ingester, which the API server refuses; when its pods are replaced, the traces in its pods that are not in S3 yet are lost; flush them right before the merge, then delete the StatefulSet with its pods, and Argo CD creates both with volumes',
    wayOut: 'Run the commands of the finding',
  },
  'volume-refused': {
    proves: 'no volume shrinks, changes its class or is removed',
    example: 'tempo.persistence.size: 5Gi instead of 10Gi for StatefulSet tempo-ingester; a volume cannot shrink; keep 10Gi',
    wayOut: 'Keep the old size and class',
  },
  nodes: {
    proves: 'pods with volumes may run where their volumes are',
    example:
      'StatefulSet tempo-ingester: its pods then need nodes with pool: tracing, and one whose volume is on another node does not start; before the merge, see where the volumes are',
    wayOut: 'Run the command of the finding, and label the nodes that it names, or accept the finding if volumes follow their pods',
  },
  immutable: {
    proves: 'no object changes a field that the API server does not change',
    example:
      'Deployment traefik: changes spec.selector, which the API server refuses, so Argo CD can no longer sync it; after the merge, delete the Deployment, and sync',
    wayOut: 'Run the commands of the finding after the merge; do not use Replace or Force',
  },
  'scaled-down': {
    proves: 'no ingester goes with the only copy of a trace, and no pod with traces that wait for a decision goes unnoticed',
    example:
      'tempo: 1 instead of 3 pods of tempo-ingester, with 2 copies of each trace: those that are only in the removed pods are not found; upload them before the merge',
    wayOut: 'Run the commands of the finding before the merge',
  },
  moved: {
    proves: 'every release stays in its namespace and its cluster, installed by the same controller, and keeps its StatefulSets',
    example:
      'tempo: moves from namespace tracing to traces: it is deleted there, its volumes stay behind, and what is only in its pods is lost; keep namespace tracing, or accept change/moved',
    wayOut: 'Keep the namespace, the cluster and the way of installation',
  },
  renamed: {
    proves: 'no cluster takes over the objects of another name',
    example:
      'gitops: home takes over what Application lab-tracing-tempo of dist/lab installs, and Argo CD refuses to sync objects that two Applications share; set gitops.name: lab, or take the objects away from the old Applications as in docs/changes.md, and accept change/renamed',
    wayOut: 'Set `gitops.name` to the old name',
  },
  shared: {
    proves: 'no object of the output belongs to another Application in the cluster',
    example:
      'Namespace tracing: belongs to Application platform, and Argo CD refuses to sync it from home-tracing-tempo too; remove it from platform without deleting it, and remove its annotation argocd.argoproj.io/tracking-id',
    wayOut: 'Take the object away from the other Application first',
  },
  adopted: {
    proves: 'the output takes over nothing that already runs in the cluster',
    example: 'home: takes over Deployment tempo-distributor in tracing; see docs/changes.md for the order that loses nothing',
    wayOut: 'Follow docs/changes.md',
  },
  unprotected: {
    proves: 'no Namespace and no claim becomes deletable',
    example:
      'Namespace tracing: loses Delete=false, so deleting its Application deletes it with everything in it; keep the annotation argocd.argoproj.io/sync-options',
    wayOut: 'Keep the annotation',
  },
  secret: {
    proves: 'the Secret with the credentials outlives what made it, and what makes it next can do so',
    example:
      'tempo.credentials: ExternalSecret leaves the output, and Kubernetes deletes the Secret tempo-minio-secret with it, so new pods of Tempo do not start until it exists again; right before the merge, keep it',
    wayOut: 'Run the commands of the finding before the merge, right before it if the Secret would go',
  },
  'values-file': {
    proves: 'every values file that other Applications name stays',
    example:
      'traefik: dist/home/values/traefik.yaml leaves the output, and Argo CD can no longer sync an Application that names it; before the merge, remove it from the valueFiles of the Application that names it',
    wayOut: 'Remove the file from the `valueFiles` of that Application, before the merge',
  },
  'data-removed': {
    proves: 'Argo CD deletes no claim, Namespace or CustomResourceDefinition',
    example: 'PersistentVolumeClaim tempo-minio: is deleted with its data when Argo CD prunes it; keep it, or save its data first',
    wayOut: 'Keep the object, or save its data first and accept the finding',
  },
  'other-route': {
    proves: 'each host keeps its kind of route',
    example:
      'HTTPRoute emojivoto: replaces Ingress emojivoto for emojivoto.example.org: nothing serves requests until both this Application and Traefik are synced; sync Traefik right after it',
    wayOut: 'Sync both Applications at the same time',
  },
  uninstalled: {
    proves: 'no Traefik is uninstalled',
    example:
      'traefik: Argo CD uninstalls the Helm release traefik in namespace traefik, which serves the Ingresses; install another one first',
    wayOut: 'Install another Traefik first, or keep `via: release`',
  },
  retire: {
    proves: 'no Application, AppProject or annotation is left behind',
    example:
      'emojivoto: leaves the output, and Argo CD deletes Application home-tracing-emojivoto with its objects, except Namespace emojivoto; after that, remove what is left',
    wayOut: 'Run the commands of the finding after the merge',
  },
  source: {
    proves: 'Argo CD reads the output from where it has read it',
    example:
      'gitops.revision: Argo CD reads the output from revision prod instead of main, which may not be this output; before the merge, see that it is, or will be with it',
    wayOut: 'Have this output at the new place, such as by a merge into that branch first',
  },
  bootstrap: {
    proves: 'the AppProjects and the root Application in Argo CD are those of the output',
    example: 'gitops: the AppProjects or the root Application change; an administrator of Argo CD must apply them before the merge',
    wayOut: 'Run the commands of the finding, in order',
  },
  fleet: {
    proves: 'the ApplicationSet in Argo CD is that of the output',
    example: 'gitops: the ApplicationSet of the root Applications changes; an administrator of Argo CD must apply it after the merge',
    wayOut: 'Run the commands of the finding, in order',
  },
  mesh: {
    proves: 'the pods of every namespace are in the mesh if the namespace is',
    example: 'tempo: Namespace tracing joins the mesh, but its running pods do not; restart them after Argo CD has synced the merge',
    wayOut: 'Run the commands of the finding after Argo CD has synced the merge',
  },
  credentials: {
    proves: 'no Secret changes under the pods that have read it',
    example:
      'tempo.credentials: ExternalSecret tempo-minio-secret changes, but running pods of Tempo keep the credentials with which they started; when the Secret has its new content and the bucket Job has completed, restart them',
    wayOut: 'Run the commands of the finding after the merge',
  },
  'pod-security': {
    proves: 'no namespace refuses pods that it accepted',
    example:
      'namespaces: Namespace tracing will refuse new pods that do not comply with the Pod Security Standard restricted, also those that others run there; before the merge, see which other pods do not comply',
    wayOut: 'Run the command of the finding before the merge, and change the pods of others that it names',
  },
  receiver: {
    proves: 'what sends spans finds every receiver that it had',
    example:
      'tempo.receivers: no longer receives spans by zipkin, and what still sends there loses them; before the merge, check that nothing else sends there',
    wayOut: 'Move every other sender to a receiver that stays, before the merge',
  },
  'query-port': {
    proves: 'what queries Tempo finds it at the port that it had',
    example:
      'tempo: chart 1.41.0 answers queries at port 3200 instead of 3100, and what else still queries port 3100, such as a Grafana that is not in this file, gets no answer; change the port there with the merge',
    wayOut: 'Change the port wherever Tempo is queried, with the merge',
  },
  address: {
    proves: 'no Service or route loses an address that clients outside of the cluster use',
    example:
      'Service traefik: loses the address of its load balancer, because its type is ClusterIP instead of LoadBalancer, and what connects there gets no answer; before the merge, move DNS records and clients to another address',
    wayOut: 'Move what uses the address first, or keep the type of the Service',
  },
  replaced: {
    proves: 'no workload becomes one of another kind',
    example:
      'Deployment traefik: becomes a DaemonSet, whose pods are not ready yet when those of the Deployment end, and nothing serves the Ingresses in between; keep the Deployment, unless that is acceptable',
    wayOut: 'Keep the kind, or change it when an interruption is acceptable',
  },
  isolated: {
    proves: 'no pod that was open becomes isolated',
    example:
      'networkPolicies: isolates the pods of namespace tracing: what no NetworkPolicy permits no longer reaches them; list other senders in senders.workloads, and add a NetworkPolicy for what else uses them',
    wayOut: 'Add a NetworkPolicy for everything else that uses these pods, before the merge',
  },
  restarts: {
    proves: 'no pod restarts',
    example: 'tempo: restarts Deployment tempo-distributor and StatefulSet tempo-ingester (configuration)',
    wayOut: 'Nothing; merge when a restart is acceptable',
  },
  'not-rendered': {
    proves: 'both outputs have the objects of a chart, or none of them',
    example:
      'gitops.helm: changes, and only one of both outputs has the objects of tempo-distributed, so what else changes in them is unknown; change nothing else in this merge, or run `npm run verify -- --from HEAD` before it, which renders both',
    wayOut: 'Change `gitops.helm` alone, or run `npm run verify -- --from HEAD` before the merge',
  },
  'not-compared': {
    proves: 'the old output could be read',
    example:
      'dist/home/tempo.k8s.yaml: is not valid YAML (line 3), so what changes in it is unknown; compare with the commit by `npm run verify -- --from HEAD`, or restore it with git and run the command again',
    wayOut: 'Compare with the commit by `npm run verify -- --from HEAD`, or restore the file with git, and run the command again',
  },
});

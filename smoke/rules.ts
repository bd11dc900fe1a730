/** What smoke reports: each rule is a link of the path of a trace that is missing in the running stack. */
import { RuleSet } from '../lib/findings/rules';

export const SMOKE_RULES = new RuleSet('smoke', 'a trace goes the whole way through the running stack', {
  unreachable: {
    proves: 'every end of the stack can be reached',
    example: 'receiver zipkin: connection refused at 127.0.0.1:9411 (--url); correct --url zipkin=URL, or start what listens there',
    wayOut: 'Start what the message names, or give its address by --url',
    isFinal: true,
  },
  'not-applied': {
    proves: 'every Application and the bucket Job exist',
    example: 'Application picluster-tracing: does not exist in namespace argocd; kubectl apply -f dist/picluster/bootstrap.k8s.yaml',
    wayOut: 'Apply the bootstrap file, or sync the Application',
    isFinal: true,
  },
  'other-output': {
    proves: 'Argo CD has synced what dist/ says',
    example:
      'Application picluster-tracing-tempo: spec.sources.0.targetRevision is 2.23.3, and 2.23.4 in dist/; push dist/, and sync picluster-tracing',
    wayOut: 'Commit and push dist/, then sync',
    isFinal: true,
  },
  'not-synced': {
    proves: 'every Application is synced',
    example:
      'Application picluster-tracing-tempo: is OutOfSync; run argocd app sync picluster-tracing && argocd app sync picluster-tracing-tempo',
    wayOut: 'Sync it, after what Argo CD says about it',
    isFinal: true,
  },
  'not-healthy': {
    proves: 'every Application is healthy',
    example: 'Application picluster-tracing-tempo: is Degraded by Deployment tempo-querier; see the next steps, and argocd app get',
    wayOut: 'Look at the object that the message names',
    isFinal: true,
  },
  'job-failed': {
    proves: 'the Job that creates the bucket has completed',
    example:
      'Job tempo-minio-bootstrap-03ce33cabe: has not completed: mc: Unable to make bucket: Access Denied. (the user may not create what Tempo needs); write the keys of an administrator to Secret minio-admin of namespace tempo-bootstrap',
    wayOut: 'Do what the message says about its log',
    isFinal: true,
  },
  'not-ready': {
    proves: 'every process of Tempo is ready',
    example:
      'pod tempo-ingester-0: ends with exit code 1: error running Tempo: The specified bucket does not exist (the bucket does not exist); correct tempo.storage.bucket, or create it: npm run bucket',
    wayOut: 'Do what the message says about its log',
    isFinal: true,
  },
  refused: {
    proves: 'every receiver accepts a span in its protocol',
    example: 'receiver zipkin: answered 404 Not Found; enable zipkin in tempo.receivers, and sync Tempo',
    wayOut: 'Do what the message says; if dist/ has the receiver, sync its Application',
    isFinal: true,
  },
  'not-stored': {
    proves: 'every span that a receiver accepts can be read back by its trace id',
    example: 'receiver zipkin: accepted trace 5f…, which http://tempo.tracing:3200 does not have after 30 s; see the logs of the ingester',
    wayOut: 'Follow the counters of Tempo that the message names',
    isFinal: true,
  },
  'changed-span': {
    proves: 'a span is stored with the service and the name that were sent',
    example:
      'receiver zipkin: trace 5f… has span smoke zipkin of service proxy instead of span smoke zipkin of service tempo-gitops-smoke; look for a collector in between that changes it',
    wayOut: 'Look for a program between the sender and Tempo, such as a collector, that changes spans',
    isFinal: true,
  },
  'not-found-by-search': {
    proves: 'every span can be found by search',
    example:
      'receiver zipkin: trace 5f… is there, but a search for its service finds nothing after 30 s; see the logs of the query-frontend',
    wayOut: 'Look at the logs of query-frontend and querier',
    isFinal: true,
  },
  'lost-spans': {
    proves: 'no process of Tempo discards or loses spans meanwhile, by its own counters',
    example: 'distributor: discarded 3 spans: rate_limited; raise that limit in the overrides of tempo.values, or let the sender sample',
    wayOut: 'Look at the process that the message names',
    isFinal: true,
  },
  'vote-unanswered': {
    proves: 'Traefik forwards a vote, and the demo answers it',
    example:
      'emojivoto.example.org: http://emojivoto.example.org answered 404 page not found; run kubectl get pods,ingress -n emojivoto, see whether the pods are ready and the host and the entry point are right, and read the log of Traefik in namespace traefik',
    wayOut: 'Correct the Ingress or HTTPRoute, its entry point or the demo',
    isFinal: true,
  },
  'no-log-line': {
    proves: 'Traefik writes an access log line for the vote',
    example:
      'Traefik: Loki and kubectl logs have no access log line with smoke-8f3a91c2-plain after 60 s; run Traefik with the values of dist/, which turn on the access log on standard output',
    wayOut: 'Give the values file of dist/ to the release of Traefik, as its last one',
    isFinal: true,
  },
  'line-not-in-loki': {
    proves: 'Loki has the access log lines of Traefik',
    example:
      'Loki: has no line with smoke-8f3a91c2-plain after 60 s, and kubectl logs has it; let the log collector read namespace traefik, or correct grafana.loki.url',
    wayOut: 'Look at the log collector',
    isFinal: true,
  },
  'no-trace-id': {
    proves: 'the delivered expression finds the trace id in the line',
    example:
      'Traefik: the log line of the vote in Loki has trace_id, and the delivered expression "request_X-B3-Traceid":"(\\w+)" does not match it; pin the release of Traefik that runs in traefik.chart or traefik.k3s, and deliver the data source of dist/',
    wayOut: 'Pin the release of Traefik that runs, and let it run with the values of dist/',
    isFinal: true,
  },
  'other-trace-id': {
    proves: 'Traefik continues the trace of a client',
    example:
      'Traefik: the log line of the vote has trace 8c…, and its request was sent with the traceparent of trace 5f…; let the proxy in front of Traefik forward that header, and run Traefik with the values of dist/ in namespace traefik',
    wayOut: 'Look at what is in front of Traefik, and at the tracing of the Traefik that runs',
    isFinal: true,
  },
  'no-trace': {
    proves: 'Tempo has the trace of the line',
    example:
      'Traefik: http://tempo-query-frontend.tracing.svc.cluster.local:3200 does not have trace 5f… of the log line after 60 s; see the log of Traefik in namespace traefik for its exporter, and whether it runs with the values of dist/',
    wayOut: 'Look at the exporter of Traefik',
    isFinal: true,
  },
  'missing-service': {
    proves: 'the trace of a vote has the spans of everything behind Traefik',
    example:
      'vote: the trace has spans of traefik alone, but the demo and Linkerd 2.14.10 should be in it too; restart the pods that started before the injector: kubectl rollout restart -n emojivoto deployment',
    wayOut: 'Restart the pods, or see why they send no spans',
    isFinal: true,
  },
  'not-injected': {
    proves: 'no pod of the demo started before the injectors of Linkerd',
    example:
      'Linkerd: web-6d5f-x2x in namespace emojivoto started before the jaeger-injector, and lacks jaeger.linkerd.io/tracing-enabled; restart them: kubectl rollout restart -n emojivoto deployment',
    wayOut: 'Restart the pods',
    isFinal: true,
  },
  'no-service-graph': {
    proves: 'Prometheus has the service graph',
    example:
      'metrics-generator: http://prometheus:9090 has no traces_service_graph_request_total after 60 s; see the log of the metrics-generator; a 404 of http://prometheus:9090/api/v1/write there means that Prometheus runs without --web.enable-remote-write-receiver',
    wayOut: 'Turn the receiver for remote write on in Prometheus, or correct tempo.metricsGenerator.remoteWrite',
    isFinal: true,
  },
  'storage-refused': {
    proves: 'the credentials may do in the bucket what Tempo needs',
    example:
      'credentials of Tempo: may not put in bucket k3s-tempo: the server answered 403 AccessDenied; attach the policy for this bucket to the user: npm run bucket',
    wayOut: 'Correct the credentials, the bucket or the policy',
    isFinal: true,
  },
  'too-many-permissions': {
    proves: 'the credentials may do nothing outside of the bucket',
    example: 'credentials of Tempo: may create buckets; give the user only the policy of this bucket: npm run bucket',
    wayOut: 'Give the user only the policy of its bucket',
    isFinal: true,
  },
  'no-block': {
    proves: 'Tempo writes complete blocks to the bucket',
    example: 'bucket k3s-tempo: has 3 objects below single-tenant/, and no block is complete; see the logs of the processes that flush',
    wayOut: 'Look at the logs of the processes that flush',
    isFinal: true,
  },
});

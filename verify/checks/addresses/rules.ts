/** Mistakes in addresses, and in the Services and processes behind them. */
import { RuleSet } from '../../../lib/findings/rules';
import { ACCESS_RULES } from './access/rules';
import { GATEWAY_RULES } from './gateway/rules';
import { INGRESS_RULES } from './ingress/rules';
import { LINKERD_RULES } from './linkerd/rules';
import { WORKLOAD_RULES } from './workloads/rules';

export const ADDRESSES_RULES = new RuleSet(
  'addresses',
  'every address leads to a Service, a port and a process that supports its protocol',
  {
    'missing-address': {
      proves: 'each component has the address of everything that it connects to',
      example: 'Grafana (data source Tempo): has no url; add one',
      wayOut: 'Add the address',
    },
    'not-an-address': {
      proves: 'each address is a URL, or a host with a port',
      example: 'Traefik (--tracing.zipkin.httpendpoint): sends spans to http://, but this is not an address; use host:port or a URL',
      wayOut: 'Correct the address',
    },
    scheme: {
      proves: 'no address has a scheme if its client does not accept one',
      example:
        'Linkerd (-collector-svc-addr): sends spans to http://tempo.tracing:55678, but a gRPC address must not have a scheme; use host:port',
      wayOut: 'Remove the scheme',
    },
    'no-scheme': {
      proves: 'each URL has a scheme that its client supports',
      example:
        'Traefik (--tracing.otlp.http.endpoint): sends spans to tempo.tracing:4318/v1/traces, but Traefik takes only a URL there; begin it with http://',
      wayOut: 'Begin the address with http://',
    },
    'cluster-domain': {
      proves: 'the names of Services have the domain of a cluster',
      example:
        'Grafana (data source Tempo): sends queries to http://tempo.tracing.svc.clutser.local:3200, but clutser.local is not the domain of a cluster; use cluster.local',
      wayOut: 'Correct the domain',
    },
    ...WORKLOAD_RULES,
    'storage-address': {
      proves: 'the address of the storage backend has the format of its client',
      example:
        'Tempo (storage.trace.s3.endpoint): sends blocks to https://s3.example.org, but an S3 endpoint must not have a scheme; use host or host:port',
      wayOut: 'Correct the address in the storage settings',
    },
    'unknown-host': {
      proves: 'each host outside the cluster is in the cluster file',
      example:
        'Tempo (storage.trace.s3.endpoint): sends blocks to https://s4.example.org, but neither these manifests nor the cluster file have host s4.example.org for S3; use s3.example.org',
      wayOut: 'Correct the host, or set it in the cluster file',
    },
    'no-such-service': {
      proves: 'each address inside the cluster names a Service that exists',
      example:
        'Traefik (--tracing.otlp.http.endpoint): sends spans to http://tempos.tracing:4318/v1/traces, but namespace tracing has no Service tempos; use tempo',
      wayOut: 'Correct the name of the Service or its namespace',
    },
    'no-such-port': {
      proves: 'each Service has the port that an address names',
      example:
        'Grafana (data source Tempo): sends queries to http://tempo.tracing:3100, but Service tempo has no port 3100, only 3200; use 3200',
      wayOut: 'Correct the port',
    },
    'no-pods': {
      proves: 'each Service that an address names selects pods',
      example:
        'Grafana (data source Tempo): sends queries to http://tempo.tracing:3200, but Service tempo selects no pods; correct its selector',
      wayOut: 'Correct the selector of the Service, or the labels of the pods',
    },
    'nothing-listens': {
      proves: 'a container listens on the target port of each Service',
      example:
        'Grafana (data source Tempo): sends queries to http://tempo.tracing:3200, but no pod of Service tempo listens on 3201, which its port 3200 leads to; use another port',
      wayOut: 'Use another port, or correct the targetPort of the Service',
    },
    'receiver-off': {
      proves: 'Tempo has the receiver that each sender needs',
      example:
        'Traefik (--tracing.zipkin.httpendpoint): sends spans to http://tempo.tracing:9411/api/v2/spans, but Service tempo has no port 9411, because Tempo has no receiver zipkin; turn it on',
      wayOut: 'Add the receiver to tempo.receivers, or send another protocol',
    },
    'wrong-receiver': {
      proves: 'each sender uses the port of the receiver for its protocol',
      example:
        'Traefik (--tracing.zipkin.httpendpoint): sends spans to http://tempo.tracing:4318/api/v2/spans, but Tempo does not listen for zipkin on that port, but for otlp-http; use 9411',
      wayOut: 'Use the port of the right receiver',
    },
    'wrong-path': {
      proves: 'each URL has a path that Tempo serves',
      example:
        'Traefik (--tracing.zipkin.httpendpoint): sends spans to http://tempo.tracing:9411/spans, but Tempo serves Zipkin at /api/v2/spans, not at /spans; use /api/v2/spans',
      wayOut: 'Correct the path of the URL',
    },
    'no-tls': {
      proves: 'no component uses TLS for a port without TLS',
      example: 'Grafana (data source Tempo): sends queries to https://tempo.tracing:3200, but Tempo does not serve TLS there; use http',
      wayOut: 'Use http, or turn TLS off in the client',
    },
    'needs-tls': {
      proves: 'no component sends plain text to a port with TLS',
      example:
        'Traefik (--tracing.zipkin.httpendpoint): sends spans to http://tempo.tracing:9411/api/v2/spans, but Tempo serves only TLS there; use https',
      wayOut: 'Use https, or turn TLS off in the receiver',
    },
    'no-queries': {
      proves: 'queries are sent to a process and port of Tempo that answers them',
      example:
        'Grafana (data source Tempo): sends queries to http://tempo.tracing:9095, but Tempo does not answer queries on that port; use 3200',
      wayOut: 'Use the HTTP port of the query frontend',
    },
    'unsupported-protocol': {
      proves: 'each sender supports the protocol that is configured',
      example:
        'Traefik (--tracing.zipkin.httpendpoint): sends spans to http://tempo.tracing:9411, but Traefik 3 does not support Zipkin and does not start; use OTLP',
      wayOut: 'Use a protocol that this release supports',
    },
    'missing-identity': {
      proves: 'the proxies of Linkerd have the ServiceAccount of the collector',
      example:
        'Linkerd (proxy.tracing.collector.endpoint): sends spans to tempo.tracing:4317, but the chart does not render without meshIdentity.serviceAccountName; add it',
      wayOut: 'Set proxy.tracing.collector.meshIdentity',
    },
    'wrong-identity': {
      proves: 'the proxies of Linkerd expect the ServiceAccount of Tempo',
      example:
        'Linkerd (-collector-svc-addr): sends spans to tempo.tracing:55678, but its proxies expect ServiceAccount collector, and the pods run as tempo; use tempo',
      wayOut: 'Use the ServiceAccount and namespace of Tempo',
    },
    'not-in-mesh': {
      proves: 'all pods that must be in the mesh are in it',
      example:
        'Linkerd (-collector-svc-addr): sends spans to tempo.tracing:55678, but its proxies use mesh TLS, and the pods there are not in the mesh; annotate namespace tracing with linkerd.io/inject: enabled',
      wayOut: 'Annotate the pods or their namespace with linkerd.io/inject: enabled, and remove `hostNetwork` from them',
    },
    'hidden-senders': {
      proves: 'a collector in the mesh sees the addresses of the senders whose pods it looks up',
      example:
        'Deployment tempo-collector: looks up the pods of its senders, but on port 4317 the proxy of Linkerd hides their addresses; add it to config.linkerd.io/skip-inbound-ports',
      wayOut: 'List the ports of its receivers in config.linkerd.io/skip-inbound-ports',
    },
    'receiver-missing': {
      proves: 'Tempo and the collector have every receiver of the cluster file on its standard port, and a Service has that port',
      example: 'receiver zipkin: is in tempo.receivers of the cluster file, but not in the configuration of Tempo; run `npm run synth`',
      wayOut: 'Run `npm run synth`, and remove your own values that turn the receiver off or move it',
    },
    'no-collector': {
      proves: 'each application of emojivoto has the address for its spans',
      example: 'Deployment web: has no variable OC_AGENT_HOST, so it sends no spans; set it to the OpenCensus address of Tempo',
      wayOut: 'Set the variable',
    },
    'no-such-certificate': {
      proves: 'each Certificate that provides a certificate authority to a webhook exists',
      example:
        'MutatingWebhookConfiguration jaeger-injector: takes its certificate authority from Certificate tracing/injector, which does not exist; use linkerd-jaeger/injector',
      wayOut: 'Correct the annotation cert-manager.io/inject-ca-from, or create the Certificate',
    },
    'certificate-name': {
      proves: 'the Certificate of each webhook is valid for the name of its Service',
      example:
        'Certificate injector: is valid for a.b.svc, but MutatingWebhookConfiguration jaeger-injector calls injector.linkerd-jaeger.svc; add injector.linkerd-jaeger.svc to dnsNames',
      wayOut: "Add the name to the Certificate's dnsNames",
    },
    ...INGRESS_RULES,
    ...GATEWAY_RULES,
    'monitored-port': {
      proves: 'each port that a ServiceMonitor names is a port of a Service that it selects',
      example: 'ServiceMonitor tempo: names port jaeger-metrics, which no Service that it selects has; remove it, or enable what serves it',
      wayOut: 'Correct the port of the ServiceMonitor, or enable what serves it',
    },
    'monitor-without-service': {
      proves: 'each ServiceMonitor selects a Service, if what it is for is in the manifests',
      example:
        'ServiceMonitor shop: selects no Service: web is in namespace shop, and it looks in monitoring; add shop to namespaceSelector.matchNames',
      wayOut: 'Correct the labels in its selector, or the namespaces in its namespaceSelector',
    },
    'unmonitored-process': {
      proves: 'a ServiceMonitor with the labels of `monitoring` selects each process of Tempo',
      example: 'Deployment tempo-querier: monitoring is on, but no ServiceMonitor selects a Service of its pods; correct tempo.values',
      wayOut: 'Remove the values of yours that change the ServiceMonitors of the chart',
    },
    'network-policy': {
      proves: 'no NetworkPolicy stops what the stack needs: spans, queries, storage, names and the control plane of a mesh',
      example:
        'NetworkPolicy tempo: stops Traefik, which sends spans to tempo.tracing:9411: no ingress rule allows TCP port 9411 from namespace traefik; add one',
      wayOut: 'Add the rule to the NetworkPolicy, or to another one that selects the same pods',
    },
    'open-pod': {
      proves: 'every pod of the stack has a NetworkPolicy, if the cluster file wants them',
      example: 'Deployment tempo-rollout-operator: networkPolicies is on, but no NetworkPolicy isolates its pods; add one for them',
      wayOut: 'Add a NetworkPolicy for these pods, or remove the values of yours that add them or change their labels',
    },
    'dead-reference': {
      proves: 'each Service name in a configuration has a Service and a port that exist',
      example:
        'ConfigMap tempo-gateway: names tempo-frontend.tracing:3200, but namespace tracing has no Service tempo-frontend; correct the address',
      wayOut: 'Correct the name or the port',
    },
    'disabled-microservice': {
      proves: 'no configuration of a chart names a microservice or a receiver of Tempo that is off',
      example:
        'ConfigMap tempo-gateway: names tempo-compactor.tracing:3200, but namespace tracing has no Service tempo-compactor; do not send requests there',
      wayOut: 'Do nothing, unless you send requests there',
    },
    ...LINKERD_RULES,
    ...ACCESS_RULES,
  },
);

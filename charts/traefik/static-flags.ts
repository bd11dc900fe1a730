/**
 * The flags of Traefik 2.5 to 3.7 for traces, access log, entry points and Kubernetes, in lower case
 * (docs/content/reference/static-configuration/cli-ref.md). Traefik does not start with a flag that it does not know.
 */

/** The names after each name, with `*` for the names of users. Names without an entry are not described here. */
export const FLAG_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      ...['accesslog', 'api', 'certificatesresolvers', 'configfile', 'core', 'entrypoints', 'experimental', 'global', 'hostresolver'],
      ...['hub', 'log', 'metrics', 'ocsp', 'pilot', 'ping', 'providers', 'serverstransport', 'spiffe', 'tcpserverstransport', 'tracing'],
    ],
  ],
  ['accesslog', ['addinternals', 'bufferingsize', 'dualoutput', 'fields', 'filepath', 'filters', 'format', 'otlp']],
  ['accesslog.fields', ['defaultmode', 'headers', 'names']],
  ['accesslog.fields.headers', ['defaultmode', 'names']],
  ['accesslog.filters', ['minduration', 'retryattempts', 'statuscodes']],
  [
    'tracing',
    [
      ...['addinternals', 'capturedrequestheaders', 'capturedresponseheaders', 'datadog', 'elastic', 'globalattributes', 'haystack'],
      ...['instana', 'jaeger', 'opentelemetry', 'otlp', 'resourceattributes', 'safequeryparams', 'samplerate', 'servicename'],
      ...['spannamelimit', 'zipkin'],
    ],
  ],
  ['tracing.zipkin', ['httpendpoint', 'id128bit', 'samespan', 'samplerate']],
  ['tracing.otlp', ['grpc', 'http']],
  ['tracing.otlp.http', ['endpoint', 'headers', 'tls']],
  ['tracing.otlp.grpc', ['endpoint', 'headers', 'insecure', 'tls']],
  [
    'entrypoints.*',
    [
      ...['address', 'allowacmebypass', 'asdefault', 'enablehttp3', 'forwardedheaders', 'http', 'http2', 'http3', 'observability'],
      ...['proxyprotocol', 'reuseport', 'transport', 'udp'],
    ],
  ],
  [
    'providers',
    [
      ...['consul', 'consulcatalog', 'docker', 'ecs', 'etcd', 'file', 'http', 'kubernetescrd', 'kubernetesgateway', 'kubernetesingress'],
      ...['kubernetesingressnginx', 'marathon', 'nomad', 'plugin', 'providersthrottleduration', 'rancher', 'redis', 'rest', 'swarm'],
      'zookeeper',
    ],
  ],
  [
    'providers.kubernetesingress',
    [
      ...['allowemptyservices', 'allowexternalnameservices', 'certauthfilepath', 'disableclusterscoperesources'],
      ...['disableingressclasslookup', 'endpoint', 'ingressclass', 'ingressendpoint', 'labelselector', 'namespaces'],
      ...['nativelbbydefault', 'strictprefixmatching', 'throttleduration', 'token'],
    ],
  ],
  ['providers.kubernetesingress.ingressendpoint', ['hostname', 'ip', 'publishedservice']],
]);

/** The tracing flags that only one of the two has. */
export const TRACING_OF_V2: readonly string[] = ['datadog', 'elastic', 'haystack', 'instana', 'jaeger', 'spannamelimit', 'zipkin'];
export const TRACING_OF_V3: readonly string[] = [
  ...['addinternals', 'capturedrequestheaders', 'capturedresponseheaders', 'globalattributes', 'otlp', 'resourceattributes'],
  ...['safequeryparams', 'samplerate'],
];

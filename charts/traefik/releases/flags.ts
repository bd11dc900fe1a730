/**
 * The flags of Traefik by release: the sections of its static configuration (Configuration of pkg/config/static/static_config.go of each
 * release from 2.4.0 to 3.7.9), and the flags of older releases that it refuses (pkg/cli/deprecation.go of 3.0.0 to 3.7.9).
 */

/** In lower case. The first one names the file with the configuration, and the others are sections. */
const FIRST: readonly string[] = [
  ...['configfile', 'accesslog', 'api', 'certificatesresolvers', 'entrypoints', 'experimental', 'global', 'hostresolver', 'log', 'metrics'],
  ...['ping', 'providers', 'serverstransport', 'tracing'],
];
const FROM_3 = [...FIRST, 'core', 'spiffe', 'tcpserverstransport'];

/** The sections from each release on. */
export const SECTIONS = {
  '2.4.0': [...FIRST, 'pilot'],
  '2.7.0': [...FIRST, 'hub', 'pilot'],
  '2.10.2': [...FIRST, 'pilot'],
  '3.0.0': FROM_3,
  '3.5.0': [...FROM_3, 'ocsp'],
} as const satisfies Record<string, readonly string[]>;

/** Those of all releases. */
export const ALL_SECTIONS: readonly string[] = [...new Set(Object.values(SECTIONS).flat())];

const fixed = (fix: string, flags: readonly string[]) => Object.fromEntries(flags.map((flag) => [flag, fix]));
const REMOVE = 'remove it';

/** With each of these, and with what is below them, Traefik 3 does not start, and logs why. The value is what to do. */
export const REFUSED_BY_3: Readonly<Record<string, string>> = {
  ...fixed(REMOVE, ['pilot', 'providers.marathon', 'providers.rancher', 'tracing.spannamelimit']),
  ...fixed('remove it, because HTTP/3 is not experimental any more', ['experimental.http3']),
  ...fixed('use --providers.swarm', ['providers.docker.swarmmode']),
  ...fixed(
    REMOVE,
    ['docker', 'swarm', 'consul', 'etcd', 'redis', 'http', 'consulcatalog.endpoint', 'nomad.endpoint'].map(
      (provider) => `providers.${provider}.tls.caoptional`,
    ),
  ),
  ...Object.fromEntries(
    ['consul', 'consulcatalog', 'nomad'].map((provider) => [`providers.${provider}.namespace`, `use --providers.${provider}.namespaces`]),
  ),
  ...fixed(
    'remove it, because Traefik 3 sends OTLP',
    ['jaeger', 'zipkin', 'datadog', 'instana', 'haystack', 'elastic'].map((backend) => `tracing.${backend}`),
  ),
};

import { identitySays, traefik } from './fixture';

const OTLP = ['--entrypoints.web.address=:80', '--tracing.otlp.http.endpoint=http://otel.obs:4318/v1/traces'];
const DECLARED = {
  serviceName: 'edge',
  resourceAttributes: { 'deployment.environment.name': 'a b' },
  collector: { endpoint: 'otel.obs:4318', protocol: 'otlp-http' },
} as const;
const ENV = { OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=a%20b,x=y' };

const said = (args: readonly string[], env: Record<string, string> = ENV, declared: object = DECLARED) =>
  identitySays([traefik(args, { env })], { traefikSpans: declared });

test('spans as in the cluster file pass', async () => {
  expect(await said([...OTLP, '--tracing.servicename=edge'])).toEqual([]);
  expect(await said(OTLP, { ...ENV, OTEL_SERVICE_NAME: 'edge' })).toEqual([]);
  expect(await said(OTLP, {}, {})).toEqual([]);
});

test.each([
  [OTLP, ENV, 'has the service name traefik, but traefik.serviceName of the cluster file is edge; set tracing.serviceName to edge'],
  [
    [...OTLP, '--tracing.servicename=edge'],
    { ...ENV, OTEL_SERVICE_NAME: 'other' },
    'has the service name other, but traefik.serviceName of the cluster file is edge; set tracing.serviceName to edge',
  ],
  [
    [...OTLP, '--tracing.servicename=edge'],
    { OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=a' },
    'lacks deployment.environment.name of traefik.resourceAttributes in OTEL_RESOURCE_ATTRIBUTES; set it to deployment.environment.name=a%20b',
  ],
  [
    ['--entrypoints.web.address=:80', '--tracing.servicename=edge', '--tracing.otlp.http.endpoint=http://tempo.tracing:4318/v1/traces'],
    ENV,
    'sends its spans by otlp-http to tempo.tracing:4318, but traefik.collector is otel.obs:4318 by otlp-http; run `npm run synth`',
  ],
  [
    ['--entrypoints.web.address=:80', '--tracing.servicename=edge', '--tracing.otlp.grpc.endpoint=otel.obs:4318'],
    ENV,
    'sends its spans by otlp-grpc to otel.obs:4318, but traefik.collector is otel.obs:4318 by otlp-http; run `npm run synth`',
  ],
])('%j with %j is an error', async (args, env, problem) => {
  expect(await said(args, env)).toEqual([`error: Traefik: ${problem}`]);
});

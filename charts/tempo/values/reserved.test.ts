/** Flags and fields of the user's own values by which microservices would no longer find each other. */
import { said, synthesizeTempo } from '../../../test/synthesis';

const errors = (values: string, chart?: string) => {
  const synthesis = synthesizeTempo('bucket: traces, endpoint: s3.example.org', { chart, more: `  values: {${values}}\n` });
  return said(synthesis, 'error');
};

test.each([
  '-server.grpc-listen-port=9999',
  '--memberlist.bind-port=7947',
  '-memberlist.advertise-port=7947',
  '-server.grpc-listen-address=127.0.0.1',
  '-server.path-prefix=/tempo',
])('a microservice cannot have a flag by which others do not reach it: %s', (flag) => {
  expect(errors(`queryFrontend: {extraArgs: ["${flag}"]}`)).toEqual([
    expect.stringMatching(/ tempo\.values\.queryFrontend\.extraArgs: .+ is managed by this stack; .+/),
  ]);
});

test.each([
  '-server.grpc-listen-port=9095',
  '-memberlist.bind-port=7946',
  '-server.http-listen-address=::',
  '-server.http-write-timeout=2m',
  '-http-api-prefix=',
  '-auth.enabled=false',
])('a microservice may have a flag by which others still reach it: %s', (flag) => {
  expect(errors(`queryFrontend: {extraArgs: ["${flag}"]}`)).toEqual([]);
});

test('in one process, nothing else connects to these ports', () => {
  expect(errors('tempo: {extraArgs: {server.grpc-listen-port: 9999}}', 'monolithic: 2.2.4')).toEqual([]);
});

test('the port of the members changes only where they look for each other', () => {
  const gossip = (memberlist: string) => errors(`tempo: {structuredConfig: {memberlist: {${memberlist}}}}`);

  expect(gossip('bind_port: 7947')).toEqual([
    expect.stringContaining(
      'bind_port: is another port than 7946, at which the microservices look for each other; remove it, or set join_members with port 7947',
    ),
  ]);
  expect(gossip('bind_port: 7947, join_members: ["dns+tempo-gossip-ring:7947"]')).toEqual([]);
  expect(gossip('bind_port: 7947, join_members: [tempo-gossip-ring]')).toEqual([]);
  expect(gossip('bind_port: 7947, join_members: ["dns+tempo-gossip-ring"]')).toHaveLength(1);
  expect(gossip('bind_port: 7946')).toEqual([]);
});
test.each([
  ['distributor: {extraArgs: ["-config.expand-env=true"]}', 'chart: 2.26.2'],
  ['distributor: {extraArgs: ["-config.expand-env"]}', 'chart: 1.32.2'],
  ['tempo: {extraArgs: {config.expand-env: true}}', 'monolithic: 2.2.4'],
])('the expansion of variables may be turned on: %s', (values, chart) => {
  expect(errors(values, chart)).toEqual([]);
});

test.each([
  ['distributor: {extraArgs: ["-config.expand-env=false"]}', 'chart: 2.26.2'],
  ['tempo: {extraArgs: {config.expand-env: false}}', 'monolithic: 2.2.4'],
])('the expansion of variables cannot be turned off: %s', (values, chart) => {
  expect(errors(values, chart)).toEqual([expect.stringMatching(/; remove it, because Tempo needs it to read its credentials$/)]);
});

test('variables of all microservices are plain ones, and those of a Secret are one finding', () => {
  const list = (items: string) => errors(`global: {extraEnv: [${items}]}`);
  const proxy = '{name: HTTPS_PROXY, value: "http://proxy.example.org:3128"}';
  expect(list(`${proxy}, {name: NO_PROXY, value: .svc}`)).toEqual([]);
  expect(list(`${proxy}, {name: TOKEN, valueFrom: {secretKeyRef: {name: a, key: b}}}`)).toEqual([
    expect.stringMatching(
      / tempo\.values\.global\.extraEnv: .*; set them under each microservice's extraEnv, because memcached gets these too$/,
    ),
  ]);
});

test('another domain of the cluster is a warning', () => {
  const warnings = (values: string) =>
    said(synthesizeTempo('bucket: traces, endpoint: s3.example.org', { more: `  values: {${values}}\n` }), 'warning');
  expect(warnings('global: {clusterDomain: corp.local}')).toEqual([
    expect.stringMatching(/ tempo\.values\.global\.clusterDomain: is corp\.local, but the addresses .* end in svc\.cluster\.local, /),
  ]);
  for (const domain of ['cluster.local', 'cluster.local.']) expect(warnings(`global: {clusterDomain: ${domain}}`)).toEqual([]);
});

import { saidOfValues } from '../fixture';

test.each([
  ['chart: 39.0.6', 'ports: {web: {port: 8080}}', 'values.ports.web.port: the entry points traefik and web both listen on TCP port 8080'],
  ['chart: 39.0.6', 'ports: {websecure: {port: 8000}}', 'values.ports.websecure.port: the entry points web and websecure'],
  ['chart: 39.0.6', 'ports: {grpc: {port: 9100}}', 'the entry points metrics and grpc both listen on TCP port 9100'],
  ['chart: 27.0.2', 'ports: {grpc: {port: 9000}}', 'the entry points traefik and grpc both listen on TCP port 9000'],
  ['k3s: 1.36.4', 'ports: {web: {port: 8080}}', 'the entry points traefik and web both listen on TCP port 8080'],
  [
    'chart: 39.0.6',
    "additionalArguments: ['--entryPoints.foo.address=:8000']",
    'additionalArguments: the entry points web and foo both listen on TCP port 8000, so Traefik does not start; use another port',
  ],
])('two entry points on one port are refused: %s, %s', (pin, values, text) => {
  expect(saidOfValues(pin, values)).toEqual([expect.stringContaining(text)]);
});

test.each([
  ['chart: 27.0.2', 'ports: {web: {port: 8080}}'],
  ['chart: 39.0.6', 'ports: {web: {port: 8080}, traefik: {port: 9000}}'],
  ['chart: 39.0.6', 'ports: {web: {port: 8080}, traefik: null}'],
  ['chart: 39.0.6', 'ports: {dns: {port: 8000, protocol: UDP}}'],
  ['chart: 39.0.6', "ports: {grpc: {port: 8000}}, additionalArguments: ['--entrypoints.grpc.address=:8001']"],
])('entry points that do not listen on one port are accepted: %s, %s', (pin, values) => {
  expect(saidOfValues(pin, values)).toEqual([]);
});

test.each(['--entryPoints.extra.reusePort', '--entrypoints.extra.reuseport=1'])('two that share their port are not: %s', (flag) => {
  const both = `additionalArguments: ['--entryPoints.extra.address=:8000/tcp', '${flag}', '--entryPoints.web.reusePort=true']`;
  expect(saidOfValues('chart: 39.0.6', both)).toEqual([]);
});

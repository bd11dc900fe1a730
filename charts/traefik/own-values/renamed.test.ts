import { saidOfValues } from '../fixture';

test.each([
  [
    '33.0.0',
    'certResolvers: {le: {acme: {}}}',
    'values.certResolvers: was renamed, and traefik 33.0.0 does not render with the old name; use certificatesResolvers',
  ],
  ['34.0.0', 'ports: {web: {redirectTo: {port: websecure}}}', 'use ports.web.redirections.entryPoint, and write to instead of port'],
  ['39.0.6', 'ports: {web: {redirectTo: {port: websecure}}}', 'use ports.web.http.redirections.entryPoint, and write to instead of port'],
  ['39.0.6', 'ports: {web: {redirections: {entryPoint: {to: websecure}}}}', 'use ports.web.http.redirections'],
  [
    '39.0.6',
    'ports: {websecure: {tls: {enabled: true}}}',
    'ports.websecure.tls: was renamed, and traefik 39.0.6 does not render with the old name; use ports.websecure.http.tls',
  ],
  [
    '41.3.0',
    'logs: {general: {level: DEBUG}}',
    'values.logs.general: was renamed, and traefik 41.3.0 does not render with the old name; use log',
  ],
])('an old name in chart %s is refused, with the new one: %s', (chart, values, text) => {
  expect(saidOfValues(`chart: ${chart}`, values)).toEqual([expect.stringContaining(text)]);
});

test.each([
  ['32.1.1', 'certResolvers: {le: {acme: {}}}'],
  ['33.0.0', 'ports: {web: {redirectTo: {port: websecure}}}'],
  ['38.0.2', 'ports: {websecure: {tls: {enabled: true}}}'],
  ['39.0.6', 'ports: {websecure: {http: {tls: {enabled: true}}}}, logs: {general: {level: DEBUG}}'],
])('a name of chart %s is not: %s', (chart, values) => {
  expect(saidOfValues(`chart: ${chart}`, values)).toEqual([]);
});

test('k3s ignores an old name, which is a warning', () => {
  const values = 'ports: {websecure: {tls: {enabled: true}}}';
  expect(saidOfValues('k3s: 1.36.4', values)).toEqual([]);
  expect(saidOfValues('k3s: 1.36.4', values, 'warning')).toEqual([
    expect.stringContaining(
      'ports.websecure.tls: has no effect in the Traefik of k3s 1.36.4, which has another name for it; use ports.websecure.http.tls',
    ),
  ]);
});

test.each(['39.0.6', '27.0.2'])('a null that removes what chart %s needs is refused', (chart) => {
  for (const name of ['service', 'ports', 'rbac', 'metrics'])
    expect(saidOfValues(`chart: ${chart}`, `${name}: null`)).toEqual([
      expect.stringContaining(
        `values.${name}: null removes its defaults, without which traefik ${chart} does not render; remove this null`,
      ),
    ]);
  expect(saidOfValues(`chart: ${chart}`, 'nodeSelector: null')).toEqual([]);
});

test.each([
  ['33.0.0', 'certResolvers: {}', 0],
  ['33.0.0', 'certResolvers: null', 0],
  ['37.4.0', 'ports: {web: {redirectTo: null}}', 0],
  ['39.0.6', 'globalArguments: null', 1],
])('an old name in chart %s that has nothing is refused by a schema alone: %s', (chart, values, count) => {
  expect(saidOfValues(`chart: ${chart}`, values)).toHaveLength(count);
});

import { saidOfValues } from '../fixture';

const errors = (pin: string, flag: string, more = '') => saidOfValues(pin, `additionalArguments: ['${flag}']${more}`);

test.each([
  ['chart: 39.0.6', '--pilot.dashboard=false', 'has the flag --pilot.dashboard of Traefik 2, so Traefik 3 does not start; remove it'],
  ['chart: 28.0.0', '--experimental.http3=true', 'remove it, because HTTP/3 is not experimental any more'],
  ['k3s: 1.36.4', '--no.such.flag=true', 'has the flag --no.such.flag, which Traefik does not know, so it does not start; remove it'],
  ['chart: 39.0.6', '--providers.kubernetesIngres.allowEmptyServices=true', 'use --providers.kubernetesingress.allowemptyservices'],
])('a flag with which Traefik does not start is refused: %s, %s', (pin, flag, text) => {
  expect(errors(pin, flag)).toEqual([expect.stringContaining(text)]);
});

test.each([
  ['chart: 27.0.2', '--pilot.dashboard=false'],
  ['chart: 27.0.2', '--experimental.http3=true'],
  ['chart: 39.0.6', '--experimental.plugins.pilot.modulename=github.com/a/b'],
  ['chart: 39.0.6', '--core.defaultRuleSyntax=v2'],
])('other flags are accepted: %s, %s', (pin, flag) => {
  expect(errors(pin, flag)).toEqual([]);
});

test('a flag of this stack may be repeated, but not changed', () => {
  expect(errors('chart: 27.0.2\n  serviceName: edge', '--tracing.serviceName=edge')).toEqual([]);
  expect(errors('chart: 27.0.2\n  serviceName: edge', '--tracing.serviceName=other')).toEqual([
    expect.stringContaining('set traefik.serviceName'),
  ]);
});

test('Traefik Hub has further flags', () => {
  const flag = '--hub.tracing.additionaltraceheaders.enabled=true';
  expect(errors('chart: 41.3.0', flag)).toEqual([expect.stringContaining('which Traefik does not know')]);
  expect(errors('chart: 41.3.0', flag, ', hub: {token: secret}')).toEqual([]);
});

import { deployment } from '../fixture';
import { identitySays, TRACING, traefik } from './fixture';

const SAMPLING = (rate: string) => [...TRACING, `--tracing.samplerate=${rate}`];

test('Traefik has the sample rate of the cluster file', async () => {
  expect(await identitySays([traefik(SAMPLING('0.5'))], { sampleRate: 0.5 })).toEqual([]);
  expect(await identitySays([traefik(TRACING)], { sampleRate: 1 })).toEqual([]);
  expect(await identitySays([traefik(SAMPLING('0.5'))], { sampleRate: 1 })).toEqual([
    'error: Traefik: has sample rate 0.5, but traefik.sampleRate of the cluster file is 1; set the sample rate to 1',
  ]);
});

test('a sample rate of 0 is an error unless the cluster file asks for it', async () => {
  expect(await identitySays([traefik(SAMPLING('0'))])).toEqual([
    'error: Traefik: samples no request, so no trace starts; set a sample rate above 0',
  ]);
  expect(await identitySays([traefik(SAMPLING('0'))], { sampleRate: 0 })).toEqual([]);
});

test('OTLP without an endpoint goes to localhost', async () => {
  expect(await identitySays([traefik(['--entrypoints.web.address=:80', '--tracing.otlp=true'])])).toEqual([
    'error: Traefik: sends its spans to https://localhost:4318, the default; set tracing.otlp.http.enabled and its endpoint',
  ]);
});

describe('a file with its static configuration', () => {
  const mounting = (mount: object, volume: object) => {
    const one = traefik(TRACING);
    const [container] = (one.spec as { template: { spec: { containers: object[] } } }).template.spec.containers;
    return deployment('traefik', {
      containers: [{ ...container, volumeMounts: [{ name: 'config', ...mount }] }],
      volumes: [{ name: 'config', ...volume }],
    });
  };
  const configMap = (...keys: string[]) => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' } },
    data: Object.fromEntries(keys.map((key) => [key, ''])),
  });
  const MINE = { configMap: { name: 'mine' } };
  const FOLDER = { mountPath: '/etc/traefik' };

  test.each([
    [mounting(FOLDER, MINE), configMap('traefik.yml')],
    [mounting(FOLDER, { configMap: { name: 'mine', items: [{ key: 'a', path: 'traefik.yml' }] } }), configMap('a')],
    [mounting({ mountPath: '/etc/traefik/traefik.yml', subPath: 'a' }, MINE), configMap('a')],
  ])('makes it ignore all flags', async (...objects) => {
    expect(await identitySays(objects)).toEqual([
      'error: Traefik: reads its static configuration from /etc/traefik/traefik.yml, and ignores all flags, so none of them starts a trace; remove that file from its volume, or mount the volume elsewhere',
    ]);
  });

  test.each([
    [mounting(FOLDER, MINE), configMap('dynamic.yaml')],
    [mounting({ mountPath: '/config' }, MINE), configMap('traefik.yml')],
  ])('is not another one', async (...objects) => {
    expect(await identitySays(objects)).toEqual([]);
  });
});

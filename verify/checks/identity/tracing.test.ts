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

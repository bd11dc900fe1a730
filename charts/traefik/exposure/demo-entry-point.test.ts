import { said } from '../../../test/synthesis';
import { synthesizeTraefik } from '../fixture';

function saidOf(traefik: string, demo = '', severities = ['error', 'warning']): string[] {
  const synthesis = synthesizeTraefik(`traefik: {${traefik}}\nemojivoto: {${demo}}`);
  return severities.flatMap((severity) => said(synthesis, severity)).filter((line) => line.includes('emojivoto.entrypoint'));
}

test.each([
  [
    'chart: 39.0.6, via: release',
    'entrypoint: web2',
    'traefik.chart (line 9) 39.0.6 has no entry point web2; use web, or add web2 to ports',
  ],
  ['k3s: 1.36.4', 'entrypoint: https', 'traefik.k3s (line 9) 1.36.4 has no entry point https; use web or websecure, or add https to ports'],
  ['k3s: 1.36.4, values: {ports: {web: null}}', '', '1.36.4 has no entry point web; use websecure, or add web to ports'],
])('an entry point that Traefik does not have is refused: %s, %s', (traefik, demo, text) => {
  expect(saidOf(traefik, demo, ['error'])).toEqual([expect.stringContaining(text)]);
});

test('one of several that Traefik does not have is a warning', () => {
  const text = 'traefik.chart (line 9) 10.0.0 has no entry point extra; use web or websecure';
  expect(saidOf('chart: 10.0.0, via: release', 'entrypoint: "web, extra"')).toEqual([expect.stringContaining(text)]);
  expect(saidOf('chart: 10.0.0, via: release', 'entrypoint: "web, extra"', ['error'])).toEqual([]);
});

test.each([
  ['chart: 39.0.6, via: release', 'entrypoint: websecure'],
  ['chart: 39.0.6, via: release, values: {ports: {web2: {port: 8123, expose: {default: true}}}}', 'entrypoint: web2'],
  ['chart: 27.0.2, via: release, values: {ports: {web2: {port: 8123, expose: true}}}', 'entrypoint: web2'],
  ['chart: 39.0.6, via: release, values: {ports: {web2: {port: 8123, hostPort: 8123}}}', 'entrypoint: web2'],
  ['chart: 39.0.6, via: release, values: {ports: {web: {expose: {inner: true}}}}', ''],
  ['chart: 39.0.6, via: release, values: {ports: {web: {expose: {default: false}}}, service: {enabled: false}}', ''],
  ['k3s: 1.36.4, values: {additionalArguments: ["--entryPoints.web2.address=:8123"]}', 'entrypoint: web2'],
  ['chart: 27.0.2, via: release, values: {globalArguments: ["--entryPoints.web2.address=:8123"]}', 'entrypoint: web2'],
  ['chart: 39.0.6, via: release, values: {ports: {web2: {port: 8123}}}', 'entrypoint: "web, web2"'],
  [
    'chart: 39.0.6, via: release, values: {ports: {web2: {port: 8123}}, extraObjects: [{apiVersion: v1, kind: Service, metadata: {name: a}}]}',
    'entrypoint: web2',
  ],
  [
    'chart: 39.0.6, via: release, values: {ports: {web2: {port: 8123}}, deployment: {additionalContainers: [{name: tunnel, image: "cloudflare/cloudflared:2026.1.0"}]}}',
    'entrypoint: web2',
  ],
])('one that it has passes: %s, %s', (traefik, demo) => {
  expect(saidOf(traefik, demo)).toEqual([]);
});

test('other values of a Traefik that is installed elsewhere may have more', () => {
  expect(saidOf('chart: 39.0.6', 'entrypoint: web2')).toEqual([]);
});

test.each([
  ['chart: 39.0.6, via: release, values: {ports: {web2: {port: 8123}}}', 'entrypoint: web2', 'web2'],
  ['chart: 27.0.2, via: release, values: {ports: {web: {expose: false}}}', '', 'web'],
  ['k3s: 1.36.4, values: {ports: {web: {expose: {default: false}}}}', '', 'web'],
])('one to which no Service of the chart leads is a warning: %s, %s', (traefik, demo, name) => {
  const text = `emojivoto.entrypoint: no Service of the chart leads to the entry point ${name} of traefik (line 9); set ports.${name}.expose.default, in older`;
  expect(saidOf(traefik, demo, ['warning'])).toEqual([expect.stringContaining(text)]);
  expect(saidOf(traefik, demo, ['error'])).toEqual([]);
});

test('that of metrics is not offered to browsers', () => {
  const text = 'no Service of the chart leads to the entry point metrics of traefik (line 9); use web or websecure';
  expect(saidOf('chart: 39.0.6, via: release', 'entrypoint: metrics')).toEqual([expect.stringContaining(text)]);
});

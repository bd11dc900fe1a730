import { said, synthesizeCluster } from '../../test/synthesis';
import { bundledTraefik, k3sReleases } from './k3s-releases';
import { traceIdFieldOf } from './releases';

describe('the Traefik of k3s', () => {
  const warnings = (k3s: string, severity = 'warning') =>
    said(synthesizeCluster('seed', [/^traefik:\n(?: .*\n)+/m, `traefik: {k3s: ${k3s}}\n`]), severity);

  test('is that of the newest known patch if the patch is newer', () => {
    expect(warnings('1.34.30')).toEqual([
      expect.stringMatching(/traefik\.k3s: k3s 1\.34\.30 is newer than any release of 1\.34 known here, and is treated as 1\.34\.12;/),
    ]);
    expect(warnings('1.31.14')).toEqual([]);
  });

  test('does not exist for a patch that was never released', () => {
    expect(warnings('1.24.5', 'error')).toEqual([
      expect.stringContaining('k3s 1.24.5 was never released; use 1.24.4 or 1.24.6, the nearest'),
    ]);
    expect(warnings('v1.32.4+rke2r1', 'error')).toEqual([
      expect.stringMatching(/traefik\.k3s: "v1\.32\.4\+rke2r1" is a release of RKE2, .*; set traefik\.chart to /),
    ]);
    expect(warnings('1.34', 'error')).toEqual([expect.stringContaining('k3s 1.34 has no patch number; use 1.34.12, the newest of 1.34')]);
  });

  test('is identified by the version that it runs, not by the packaged chart', () => {
    const { chart, traefik } = k3sReleases.at('1.32.4');

    expect([chart.version, chart.traefik.version, traefik.version]).toEqual(['34.2.0', '3.3.2', '3.3.6']);
    expect(traceIdFieldOf(chart)).toBeUndefined();
    expect(traceIdFieldOf(bundledTraefik(k3sReleases.at('1.32.4')))).toBe('TraceId');
  });

  test.each([
    ['1.33.11', 'TraceId'],
    ['1.34.12', 'TraceId'],
    ['1.35.3', 'TraceId'],
    ['1.35.4', 'trace_id'],
    ['1.37.0', 'trace_id'],
  ])('of %s uses one field for all patches of its minor if possible: %s', (k3s, field) => {
    expect(traceIdFieldOf(bundledTraefik(k3sReleases.at(k3s)))).toBe(field);
  });
});

/**
 * The releases of k3s, each with the bundled Traefik and the release of the chart that it packages.
 *
 * From manifests/traefik.yaml on k3s's branches and the tables of its release notes. If the revisions of a release
 * (`+k3s1`, `+k3s2`) differ, the last revision counts. Several minors get patches at the same time.
 */
import { type Release, ReleaseTable } from '../../lib/releases/table';
import { type TraefikProduct, traefikProduct } from './product';
import { type TraefikChartRelease, type TraefikRelease, traefikReleases } from './releases';

/** Where k3s installs its Traefik. */
export const K3S_NAMESPACE = 'kube-system';

export interface K3sRelease {
  /** The release of the chart that it packages, with a different version number and without the schema. */
  readonly chart: Release<TraefikChartRelease>;
  /** The version of Traefik that it runs, often newer than that of the chart. */
  readonly traefik: Release<TraefikProduct>;
  /** Facts that differ from those of the chart. */
  readonly exceptions: Partial<Pick<TraefikRelease, 'tracing' | 'sampleRate' | 'accessLog' | 'traceIdField'>>;
}

export const k3sReleases = new ReleaseTable<K3sRelease, 'chart' | 'traefik'>({
  name: 'k3s',
  released: `
    1.24.1-4 1.24.6-17 1.25.0 1.25.2-16 1.26.0-15 1.27.1-16 1.28.1-15 1.29.0-15 1.30.0-14 1.31.0-14 1.32.0-13 1.33.0-13
    1.34.1-12 1.35.0-9 1.36.0-5 1.37.0-1`,
  hasParallelMinors: true,
  ships: {
    chart: {
      table: traefikReleases,
      since: `
        1.24.1=10.19.3 1.24.7=12.0.0 1.24.8=19.0.4 1.24.9=20.3.0 1.24.14=21.2.0
        1.25.0=10.19.3 1.25.3=12.0.0 1.25.4=19.0.4 1.25.5=20.3.0 1.25.10=21.2.0 1.25.15=25.0.0
        1.26.0=20.3.0 1.26.5=21.2.0 1.26.10=25.0.0
        1.27.1=20.3.0 1.27.2=21.2.0 1.27.7=25.0.0
        1.28.1=21.2.0 1.28.3=25.0.0 1.28.15=27.0.2
        1.29.0=25.0.0 1.29.10=27.0.2
        1.30.0=25.0.0 1.30.6=27.0.2
        1.31.0=25.0.0 1.31.2=27.0.2
        1.32.2=34.2.0 1.32.10=37.1.0 1.32.11=38.0.2 1.32.13=39.0.2
        1.33.0=34.2.0 1.33.6=37.1.0 1.33.7=38.0.2 1.33.9=39.0.2 1.33.10=39.0.5 1.33.11=39.0.7 1.33.13=40.1.0
        1.34.1=34.2.0 1.34.2=37.1.0 1.34.3=38.0.2 1.34.5=39.0.2 1.34.6=39.0.5 1.34.7=39.0.7 1.34.9=40.1.0
        1.35.0=38.0.2 1.35.2=39.0.2 1.35.3=39.0.5 1.35.4=39.0.7 1.35.6=40.1.0
        1.36.0=39.0.7 1.36.2=40.1.0
        1.37.0=41.4.0`,
    },
    traefik: {
      table: traefikProduct,
      since: `
        1.24.1=2.6.2 1.24.7=2.9.1 1.24.8=2.9.4 1.24.14=2.9.10
        1.25.0=2.6.2 1.25.3=2.9.1 1.25.4=2.9.4 1.25.10=2.9.10 1.25.15=2.10.5
        1.26.0=2.9.4 1.26.5=2.9.10 1.26.10=2.10.5
        1.27.1=2.9.4 1.27.2=2.9.10 1.27.7=2.10.5 1.27.13=2.10.7
        1.28.1=2.9.10 1.28.3=2.10.5 1.28.9=2.10.7 1.28.14=2.11.8 1.28.15=2.11.10
        1.29.0=2.10.5 1.29.4=2.10.7 1.29.9=2.11.8 1.29.10=2.11.10 1.29.13=2.11.18 1.29.14=2.11.20
        1.30.0=2.10.7 1.30.5=2.11.8 1.30.6=2.11.10 1.30.9=2.11.18 1.30.10=2.11.20 1.30.12=2.11.24
        1.31.0=2.10.7 1.31.1=2.11.8 1.31.2=2.11.10 1.31.5=2.11.18 1.31.6=2.11.20 1.31.8=2.11.24
        1.32.0=2.11.10 1.32.1=2.11.18 1.32.2=3.3.2 1.32.4=3.3.6 1.32.10=3.5.1 1.32.11=3.6.7 1.32.13=3.6.9
        1.33.0=3.3.6 1.33.6=3.5.1 1.33.7=3.6.7 1.33.9=3.6.9 1.33.10=3.6.10 1.33.11=3.6.13 1.33.13=3.7.8
        1.34.1=3.3.6 1.34.2=3.5.1 1.34.3=3.6.7 1.34.5=3.6.9 1.34.6=3.6.10 1.34.7=3.6.13 1.34.9=3.7.4 1.34.10=3.7.8
        1.34.12=3.7.13
        1.35.0=3.6.7 1.35.2=3.6.9 1.35.3=3.6.10 1.35.4=3.6.13 1.35.6=3.7.4 1.35.7=3.7.8 1.35.9=3.7.13
        1.36.0=3.6.13 1.36.2=3.7.4 1.36.3=3.7.8 1.36.5=3.7.13
        1.37.0=3.7.13`,
    },
  },
  facts: [
    ['1.24.1', { exceptions: {} }],
    // 1.25.3 and later package a chart with values for Zipkin. Flags work with every Traefik 2, so they are used for all patches of 1.25.
    ['1.25.0', { exceptions: { tracing: 'flags', sampleRate: 'any' } }],
    ['1.26.0', { exceptions: {} }],
    // From here on, Traefik logs both trace_id and TraceId. Earlier patches of 1.33 and 1.34 log only TraceId.
    ['1.33.11', { exceptions: { traceIdField: 'TraceId' } }],
    ['1.35.0', { exceptions: {} }],
    // This is chart 40. A later patch of the minor may package chart 41, which reads a different key.
    ['1.35.7', { exceptions: { accessLog: 'both' } }],
  ],
});

/** The facts that apply to the values of a HelmChartConfig. */
export const bundledTraefik = ({ chart, traefik, exceptions }: K3sRelease): TraefikRelease => ({
  ...chart,
  traefik,
  // k3s sets it in its values.
  publishesService: true,
  ...exceptions,
});

/**
 * Whether a value is for another patch of the same minor. If the access log is set under both keys, the
 * chart of k3s, which has no schema, ignores the key that it does not read.
 * @param chart the release of the packaged chart
 */
export function isForAnotherBundle(chart: string, path: readonly (string | number)[]): boolean {
  const { accessLog } = traefikReleases.find(chart).release ?? {};
  return path[0] === (accessLog === 'accessLog' ? 'logs' : 'accessLog');
}

/**
 * The upstream release of the Traefik chart that each k3s packages, without its schema.
 *
 * From k3s's release notes and the manifests of its tags; patches of several minors come out side by side, and those of one day
 * bundle the same.
 */
import { ReleaseTable } from '../../lib/releases/table';
import { traefikReleases } from './releases';

export interface K3sBundle {
  readonly chart: string;
}

export const k3sBundles = new ReleaseTable<K3sBundle>({
  name: 'k3s',
  released: Array.from({ length: 14 }, (_, minor) => `1.${24 + minor}.0-30`).join(' '),
  facts: [
    ['1.24.0', { chart: '10.19.3' }],
    ['1.24.7', { chart: '12.0.0' }],
    ['1.24.8', { chart: '20.3.0' }],
    ['1.24.14', { chart: '21.2.0' }],
    ['1.25.0', { chart: '10.19.3' }],
    ['1.25.3', { chart: '12.0.0' }],
    ['1.25.4', { chart: '20.3.0' }],
    ['1.25.10', { chart: '21.2.0' }],
    ['1.25.15', { chart: '25.0.0' }],
    ['1.26.0', { chart: '20.3.0' }],
    ['1.26.5', { chart: '21.2.0' }],
    ['1.26.10', { chart: '25.0.0' }],
    ['1.27.0', { chart: '20.3.0' }],
    ['1.27.2', { chart: '21.2.0' }],
    ['1.27.7', { chart: '25.0.0' }],
    ['1.28.0', { chart: '21.2.0' }],
    ['1.28.3', { chart: '25.0.0' }],
    ['1.28.14', { chart: '27.0.2' }],
    ['1.29.0', { chart: '25.0.0' }],
    ['1.29.9', { chart: '27.0.2' }],
    ['1.30.0', { chart: '25.0.0' }],
    ['1.30.5', { chart: '27.0.2' }],
    ['1.31.0', { chart: '25.0.0' }],
    ['1.31.1', { chart: '27.0.2' }],
    ['1.32.2', { chart: '34.2.0' }],
    ['1.32.10', { chart: '37.1.0' }],
    ['1.33.0', { chart: '34.2.0' }],
    ['1.33.6', { chart: '37.1.0' }],
    ['1.34.0', { chart: '34.2.0' }],
    ['1.34.2', { chart: '37.1.0' }],
    ['1.35.1', { chart: '38.0.2' }],
    ['1.35.2', { chart: '39.0.2' }],
    ['1.35.3', { chart: '39.0.5' }],
    ['1.35.4', { chart: '39.0.7' }],
    ['1.35.7', { chart: '40.1.0' }],
    ['1.36.0', { chart: '39.0.7' }],
    ['1.36.2', { chart: '40.1.0' }],
    ['1.37.0', { chart: '41.4.0' }],
  ],
});

/**
 * Whether a value is there for another bundle: where a minor of k3s changes from `logs.access` to `accessLog` with any of its
 * patches, both are written, and k3s's chart, without its schema, does not mind the one that it does not read.
 * @param chart the release of the bundled chart
 */
export function isForAnotherBundle(chart: string, path: readonly (string | number)[]): boolean {
  const { accessLog } = traefikReleases.find(chart).release ?? {};
  return path[0] === (accessLog === 'accessLog' ? 'logs' : 'accessLog');
}

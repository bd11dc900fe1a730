/** API versions that Kubernetes no longer serves. */
import { sentence } from '../../../lib/findings/sentence';
import { REMOVED, unserved } from './api-versions';
import { placed } from './fixture';
import { checkShape } from './shape';

/**
 * By the last release that served any of its old kinds
 * (kubernetes.io/docs/reference/using-api/deprecation-guide and the release notes of preview versions).
 */
const LAST_SERVED: Readonly<Record<number, readonly string[]>> = {
  15: ['apps/v1beta1', 'apps/v1beta2'],
  20: ['batch/v2alpha1'],
  21: [
    ...['admissionregistration', 'apiextensions', 'apiregistration', 'authentication', 'authorization', 'certificates'].map(
      (group) => `${group}.k8s.io/v1beta1`,
    ),
    ...['coordination', 'networking', 'rbac.authorization', 'scheduling'].map((group) => `${group}.k8s.io/v1beta1`),
    ...['rbac.authorization.k8s.io/v1alpha1', 'scheduling.k8s.io/v1alpha1', 'extensions/v1beta1'],
  ],
  24: [
    ...['autoscaling/v2beta1', 'batch/v1beta1', 'policy/v1beta1'],
    ...['discovery.k8s.io/v1beta1', 'events.k8s.io/v1beta1', 'node.k8s.io/v1beta1'],
  ],
  25: ['autoscaling/v2beta2', 'flowcontrol.apiserver.k8s.io/v1beta1'],
  26: ['storage.k8s.io/v1beta1'],
  28: ['flowcontrol.apiserver.k8s.io/v1beta2'],
  31: ['flowcontrol.apiserver.k8s.io/v1beta3'],
};

const ROWS = Object.entries(LAST_SERVED).flatMap(([minor, apiVersions]) =>
  apiVersions.map((apiVersion) => [apiVersion, Number(minor)] as const),
);

test.each(ROWS)('%s was last served by Kubernetes 1.%i', (apiVersion, minor) => {
  const reported = (version?: string) => unserved({ apiVersion, kind: 'Any' }, [], version)?.problem;
  const problem = `${apiVersion} is no longer served as of Kubernetes 1.${minor + 1}`;

  expect(reported(`1.${minor}.17`)).toBeUndefined();
  expect(reported(`1.${minor + 1}`)).toBe(problem);
  expect(reported()).toBe(problem);
});

test('every removed API version has a row above', () => {
  expect([...REMOVED.keys()].sort()).toEqual(ROWS.map(([apiVersion]) => apiVersion).sort());
});

test('another version of a kind is reported in our output only', () => {
  const object = placed({ apiVersion: 'helm.cattle.io/v2', kind: 'HelmChartConfig', metadata: { name: 'traefik' }, spec: {} });
  const said = (isOurs: boolean) => checkShape([object], { isOurs }).findings.map(sentence);
  expect(said(true)).toEqual(['HelmChartConfig traefik: helm.cattle.io/v2 has no kind HelmChartConfig; use apiVersion: helm.cattle.io/v1']);
  expect(said(false)).toEqual([]);
  const other = placed({ apiVersion: 'example.org/v1', kind: 'Widget', metadata: { name: 'one' } });
  expect(checkShape([other], { isOurs: true }).findings).toEqual([]);
});

test('a kind that is a preview here is final in a newer Kubernetes, and a kind that does not exist is reported', () => {
  const known = [
    'admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy',
    'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy',
  ];
  const said = (apiVersion: string, kind: string) => unserved({ apiVersion, kind }, known)?.problem;
  expect(said('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy')).toBeUndefined();
  expect(said('admissionregistration.k8s.io/v1', 'ValidatingAdmissonPolicy')).toBe(
    'admissionregistration.k8s.io/v1 has no kind ValidatingAdmissonPolicy',
  );
});

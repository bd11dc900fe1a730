/** Where the cluster file has each component. */
import { BUCKET_JOB } from './bucket/bucket';
import { SAMPLING_COMPONENT } from './collector/collector';
import { KUBE_PROMETHEUS_STACK } from './grafana/datasources';
import { CONTROL_PLANE_CHART } from './linkerd/releases';
import { MINIO_JOB } from './minio/minio';

/** The keys of components that are a part of another one, and of releases with a values file that are named otherwise. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  vault: ['tempo'],
  [SAMPLING_COMPONENT]: ['collector', 'tailSampling'],
  [MINIO_JOB]: ['minio'],
  [BUCKET_JOB]: ['bucket'],
  [CONTROL_PLANE_CHART]: ['linkerd'],
  [KUBE_PROMETHEUS_STACK]: ['grafana'],
};

/** @param component its name, which is also that of its file; or the name of a release that has a values file */
export const keyOfComponent = (component: string): readonly string[] => (Object.hasOwn(KEYS, component) && KEYS[component]) || [component];

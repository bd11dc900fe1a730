/**
 * The Pod Security Standards (https://kubernetes.io/docs/concepts/security/pod-security-standards/), as the admission plugin of Kubernetes
 * 1.34 checks them (k8s.io/pod-security-admission/policy).
 */
import { PROBES } from '../../../lib/kubernetes/probes';
import { HOSTS_OF_PROBES, NOT_ROOT, SE_LINUX_TYPES, SYSCTLS } from './releases';

/** A rule about fields of a pod. */
export interface Standard {
  readonly level: 'baseline' | 'restricted';
  /** The first minor of Kubernetes that has the rule. @default all */
  readonly since?: string;
  /** The first minor that has another rule in its place. @default none */
  readonly before?: string;
  /** Paths in the spec of a pod. `containers[]` are the containers of all kinds, and `x[]` the items of a list. */
  readonly fields: readonly string[];
  /** Whether a value is allowed; undefined is an absent one. */
  readonly allows: (value: unknown) => boolean;
  /** What to set instead, after the name of the field: `must be false`. */
  readonly must: string;
  /** Whether an absent field of a container counts as that of the pod. @default it counts as absent */
  readonly isInherited?: true;
  /** Whether pods for Windows need not follow it. @default they must */
  readonly notOnWindows?: true;
}

const oneOf =
  (...allowed: unknown[]) =>
  (value: unknown): boolean =>
    value === undefined || value === null || allowed.includes(value);

const NOT_TRUE = { allows: oneOf(false), must: 'must be false' };
const BASELINE_CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP'],
  ...['SETUID', 'SYS_CHROOT'],
];

/** A rule about texts of which later minors allow more. */
const grown = (fields: readonly string[], steps: typeof SYSCTLS): Standard[] =>
  steps.map(([since], index) => {
    const allowed = steps.slice(0, index + 1).flatMap(([, texts]) => texts);
    const before = steps[index + 1]?.[0];
    return {
      ...{ level: 'baseline', fields, allows: oneOf(...allowed), must: `must be one of ${allowed.filter(Boolean).join(', ')}` },
      ...(since && { since }),
      ...(before && { before }),
    };
  });

/** The same field of the pod and of each container. */
const ofBoth = (field: string): string[] => [`securityContext.${field}`, `containers[].securityContext.${field}`];
const PROBES_AND_HOOKS = [...PROBES, 'lifecycle.postStart', 'lifecycle.preStop'];

export const STANDARDS: readonly Standard[] = [
  { level: 'baseline', fields: ['hostNetwork', 'hostPID', 'hostIPC'], ...NOT_TRUE },
  { level: 'baseline', fields: [...ofBoth('windowsOptions.hostProcess'), 'containers[].securityContext.privileged'], ...NOT_TRUE },
  {
    level: 'baseline',
    fields: ['containers[].securityContext.capabilities.add[]'],
    allows: oneOf(...BASELINE_CAPABILITIES),
    must: `must be one of ${BASELINE_CAPABILITIES.join(', ')}`,
  },
  { level: 'baseline', fields: ['volumes[].hostPath'], allows: oneOf(), must: 'must be another type of volume' },
  { level: 'baseline', fields: ['containers[].ports[].hostPort'], allows: oneOf(0), must: 'must be absent' },
  {
    level: 'baseline',
    since: HOSTS_OF_PROBES,
    fields: PROBES_AND_HOOKS.flatMap((name) => ['httpGet', 'tcpSocket'].map((kind) => `containers[].${name}.${kind}.host`)),
    allows: oneOf(''),
    must: 'must be absent',
  },
  {
    level: 'baseline',
    fields: ofBoth('appArmorProfile.type'),
    allows: oneOf('RuntimeDefault', 'Localhost'),
    must: 'must be RuntimeDefault or Localhost',
  },
  ...grown(ofBoth('seLinuxOptions.type'), SE_LINUX_TYPES),
  {
    level: 'baseline',
    fields: [...ofBoth('seLinuxOptions.user'), ...ofBoth('seLinuxOptions.role')],
    allows: oneOf(''),
    must: 'must be absent',
  },
  { level: 'baseline', fields: ['containers[].securityContext.procMount'], allows: oneOf('Default'), must: 'must be Default' },
  {
    level: 'baseline',
    fields: ofBoth('seccompProfile.type'),
    allows: oneOf('RuntimeDefault', 'Localhost'),
    must: 'must be RuntimeDefault',
  },
  ...grown(['securityContext.sysctls[].name'], SYSCTLS),
  {
    level: 'restricted',
    fields: ['containers[].securityContext.allowPrivilegeEscalation'],
    allows: (value) => value === false,
    must: 'must be false',
    notOnWindows: true,
  },
  {
    level: 'restricted',
    fields: ['containers[].securityContext.capabilities.drop'],
    allows: (value) => Array.isArray(value) && value.includes('ALL'),
    must: 'must be [ALL]',
    notOnWindows: true,
  },
  {
    level: 'restricted',
    fields: ['containers[].securityContext.capabilities.add[]'],
    allows: oneOf('NET_BIND_SERVICE'),
    must: 'must be NET_BIND_SERVICE or absent',
    notOnWindows: true,
  },
  {
    level: 'restricted',
    since: NOT_ROOT,
    fields: ofBoth('runAsUser'),
    allows: (value) => value !== 0,
    must: 'must be another user than 0',
  },
  {
    level: 'restricted',
    fields: ofBoth('runAsNonRoot'),
    allows: (value) => value === true,
    must: 'must be true',
    isInherited: true,
  },
  {
    level: 'restricted',
    fields: ofBoth('seccompProfile.type'),
    allows: (value) => value === 'RuntimeDefault' || value === 'Localhost',
    must: 'must be RuntimeDefault',
    isInherited: true,
    notOnWindows: true,
  },
];

/** The types of volumes that `restricted` allows. The server drops `image` unless a feature is on, and then allows the rest of the volume. */
export const RESTRICTED_VOLUMES = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret', 'image'],
];

/** The annotations of pods by which containers had an AppArmor profile before there was a field, and what they may be. */
export const APP_ARMOR = { prefix: 'container.apparmor.security.beta.kubernetes.io/', allows: /^$|^runtime\/default$|^localhost\// };

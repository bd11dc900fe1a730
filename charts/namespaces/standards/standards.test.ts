/**
 * Pods, each with the strictest level whose namespaces a kube-apiserver 1.34 admits it to (`--dry-run=server`, with the labels
 * `enforce: baseline` and `enforce: restricted`).
 */
import { isMap } from '../../../lib/yaml/parsed';
import { violationsOf } from './judge';

interface Case {
  readonly spec?: object;
  readonly container?: object;
  readonly annotations?: object;
}

/** A container that `restricted` allows. */
const CONTAINER = {
  ...{ name: 'a', image: 'a' },
  securityContext: {
    ...{ allowPrivilegeEscalation: false, runAsNonRoot: true },
    ...{ seccompProfile: { type: 'RuntimeDefault' }, capabilities: { drop: ['ALL'] } },
  },
};

/** With null for what is removed. */
function changed(value: unknown, by: unknown): unknown {
  if (!isMap(value) || !isMap(by)) return by;
  const kept = Object.entries(value).filter(([key]) => !Object.hasOwn(by, key));
  const added = Object.entries(by).flatMap(([key, own]) => (own === null ? [] : [[key, key in value ? changed(value[key], own) : own]]));
  return Object.fromEntries([...kept, ...added]);
}

const podOf = ({ spec = {}, container = {}, annotations = {} }: Case) => ({
  metadata: { annotations },
  spec: changed({ containers: [changed(CONTAINER, container)] }, spec),
});

const found = (pod: Case, level: 'baseline' | 'restricted', version = '1.34') =>
  violationsOf(podOf(pod), level, version).map(({ container, field, must }) => `${container ?? 'pod'}: ${field} ${must}`);

test.each<[strictest: 'privileged' | 'baseline' | 'restricted', title: string, pod: Case]>([
  ['restricted', 'complies with restricted', {}],
  ['baseline', 'has no security context', { container: { securityContext: null } }],
  [
    'restricted',
    'has all of it on the pod but what only containers have',
    {
      spec: { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
      container: { securityContext: { runAsNonRoot: null, seccompProfile: null } },
    },
  ],
  ['baseline', 'may run as root', { container: { securityContext: { runAsNonRoot: null } } }],
  [
    'baseline',
    'may run as root in one container',
    { spec: { securityContext: { runAsNonRoot: true } }, container: { securityContext: { runAsNonRoot: false } } },
  ],
  ['baseline', 'says on the pod that it may run as root', { spec: { securityContext: { runAsNonRoot: false } } }],
  ['baseline', 'runs as user 0', { container: { securityContext: { runAsUser: 0 } } }],
  ['baseline', 'runs as user 0 by the pod', { spec: { securityContext: { runAsUser: 0 } } }],
  ['restricted', 'runs as user 1000', { container: { securityContext: { runAsUser: 1000 } } }],
  ['baseline', 'has no seccomp profile', { container: { securityContext: { seccompProfile: null } } }],
  ['privileged', 'is unconfined', { container: { securityContext: { seccompProfile: { type: 'Unconfined' } } } }],
  ['privileged', 'is unconfined by the pod', { spec: { securityContext: { seccompProfile: { type: 'Unconfined' } } } }],
  [
    'restricted',
    'has a profile of its node',
    { container: { securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } } } },
  ],
  ['baseline', 'keeps its capabilities', { container: { securityContext: { capabilities: null } } }],
  ['baseline', 'drops some capabilities', { container: { securityContext: { capabilities: { drop: ['NET_RAW'] } } } }],
  ['restricted', 'adds NET_BIND_SERVICE', { container: { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } } }],
  ['baseline', 'adds CHOWN', { container: { securityContext: { capabilities: { add: ['CHOWN'] } } } }],
  ['privileged', 'adds NET_ADMIN', { container: { securityContext: { capabilities: { add: ['NET_ADMIN'] } } } }],
  [
    'privileged',
    'adds NET_ADMIN and NET_RAW in an init container',
    {
      spec: {
        initContainers: [
          {
            name: 'linkerd-init',
            image: 'a',
            securityContext: {
              allowPrivilegeEscalation: false,
              runAsNonRoot: true,
              seccompProfile: { type: 'RuntimeDefault' },
              capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] },
            },
          },
        ],
      },
    },
  ],
  ['baseline', 'drops all in lower case', { container: { securityContext: { capabilities: { drop: ['all'] } } } }],
  ['baseline', 'says nothing of escalation', { container: { securityContext: { allowPrivilegeEscalation: null } } }],
  ['baseline', 'allows escalation', { container: { securityContext: { allowPrivilegeEscalation: true } } }],
  ['privileged', 'is privileged', { container: { securityContext: { privileged: true, allowPrivilegeEscalation: true } } }],
  ['privileged', 'is in the network of its node', { spec: { hostNetwork: true } }],
  ['privileged', 'sees the processes of its node', { spec: { hostPID: true } }],
  ['privileged', 'shares the memory of its node', { spec: { hostIPC: true } }],
  ['privileged', 'has a port of its node', { container: { ports: [{ containerPort: 80, hostPort: 80 }] } }],
  ['restricted', 'has a port', { container: { ports: [{ containerPort: 80, hostPort: 0 }] } }],
  ['privileged', 'has a folder of its node', { spec: { volumes: [{ name: 'v', hostPath: { path: '/var/log' } }] } }],
  ['baseline', 'has NFS', { spec: { volumes: [{ name: 'v', nfs: { server: 'a', path: '/' } }] } }],
  ['restricted', 'has an empty folder without a type', { spec: { volumes: [{ name: 'v' }] } }],
  [
    'restricted',
    'has the usual volumes',
    {
      spec: {
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', configMap: { name: 'a' } },
          { name: 'c', secret: { secretName: 'a' } },
          { name: 'd', persistentVolumeClaim: { claimName: 'a' } },
          { name: 'e', projected: { sources: [] } },
          { name: 'f', csi: { driver: 'a' } },
          { name: 'g', downwardAPI: {} },
          {
            name: 'h',
            ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } },
          },
        ],
      },
    },
  ],
  ['restricted', 'has an image as a volume', { spec: { volumes: [{ name: 'v', image: { reference: 'a' } }] } }],
  ['privileged', 'probes another host', { container: { livenessProbe: { httpGet: { host: 'example.org', port: 80 } } } }],
  ['privileged', 'probes its own address', { container: { readinessProbe: { tcpSocket: { host: '127.0.0.1', port: 80 } } } }],
  ['restricted', 'probes itself', { container: { readinessProbe: { httpGet: { port: 80 } } } }],
  [
    'privileged',
    'calls another host when it stops',
    { container: { lifecycle: { preStop: { httpGet: { host: 'example.org', port: 80 } } } } },
  ],
  ['privileged', 'has no AppArmor', { container: { securityContext: { appArmorProfile: { type: 'Unconfined' } } } }],
  ['restricted', 'has the usual AppArmor', { container: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } }],
  ['privileged', 'has no AppArmor by annotation', { annotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' } }],
  [
    'restricted',
    'has a profile of AppArmor by annotation',
    { annotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'runtime/default' } },
  ],
  ['privileged', 'has a type of SELinux', { container: { securityContext: { seLinuxOptions: { type: 'spc_t' } } } }],
  [
    'restricted',
    'has the usual type of SELinux',
    { container: { securityContext: { seLinuxOptions: { type: 'container_t', level: 's0' } } } },
  ],
  ['privileged', 'has a user of SELinux', { spec: { securityContext: { seLinuxOptions: { user: 'a' } } } }],
  ['privileged', 'sees all of proc', { spec: { hostUsers: false }, container: { securityContext: { procMount: 'Unmasked' } } }],
  ['privileged', 'sets an unsafe sysctl', { spec: { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } } }],
  [
    'restricted',
    'sets safe sysctls',
    {
      spec: {
        securityContext: {
          sysctls: [
            { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
            { name: 'net.ipv4.tcp_rmem', value: '1 2 3' },
          ],
        },
      },
    },
  ],
  [
    'privileged',
    'is a process of a Windows host',
    {
      spec: { os: { name: 'windows' }, hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'a' } } },
      container: { securityContext: { seccompProfile: null, capabilities: null, allowPrivilegeEscalation: null } },
    },
  ],
  [
    'restricted',
    'is for Windows',
    {
      spec: { os: { name: 'windows' } },
      container: { securityContext: { seccompProfile: null, capabilities: null, allowPrivilegeEscalation: null } },
    },
  ],
  ['privileged', 'adds a capability of its own', { container: { securityContext: { capabilities: { drop: ['ALL'], add: ['ALL'] } } } }],
])('%s admits a pod that %s', (strictest, _title, pod) => {
  expect({ baseline: found(pod, 'baseline').length === 0, restricted: found(pod, 'restricted').length === 0 }).toEqual({
    baseline: strictest !== 'privileged',
    restricted: strictest === 'restricted',
  });
});

const sysctl = (name: string): Case => ({ spec: { securityContext: { sysctls: [{ name, value: '1' }] } } });

/** By a namespace whose labels have these versions. */
test.each<[title: string, level: 'baseline' | 'restricted', admitted: readonly string[], refused: readonly string[], pod: Case]>([
  ['runs as user 0', 'restricted', ['1.22'], ['1.23', '1.34'], { container: { securityContext: { runAsUser: 0 } } }],
  ['reserves ports', 'baseline', ['1.27', '1.34'], ['1.22', '1.26'], sysctl('net.ipv4.ip_local_reserved_ports')],
  ['keeps connections alive', 'baseline', ['1.29', '1.34'], ['1.22', '1.28'], sysctl('net.ipv4.tcp_keepalive_time')],
  ['has larger buffers', 'baseline', ['1.32', '1.34'], ['1.22', '1.31'], sysctl('net.ipv4.tcp_rmem')],
  ['binds low ports', 'baseline', ['1.22', '1.26', '1.34'], [], sysctl('net.ipv4.ip_unprivileged_port_start')],
  [
    'is a container engine for SELinux',
    'baseline',
    ['1.31', '1.34'],
    ['1.22', '1.30'],
    { spec: { securityContext: { seLinuxOptions: { type: 'container_engine_t' } } } },
  ],
])('a pod that %s is judged by %s at its version', (_title, level, admitted, refused, pod) => {
  const versions = [...admitted, ...refused];

  expect(versions.filter((version) => found(pod, level, version).length === 0)).toEqual(admitted);
});

test('each violation names the container, the field and its value', () => {
  expect(found({ container: { securityContext: null } }, 'restricted')).toEqual([
    'a: securityContext.allowPrivilegeEscalation must be false',
    'a: securityContext.capabilities.drop must be [ALL]',
    'a: securityContext.runAsNonRoot must be true',
    'a: securityContext.seccompProfile.type must be RuntimeDefault',
  ]);
  expect(found({ spec: { securityContext: { runAsNonRoot: false } } }, 'restricted')).toEqual([
    'pod: securityContext.runAsNonRoot must be true',
  ]);
  expect(found({ spec: { volumes: [{ name: 'v', hostPath: { path: '/' } }] } }, 'baseline')).toEqual([
    'pod: volumes.0.hostPath must be another type of volume',
  ]);
});

test('a rule that a version does not have yet refuses nothing', () => {
  const pod = { container: { livenessProbe: { httpGet: { host: 'example.org', port: 80 } } } };

  expect(found(pod, 'baseline', '1.33')).toEqual([]);
  expect(found(pod, 'baseline', '1.34')).toEqual(['a: livenessProbe.httpGet.host must be absent']);
});

/** The files that Tempo's processes read, and the folders that they write to. */
import { dump } from 'js-yaml';
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkConfigurationFiles } from './configuration-file';
import { checkDisks } from './disk';
import { checkNamedFiles } from './named-files';

interface Damage {
  readonly kind?: string;
  readonly args?: readonly string[];
  readonly trace?: object;
  readonly mounts?: readonly object[];
  readonly volumes?: readonly object[];
  readonly container?: object;
  readonly pod?: object;
  readonly claims?: readonly object[];
}

const MOUNTS = [
  { name: 'conf', mountPath: '/conf' },
  { name: 'runtime', mountPath: '/runtime-config' },
  { name: 'data', mountPath: '/var/tempo' },
];
const VOLUMES = [
  { name: 'conf', configMap: { name: 'tempo-config' } },
  { name: 'runtime', configMap: { name: 'tempo-runtime', items: [{ key: 'overrides.yaml', path: 'overrides.yaml' }] } },
];
const CLAIM = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } };

function said({ kind = 'StatefulSet', args, trace, mounts, volumes, container, pod, claims }: Damage = {}): string[] {
  const config = {
    storage: { trace: { backend: 's3', wal: { path: '/var/tempo/wal' }, s3: { bucket: 'b' }, ...trace } },
    overrides: { per_tenant_override_config: '/runtime-config/overrides.yaml' },
  };
  const metadata = (name: string) => ({ metadata: { name, namespace: 'tracing' } });
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', ...metadata('tempo-config'), data: { 'tempo.yaml': dump(config) } },
    { apiVersion: 'v1', kind: 'ConfigMap', ...metadata('tempo-runtime'), data: { 'overrides.yaml': 'overrides: {}' } },
    {
      ...{ apiVersion: 'apps/v1', kind, ...metadata('tempo') },
      spec: {
        volumeClaimTemplates: claims ?? [CLAIM],
        template: {
          spec: {
            containers: [
              {
                ...{ name: 'tempo', image: 'grafana/tempo:2.10.5', args: args ?? ['-config.file=/conf/tempo.yaml'] },
                securityContext: { readOnlyRootFilesystem: true, runAsUser: 1000 },
                volumeMounts: mounts ?? MOUNTS,
                ...container,
              },
            ],
            volumes: volumes ?? VOLUMES,
            ...pod,
          },
        },
      },
    },
  ];
  const { lookup, tempos, world } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return [
    ...checkConfigurationFiles(lookup, tempos),
    ...tempos.flatMap((tempo) => [...checkNamedFiles(tempo, lookup), ...checkDisks(tempo, world)]),
  ].map(sentence);
}

const at = (path: string) => MOUNTS.map((mount) => (mount.mountPath === path ? { ...mount, mountPath: '/elsewhere' } : mount));

test('a Tempo with all of its files passes', () => {
  expect(said()).toEqual([]);
  expect(said({ trace: { wal: { path: '/var/tempo/other' } } })).toEqual([]);
  expect(said({ trace: { s3: { tls_ca_path: '/etc/ssl/certs/ca-certificates.crt' } } })).toEqual([]);
});

test.each([
  ['another name', { args: ['-config.file=/conf/tempo.yml'] }, '-config.file is /conf/tempo.yml, but volume conf has tempo.yaml there'],
  ['no mount', { mounts: at('/conf') }, '-config.file is /conf/tempo.yaml, where no volume is mounted, so Tempo does not start'],
  ['no flag', { args: ['-target=all'] }, 'has no -config.file, so Tempo does not start'],
])('a container of Tempo with %s finds no configuration', (_what, damage, text) => {
  expect(said(damage)).toEqual([expect.stringContaining(`StatefulSet tempo (container tempo): ${text}`)]);
});

test('another program of the image, and a Tempo that is configured by arguments, need no file', () => {
  expect(said({ args: ['-storage.trace.backend=local'] })).toEqual([]);
  expect(said({ args: [], container: { command: ['/tempo-cli', 'list'] } })).toEqual([]);
  expect(said({ kind: 'Job', args: ['-version'] })).toEqual([]);
});

test.each([
  ['a mount elsewhere', { mounts: at('/runtime-config') }, 'is /runtime-config/overrides.yaml, where no volume is mounted'],
  [
    'another path in the volume',
    {
      volumes: [VOLUMES[0], { name: 'runtime', configMap: { name: 'tempo-runtime', items: [{ key: 'overrides.yaml', path: 'o.yaml' }] } }],
    },
    'is /runtime-config/overrides.yaml, but volume runtime has o.yaml there, so Tempo does not start; use /runtime-config/o.yaml',
  ],
])('the overrides are not found with %s', (_what, damage, text) => {
  expect(said(damage as Damage)).toEqual([
    expect.stringContaining(`StatefulSet tempo (container tempo): overrides.per_tenant_override_config ${text}`),
  ]);
});

test('the certificate of S3 is a mounted file; that of another storage is not read', () => {
  expect(said({ trace: { s3: { tls_ca_path: '/etc/ca/ca.crt' } } })).toEqual([
    'StatefulSet tempo (container tempo): storage.trace.s3.tls_ca_path is /etc/ca/ca.crt, where no volume is mounted, so Tempo does not start; mount it there, or correct the path',
  ]);
  expect(said({ trace: { gcs: { tls_ca_path: '/etc/ca/ca.crt' } } })).toEqual([]);
});

test.each([
  ['a folder without a volume', { trace: { wal: { path: '/wal' } } }, 'its root filesystem is read-only'],
  ['a ConfigMap', { trace: { wal: { path: '/conf/wal' } } }, 'ConfigMap tempo-config is mounted at /conf'],
  [
    'a folder of root',
    { trace: { wal: { path: '/wal' } }, container: { securityContext: { runAsUser: 1000 } } },
    'only root can write there',
  ],
  [
    'a mount that is read-only',
    { mounts: MOUNTS.map((mount) => (mount.name === 'data' ? { ...mount, readOnly: true } : mount)) },
    'volume data is mounted with readOnly: true',
  ],
])('Tempo cannot write to %s', (_what, damage, text) => {
  expect(said(damage)).toEqual([expect.stringContaining(text)]);
});

test('what may be writable is not judged', () => {
  const without = (folder: string, runAsUser: number) =>
    said({ trace: { wal: { path: folder } }, container: { securityContext: { runAsUser } }, claims: [], mounts: MOUNTS.slice(0, 2) });
  expect(without('/wal', 0)).toEqual([]);
  expect(without('/tmp/wal', 1000)).toEqual([]);
});

test('a claim that is mounted elsewhere does not keep the write-ahead log', () => {
  expect(said({ trace: { wal: { path: '/tmp/wal' } }, container: { securityContext: {} } })).toEqual([
    'StatefulSet tempo: has storage.trace.wal.path /tmp/wal, which is not on a volume, although its claim data is mounted at /var/tempo; mount the claim there',
  ]);
});

test('a claim is mounted, and can be written', () => {
  expect(said({ mounts: at('/var/tempo').filter(({ name }) => name !== 'data'), container: { securityContext: {} } })).toContain(
    'StatefulSet tempo: makes the claim data, which no container mounts, so nothing is kept there; mount it',
  );
  const claim = (spec: object) => said({ claims: [{ ...CLAIM, spec: { ...CLAIM.spec, ...spec } }] });
  expect(claim({ volumeMode: 'Block' })).toEqual([expect.stringContaining('is a block device')]);
  expect(claim({ accessModes: ['ReadOnlyMany'] })).toEqual([expect.stringContaining('can only be read')]);
  expect(claim({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'], volumeMode: 'Filesystem' })).toEqual([]);
});

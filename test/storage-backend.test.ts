import { sentence } from '../lib/findings/sentence';
import { checkStorage } from '../verify/checks/microservices/storage';
import { readClusterFile } from '../verify/read/cluster';
import type { World } from '../verify/stack';
import { tempoUses } from '../verify/uses/tempo';
import { declaredBy } from '../verify/world/declared-by';
import type { RunningTempo } from '../verify/world/tempo';
import { helmValuesOf, readTestFile, said, synthesizeText } from './synthesis';

jest.mock('../charts/tempo/storage/backends', () => {
  const real = jest.requireActual<typeof import('../charts/tempo/storage/backends')>('../charts/tempo/storage/backends');
  const { madeup } = jest.requireActual<typeof import('./madeup-backend')>('./madeup-backend');
  return { ...real, BACKENDS: { ...real.BACKENDS, madeup } };
});

const MINIMAL = readTestFile('clusters/minimal.yaml');
const STORAGE = /^ {2}storage:\n( {4}.*\n)+/m;

/** A cluster file with the made-up storage. */
const clusterFile = (storage = '{bucket: traces, account: home}', more = ''): string =>
  MINIMAL.replace(STORAGE, `  storage: {madeup: ${storage}}\n${more}`);

const valuesOf = (text: string) => helmValuesOf<Record<string, Record<string, unknown>>>(synthesizeText(text));

const PROCESSES = {
  extraArgs: ['-config.expand-env=true', '-madeup.fast=yes'],
  extraEnv: [{ name: 'MADEUP_TOKEN', valueFrom: { secretKeyRef: { name: 'tempo-minio-secret', key: 'MINIO_SECRET_ACCESS_KEY' } } }],
  extraVolumes: [{ name: 'madeup', emptyDir: {} }],
  extraVolumeMounts: [{ name: 'madeup', mountPath: '/madeup' }],
};
const TRACE = {
  backend: 'madeup',
  madeup: { bucket_name: 'traces', account: 'home', host: 'madeup.example.org', token: '${MADEUP_TOKEN}' },
};

describe('synth with a new backend', () => {
  test('writes its values, flags, variables, volumes and annotations for tempo-distributed', () => {
    expect(valuesOf(clusterFile())).toMatchObject({
      storage: { trace: TRACE },
      defaults: PROCESSES,
      serviceAccount: { annotations: { 'madeup.example.org/account': 'home' } },
    });
    expect(JSON.stringify(valuesOf(clusterFile()))).not.toMatch(/s3|MINIO_ACCESS_KEY_ID/);
  });

  test('writes them for Tempo in one process', () => {
    const { extraArgs: _, extraVolumes, ...process } = PROCESSES;

    expect(valuesOf(clusterFile().replace('chart: 2.26.2', 'monolithic: 2.2.0'))).toMatchObject({
      tempo: { ...process, storage: { trace: TRACE }, extraArgs: { 'config.expand-env': true, 'madeup.fast': 'yes' } },
      extraVolumes,
      serviceAccount: { annotations: { 'madeup.example.org/account': 'home' } },
    });
  });

  test('lists what the cluster must have', () => {
    const { clusters } = synthesizeText(clusterFile());

    expect(clusters[0]?.requirements).toEqual([
      'the account home of Made-up Storage',
      'the ConfigMap madeup-settings with madeup.ini in namespace tracing',
    ]);
    expect(clusters[0]?.bucket).toBeUndefined();
  });

  test.each([
    ['{storage: {trace: {madeup: {account: other}}}}', /storage\.trace\.madeup\.account: .*; set it in tempo\.storage\.madeup\.account$/],
    [
      '{storage: {trace: {backend: s3}}}',
      /storage\.trace\.backend: .*; .*tempo\.storage\.madeup stores traces in Made-up Storage, or use tempo\.storage\.s3, tempo\.storage\.gcs or tempo\.storage\.azure$/,
    ],
    ['{querier: {extraArgs: [-storage.trace.madeup.account=a]}}', /querier\.extraArgs: .*; set it in tempo\.storage\.madeup$/],
    ['{querier: {extraEnv: [{name: MADEUP_TOKEN, value: a}]}}', /querier\.extraEnv\.name: the variable MADEUP_TOKEN /],
  ])('reserves what is its own: %s', (values, expected) => {
    expect(said(synthesizeText(clusterFile(undefined, `  values: ${values}\n`)))).toEqual([expect.stringMatching(expected)]);
  });

  test('reports mistakes in its settings, at its key', () => {
    expect(said(synthesizeText(clusterFile('{bucket: home, account: home}')))).toEqual([
      expect.stringMatching(/:\d+:36 tempo\.storage\.madeup\.account: is tempo\.storage\.madeup\.bucket \(line \d+\) too; rename it$/),
    ]);
    expect(said(synthesizeText(clusterFile('{bucket: home}')))).toEqual([
      expect.stringMatching(/:\d+:13 tempo\.storage\.madeup\.account: missing; add it, e\.g\. home$/),
    ]);
  });

  test('refuses it together with another one', () => {
    const both = clusterFile('{bucket: b, account: a}, s3: {bucket: traces, endpoint: s3.example.org}');

    expect(said(synthesizeText(both))).toEqual([expect.stringMatching(/:\d+:\d+ tempo\.storage\.madeup: .*s3/)]);
  });

  test('refuses a Job that creates S3 buckets', () => {
    expect(said(synthesizeText(`${clusterFile()}minio: {adminSecret: minio-admin}\n`))).toEqual([
      expect.stringMatching(/ minio: needs an S3 bucket, but tempo\.storage \(line \d+\) stores traces in Made-up Storage; remove minio/),
    ]);
  });

  test('warns about traces that a rollout loses, with its title', () => {
    const text = clusterFile().replace(/^ {2}persistence:.*\n/m, '');

    expect(said(synthesizeText(text), 'note').join()).toContain('that are not in Made-up Storage yet');
  });
});

describe('verify with a new backend', () => {
  const { config } = readClusterFile({ name: 'test', file: 'clusters/test.yaml', text: clusterFile() });
  if (!config) throw new Error('the cluster file is refused');
  const declared = declaredBy(config);
  const tempoOf = (madeup: object, backend = 'madeup'): RunningTempo => ({
    placed: {
      object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tempo-config' } },
      place: { file: 'dist/test/applications.k8s.yaml' },
    },
    ...{ key: 'tempo.yaml', namespace: 'tracing', text: '', variables: [], readers: [] },
    config: { storage: { trace: { backend, madeup } } },
  });
  const saidOf = (madeup: object, backend?: string) =>
    checkStorage(tempoOf(madeup, backend), { declared, isOurs: true } as unknown as World).map(sentence);

  test('accepts what is declared', () => {
    expect(saidOf(TRACE.madeup)).toEqual([]);
  });

  test('finds different and missing fields', () => {
    expect(saidOf({ bucket_nam: 'traces', account: 'other' })).toEqual([
      'ConfigMap tempo-config: storage.trace.madeup.token is missing, so Tempo sends anonymous requests, which are refused; set it to ${MADEUP_TOKEN}',
      'ConfigMap tempo-config: storage.trace.madeup.bucket_name is missing, but tempo.storage.madeup.bucket of the cluster file is traces; set it to traces',
      'ConfigMap tempo-config: storage.trace.madeup.account is other, but tempo.storage.madeup.account of the cluster file is home; set it to home',
    ]);
    expect(saidOf({}, 's3')).toEqual([
      'ConfigMap tempo-config: storage.trace.backend is s3, but tempo.storage.madeup of the cluster file is madeup, so no trace reaches the bucket traces; set it to madeup',
    ]);
  });

  test('has its address, and the key that declares it', () => {
    expect(tempoUses(tempoOf(TRACE.madeup))).toEqual([
      expect.objectContaining({
        ...{ from: 'Tempo', to: 'Made-up Storage', what: 'blocks', protocol: 'Made-up' },
        ...{ address: 'https://madeup.example.org', where: 'storage.trace.madeup.host' },
      }),
    ]);
    expect([...declared.hosts]).toEqual([['madeup.example.org', ['tempo.storage.madeup.host']]]);
    expect(declared.objects).toContainEqual({ kind: 'ConfigMap', name: 'madeup-settings', keys: ['madeup.ini'], namespace: 'tracing' });
  });
});

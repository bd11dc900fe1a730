import path from 'node:path';
import { bucketJobFile, objectsIn, ofComponent, synthesizeCluster } from '../../test/synthesis';
import { bucketCommands } from '../bucket/mc';
import { policy } from '../bucket/s3-bucket';

const job = (synthesis = synthesizeCluster('seed')) => objectsIn(synthesis).find(({ kind }) => kind === 'Job');
const scriptsOf = (synthesis: ReturnType<typeof synthesizeCluster>) =>
  objectsIn(synthesis, path.basename(bucketJobFile(synthesis))).find(({ kind }) => kind === 'ConfigMap');
const scripts = () => scriptsOf(synthesizeCluster('seed'))?.data ?? {};
const includeOf = (synthesis: ReturnType<typeof synthesizeCluster>) =>
  ofComponent(synthesis, 'Application', 'tempo').spec.sources.at(-1).directory.include;

describe('the bucket Job', () => {
  test('has a separate namespace, so that the namespace of Tempo never contains root credentials', () => {
    const seed = synthesizeCluster('seed');
    const objects = [...objectsIn(seed, 'minio.k8s.yaml'), ...objectsIn(seed, path.basename(bucketJobFile(seed)))];

    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? metadata.name}`)).toEqual([
      'Namespace tempo-bootstrap',
      'ExternalSecret tempo-bootstrap',
      'ConfigMap tempo-bootstrap',
      'Job tempo-bootstrap',
    ]);
    expect(synthesizeCluster('seed').files.get('seed/tempo.k8s.yaml')).not.toContain('minio-admin');
  });

  test.each<[string, string | RegExp, string]>([
    ['the bucket', 'bucket: k3s-tempo', 'bucket: other'],
    ['the server', 'ricsanfre.com:9091', 'ricsanfre.com:9000'],
    ['the region', 'region: eu-west-1', 'region: eu-west-2'],
    ['the admin Secret', 'minio-admin', 'minio-root'],
    ['the key in the store', 'key: minio/tempo', 'key: minio/other'],
    ['the authority', 'region: eu-west-1', 'region: eu-west-1\n    ca: {configMap: minio-ca}'],
  ])('has another name, and so runs again, when %s changes', (_what, from, to) => {
    expect(job(synthesizeCluster('seed', [from, to]))?.metadata.name).not.toBe(job()?.metadata.name);
  });

  test('keeps its name when something else changes', () => {
    expect(job(synthesizeCluster('seed', ['2.23.4', '2.23.3'], ['logReceivedSpans: true', 'logReceivedSpans: false']))?.metadata.name).toBe(
      job()?.metadata.name,
    );
  });

  test('has its script in a ConfigMap of the same name, so that an old Job never runs a new script', () => {
    const seed = synthesizeCluster('seed');
    const name = job(seed)?.metadata.name;

    expect(scriptsOf(seed)?.metadata.name).toBe(name);
    expect(job(seed)?.spec.template.spec.volumes).toContainEqual({ name: 'bootstrap', configMap: { name } });
  });

  test('waits for the values of its revision: only the Application that has them includes its file', () => {
    const [before, after] = [synthesizeCluster('seed'), synthesizeCluster('seed', ['bucket: k3s-tempo', 'bucket: other'])];
    const name = (synthesis: typeof before) => path.basename(bucketJobFile(synthesis), '.k8s.yaml');

    expect(name(after)).not.toBe(name(before));
    expect(`tempo-${name(after)}`).toBe(job(after)?.metadata.name);
    expect(includeOf(before)).toBe(`{tempo,minio,${name(before)}}.k8s.yaml`);
    expect(includeOf(after)).toBe(`{tempo,minio,${name(after)}}.k8s.yaml`);
    expect([...after.files.keys()]).not.toContain(bucketJobFile(before));
  });

  test.each(['helmchart', 'manifests'])('has a constant file if the values of Tempo are in files too: gitops.helm %s', (helm) => {
    const synthesis = synthesizeCluster('seed', ['gitops:\n', `gitops:\n  helm: ${helm}\n`]);

    expect(bucketJobFile(synthesis)).toBe('seed/minio-bootstrap.k8s.yaml');
    expect(includeOf(synthesis)).toMatch(/^\{tempo(,tempo-chart)?,minio,minio-bootstrap\}\.k8s\.yaml$/);
    expect(job(synthesis)?.metadata.name).toBe(job()?.metadata.name);
  });

  test("runs in Tempo's wave: in an earlier one, it would block Tempo; in a later one, both would wait for each other", () => {
    expect(job()?.metadata.annotations?.['argocd.argoproj.io/sync-wave']).toBe('0');
    expect(job()?.metadata.annotations).not.toHaveProperty('argocd.argoproj.io/hook');
  });

  test('and its script are pruned in one wave, so that no sync waits until an old Job is gone', () => {
    expect(scriptsOf(synthesizeCluster('seed'))?.metadata.annotations).toEqual(job()?.metadata.annotations);
  });

  test('never fails, because a failed Job never runs again, and is never removed, because Argo CD would create it again', () => {
    expect(job()?.spec.backoffLimit).toBe(2147483647);
    expect(job()?.spec).not.toHaveProperty('activeDeadlineSeconds');
    expect(job()?.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  test('is visible in the health of its Application', () => {
    expect(job()?.metadata.annotations).not.toHaveProperty('argocd.argoproj.io/ignore-healthcheck');
  });

  test('has only the necessary permissions', () => {
    const { annotations } = job()?.spec.template.metadata ?? {};
    const { automountServiceAccountToken, containers, securityContext } = job()?.spec.template.spec ?? {};

    expect(annotations).toEqual({ 'linkerd.io/inject': 'disabled' });
    expect(automountServiceAccountToken).toBe(false);
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers[0].securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
  });

  test('trusts the private authority', () => {
    const { containers, volumes } = job(synthesizeCluster('full'))?.spec.template.spec ?? {};

    expect(containers[0].env).toEqual([{ name: 'SSL_CERT_DIR', value: '/ca' }]);
    expect(volumes).toContainEqual({ name: 'ca', configMap: { name: 'minio-ca' } });
  });

  test('runs a script with no key in an argument', () => {
    const script = scripts()['bootstrap.sh'] ?? '';

    expect(script).toContain('mb --ignore-existing --region eu-west-1 server/k3s-tempo');
    expect(script).toContain('admin policy create server tempo-k3s-tempo /bootstrap/user_policy.json');
    expect(script).toMatch(/printf .* \| mc .* admin user add server &&\n/);
    expect(script).toContain('admin policy attach server tempo-k3s-tempo --user "$(cat /tempo/MINIO_ACCESS_KEY_ID)"');
  });
});

describe('the policy', () => {
  test('permits what Tempo needs for its bucket', () => {
    expect(JSON.parse(scripts()['user_policy.json'] ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TempoPermissions',
          Effect: 'Allow',
          Action: ['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:DeleteObject', 's3:GetObjectTagging', 's3:PutObjectTagging'],
          Resource: ['arn:aws:s3:::k3s-tempo/*', 'arn:aws:s3:::k3s-tempo'],
        },
      ],
    });
    expect(policy({ name: 'k3s-tempo', endpoint: 'x', insecure: false })).toEqual(JSON.parse(scripts()['user_policy.json'] ?? ''));
  });
});

test('npm run minio prints the same commands as the Job runs', () => {
  const bucket = { name: 'b', endpoint: 's3', insecure: true, region: "eu 'west'" };

  expect(bucketCommands(bucket, { mc: 'mc', alias: 'a', accessKeyId: 'tempo', policyFile: 'p.json' })).toEqual([
    "mc mb --ignore-existing --region 'eu '\\''west'\\''' a/b",
    'mc admin policy create a tempo-b p.json',
    'mc admin user add a',
    'mc admin policy attach a tempo-b --user tempo',
  ]);
});
